"""Chosen recordings -> track cards with their provenance, rings and one sentence why."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import numpy as np

from echotune.recommend.blend import UNIT
from echotune.recommend.chosen import Chosen
from echotune.recommend.evidence import EvidenceMaker
from echotune.recommend.explain import choose, explain
from echotune.recommend.pipeline import Outcome
from echotune.recommend.prepared import Kind
from echotune.recommend.provenance import Provenance
from echotune.recommend.schemas import RecommendedTrack, Signal
from echotune.recommend.sound import ATTRIBUTES, COLUMN
from echotune.taste.listener import FEATURES
from echotune.taste.memory import DAY_SECONDS

VARIETY = "variety"
EXPLICIT: tuple[Literal["no", "yes", "unknown"], ...] = ("no", "yes", "unknown")


def cards(outcome: Outcome, suggested_at: dict[int, datetime]) -> list[RecommendedTrack]:
    """The answer's tracks, in order."""
    making = _Cards(outcome, suggested_at)
    return [making.card(position, one) for position, one in enumerate(outcome.chosen, 1)]


def provenance(outcome: Outcome, place: int) -> Provenance:
    """The numbers behind one track of an answer (0: its first)."""
    return _Cards(outcome, {}).provenance(place, outcome.chosen[place])


class _Cards:
    def __init__(self, outcome: Outcome, suggested_at: dict[int, datetime]) -> None:
        self._outcome = outcome
        self._prepared = outcome.asked.prepared
        self._evidence = EvidenceMaker(outcome.asked, outcome.chosen, suggested_at)

    def card(self, position: int, one: Chosen) -> RecommendedTrack:
        model, at = self._prepared.model, one.recording
        provenance = self.provenance(position - 1, one)
        return RecommendedTrack(
            position=position,
            track_id=provenance.track_id,
            recording_id=provenance.recording_id,
            title=model.titles[at],
            artist=model.artists[at],
            album=model.albums[at],
            duration_ms=int(model.duration_ms[at]) if model.duration_ms[at] > 0 else None,
            release_year=int(model.released_year[at]) or None,
            explicit=EXPLICIT[int(model.explicit[at])],
            why=explain(provenance),
            signals=self._signals(one),
            rings=self._prepared.rings(at),
            spotify_uri=model.spotify_uri(at),
            provenance=provenance,
        )

    def provenance(self, place: int, one: Chosen) -> Provenance:
        model, at = self._prepared.model, one.recording
        values, sources = self._known(at)
        estimated = self._outcome.filtered.estimated_for(at)
        components = {name: part / UNIT for name, part in one.parts.items() if part}
        components |= {VARIETY: one.penalty / UNIT} if one.penalty else {}
        last = int(model.last_listened_at[at])
        provenance = Provenance(
            track_id=model.track_ids[at],
            recording_id=model.recording_ids[at],
            strategies=[name for name, part in one.parts.items() if part] or [self._outcome.asked.mode],
            score_components=components,
            score=one.score / UNIT,
            features_used=self._used(one, values),
            feature_sources=sources,
            feature_values=values,
            wishes=self._wishes(values, estimated),
            estimated=estimated,
            diversity_penalty_applied=one.penalty / UNIT,
            novelty_days_since_last_play=(self._prepared.epoch - last) // DAY_SECONDS if last else None,
            explanation_ref="pending",
            as_of=self._prepared.as_of,
            time_zone=str(model.zone),
            evidence=self._evidence.of(place, one),
        )
        provenance.explanation_ref = choose(provenance)
        return provenance

    def _known(self, at: int) -> tuple[dict[str, float], dict[str, str]]:
        """The track's known features, and who said each."""
        model, said_by = self._prepared.model, self._prepared.model.feature_source[at].tolist()
        row = dict(zip(ATTRIBUTES, self._prepared.sound.values[at].tolist(), strict=True))
        values = {name: round(value, 4) for name, value in row.items() if value == value}
        sources = {name: model.sources[said_by[COLUMN[name]]] if name in FEATURES else "pack" for name in values}
        return values, sources

    def _wishes(self, values: dict[str, float], estimated: list[str]) -> dict[str, list[str]]:
        held = self._outcome.asked.wishes.held
        return {
            wish.label: [] if wish.label in estimated else [name for name, _ in wish.ranges if name in values]
            for wish in held
        }

    def _used(self, one: Chosen, values: dict[str, float]) -> list[str]:
        """Features that took part and are known: in likeness, and in the wishes that were held."""
        used = set(self._outcome.blended.sound_features) if one.parts.get("content") else set()
        used |= {feature for feature, _ in self._outcome.asked.wishes.bounded}
        return [name for name in values if name in used]

    def _signals(self, one: Chosen) -> list[Signal]:
        prepared, at = self._prepared, one.recording
        played = bool(prepared.model.listens[at])
        memory = prepared.rediscover if prepared.kind[at] == Kind.REDISCOVER else prepared.relisten
        hour = prepared.at_hours(*self._outcome.asked.hours)
        likeness = self._outcome.blended.sound[one.place]
        sound = likeness > 0 or (likeness == 0 and prepared.sound.compared[at])
        return [
            Signal(key="plays", label="Your plays", value=_percent(memory[at]) if played else None),
            Signal(key="sound", label="Sound", value=_percent(likeness) if sound else None),
            Signal(key="hour", label="This hour", value=_percent(hour[at]) if played else None),
        ]


def _percent(share: np.float32) -> int:
    return round(100 * float(share))
