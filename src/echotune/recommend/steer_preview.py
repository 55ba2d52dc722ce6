"""What other positions of the sliders would change: the first songs before and after, and why, with nothing kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.recommend import steer, steer_words
from echotune.recommend.answer import options_of, prepare_at, suggested
from echotune.recommend.cards import cards, provenance
from echotune.recommend.pipeline import Options, Outcome, recommend
from echotune.recommend.prepared import Floats, Moment, Prepared
from echotune.recommend.presence import absences
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.schemas import RankedTrack, SteerPreview
from echotune.recommend.sliders import SLIDERS, SliderName, Steer, position
from echotune.recommend.steer_view import shares, without_effect
from echotune.recommend.steer_words import LOOKED_AT
from echotune.taste.listener import ListenerModel

SHOWN = 10


async def preview(
    conn: Connection, settings: Settings, account: Account, model: ListenerModel, wanted: Steer
) -> SteerPreview:
    """The first 10 songs under `wanted`, each with its rank under the sliders as they are kept. Raises NotReady."""
    prepared = await prepare_at(conn, settings, model, Moment(clock.as_of(clock.now())))
    kept = (await steer.kept(conn, model)).steer
    shown = await suggested(conn, account, prepared)
    options = options_of(settings, account, prepared, shown, None, steer.effective(settings))
    return await asyncio.to_thread(_preview, _Comparison(prepared, options, settings, kept, wanted))


@dataclass(eq=False)
class _Comparison:
    """Two answers of 50 songs to the empty request: with the sliders as kept, and as wanted."""

    prepared: Prepared
    options: Options
    settings: Settings
    kept: Steer
    wanted: Steer

    @cached_property
    def before(self) -> Outcome:
        return self._outcome(self.kept)

    @cached_property
    def after(self) -> Outcome:
        return self.before if self.wanted == self.kept else self._outcome(self.wanted)

    def _outcome(self, sliders: Steer) -> Outcome:
        options = replace(self.options, parameters=steer.effective(self.settings, sliders))
        return recommend(self.prepared, RecommendationRequest(count=LOOKED_AT), options)

    @cached_property
    def was(self) -> dict[int, int]:
        return ranks(self.before)

    @cached_property
    def now(self) -> dict[int, int]:
        return ranks(self.after)

    def tracks(self) -> list[RankedTrack]:
        shown = replace(self.after, chosen=self.after.chosen[:SHOWN])
        return [
            RankedTrack(
                rank=card.position,
                from_rank=self.was.get(one.recording),
                track_id=card.track_id,
                recording_id=card.recording_id,
                title=card.title,
                artist=card.artist,
                why=card.why,
                rings=card.rings,
            )
            for card, one in zip(cards(shown, {}), shown.chosen, strict=True)
        ]

    def sentence(self) -> str:
        if not self.moved_sliders:
            return "This is how your next songs stand now."
        name = self._cause()
        base = steer.effective(self.settings)
        up = position(self.wanted, name, base) > position(self.kept, name, base)
        shown = [one.recording for one in self.after.chosen[:SHOWN]]
        came = sum(self.was.get(one, LOOKED_AT) > SHOWN for one in shown)
        rose = sum(self.now[one] < self.was.get(one, LOOKED_AT + 1) for one in shown)
        fallen = self._fallen(name, up)
        absent, alone = without_effect(name, absences(self.prepared)), len(self.moved_sliders) == 1
        return steer_words.sentence(steer_words.Change(len(shown), name, up, came, rose, fallen, alone, absent))

    @cached_property
    def moved_sliders(self) -> list[SliderName]:
        base = steer.effective(self.settings)
        return [name for name in SLIDERS if position(self.kept, name, base) != position(self.wanted, name, base)]

    def _cause(self) -> SliderName:
        """Of several moved sliders the one without which the first songs would differ most."""
        if len(self.moved_sliders) == 1:
            return self.moved_sliders[0]
        return max(self.moved_sliders, key=lambda name: (self._difference_without(name), -list(SLIDERS).index(name)))

    def _difference_without(self, name: SliderName) -> int:
        reverted = self.wanted.model_copy(update={name: getattr(self.kept, name)})
        other = ranks(self._outcome(reverted))
        first = {recording for ranked in (self.now, other) for recording, rank in ranked.items() if rank <= SHOWN}
        beyond = LOOKED_AT + 1
        return sum(abs(self.now.get(one, beyond) - other.get(one, beyond)) for one in first)

    def _fallen(self, name: SliderName, up: bool) -> steer_words.Fallen | None:
        """Of the first songs the one that lost most places; of equals the one that stood higher."""
        lost = {
            one: self.now.get(one, LOOKED_AT + 1) - rank
            for one, rank in self.was.items()
            if rank <= SHOWN and self.now.get(one, LOOKED_AT + 1) > rank
        }
        if not lost:
            return None
        recording = min(lost, key=lambda one: (not self._bears_out(one, name, up), -lost[one], self.was[one]))
        return self._told(recording)

    def _bears_out(self, recording: int, name: SliderName, up: bool) -> bool:
        return steer_words.FACTS[name](self._told(recording), up) is not None

    def _told(self, recording: int) -> steer_words.Fallen:
        model, rank = self.prepared.model, self.now.get(recording)
        outcome = self.after if rank else self.before
        place = (rank or self.was[recording]) - 1
        one = outcome.chosen[place]
        artist = model.artist_no[recording]
        above = [other for other in self.after.chosen[: place if rank else LOOKED_AT] if other.recording != recording]
        closest = None if one.closest is None else model.titles[outcome.chosen[one.closest].recording]
        return steer_words.Fallen(
            title=model.titles[recording],
            artist=model.artists[recording],
            before=self.was[recording],
            after=rank,
            provenance=provenance(outcome, place),
            sound=_known(self._sounds[recording]),
            usual_sound=_median([self._sounds[one.recording] for one in self.after.chosen[:SHOWN]]),
            above=sum(bool(model.artist_no[other.recording] == artist) for other in above),
            cap=self.after.asked.parameters.artist_cap,
            resembles=closest if rank else None,
        )

    @cached_property
    def _sounds(self) -> Floats:
        return self.prepared.sound_of_favourites


def _preview(comparison: _Comparison) -> SteerPreview:
    return SteerPreview(
        sentence=comparison.sentence(),
        tracks=comparison.tracks(),
        strategies=shares(comparison.after.asked.parameters, absences(comparison.prepared)),
    )


def ranks(outcome: Outcome) -> dict[int, int]:
    """Place of each chosen recording, from 1."""
    return {one.recording: rank for rank, one in enumerate(outcome.chosen, 1)}


def _known(value: np.float32) -> float | None:
    return float(np.clip(value, 0, 1)) if np.isfinite(value) else None


def _median(values: list[np.float32]) -> float | None:
    known = [value for value in values if np.isfinite(value)]
    return float(np.median(known)) if known else None
