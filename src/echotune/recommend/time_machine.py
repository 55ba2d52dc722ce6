"""What would have been recommended on a day of the past, and what of it came true.

Two halves that never meet before the end: `foresee` gets a record that was cut at the day and knows of nothing later;
`fates` looks up what was listened to afterwards. Nothing here is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from echotune.core.errors import InvalidRequest
from echotune.recommend import wording
from echotune.recommend.cards import cards
from echotune.recommend.pipeline import Options, Outcome, recommend
from echotune.recommend.prepared import Bools, Moment, Prepared
from echotune.recommend.request import Mode, RecommendationRequest
from echotune.recommend.schemas import Fate, ForeseenTrack, Hits, TimeMachine
from echotune.taste.listener import ListenerModel
from echotune.taste.memory import DAY_SECONDS
from echotune.training.ranker.fitting import Fit

SHOWN = 10
WEEK, MONTH = 7, 28
"""Days after which it is looked what came true."""
OF_FACTS = frozenset({"text", "content"})
"""Spaces made from what is known of songs; others may have learned from plays that were still to come."""


def start_of(day: date, model: ListenerModel) -> datetime:
    """The first moment of a day on the listener's clock. Raises InvalidRequest for a day that the record does not reach."""
    moment = datetime.combine(day, time(), model.zone).astimezone(UTC)
    listened = model.plays.ended_at[model.play_is_listen]
    if not len(listened) or moment.timestamp() <= int(listened[0]):
        raise InvalidRequest("There were no plays before that day to recommend from.", code="before_record")
    if moment.timestamp() > int(listened[-1]):
        raise InvalidRequest("Nothing was played after that day, so nothing can have come true.", code="after_record")
    return moment


def foresee(
    past: ListenerModel,
    moment: Moment,
    mode: Mode,
    *,
    present: Prepared,
    fits: Mapping[str, Fit],
    heard_apart: Bools,
    options: Options,
) -> Outcome:
    """The answer of that day. `past` is the record cut at it, `fits` what was learned of it by then; of `present` only
    facts about songs are taken."""
    facts = {name: space for name, space in present.spaces.items() if name in OF_FACTS}
    prepared = Prepared(past, moment, present.sound, present.names, heard_apart, facts, fits)
    return recommend(prepared, RecommendationRequest(mode=mode, count=SHOWN), options)


@dataclass(frozen=True, eq=False)
class Afterwards:
    """The listens (30 s and more) of the four weeks that began at `day`."""

    model: ListenerModel
    day: datetime

    @property
    def _listens(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int32]]]:
        """Seconds after `day` at which each began, and its recording; ascending."""
        plays, begin = self.model.plays, int(self.day.timestamp())
        after = plays.started_at - begin
        within = self.model.play_is_listen & (after >= 0) & (after < MONTH * DAY_SECONDS)
        return after[within], plays.recording[within]

    def fates(self, recordings: list[int]) -> list[Fate | None]:
        """What became of each recording; None for one that was not listened to."""
        after, heard = self._listens
        return [self._fate(after[heard == recording]) for recording in recordings]

    def _fate(self, after: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Fate | None:
        if not len(after):
            return None
        first = int(after.min())
        return Fate(
            played_at=self.day + timedelta(seconds=first),
            days_after=first // DAY_SECONDS,
            plays_in_week=int((after < WEEK * DAY_SECONDS).sum()),
            plays_in_month=len(after),
        )

    @property
    def songs_of_week(self) -> int:
        after, heard = self._listens
        return len(np.unique(heard[after < WEEK * DAY_SECONDS]))

    @property
    def days(self) -> int:
        """How many of the 28 days the record covers."""
        last = int(self.model.plays.ended_at[-1]) if len(self.model.plays) else 0
        return int(np.clip((last - int(self.day.timestamp())) // DAY_SECONDS + 1, 0, MONTH))


def looked_back(outcome: Outcome, model: ListenerModel, day: date) -> TimeMachine:
    """The answer of a day beside what came of it. `model` is the whole record."""
    prepared = outcome.asked.prepared
    afterwards = Afterwards(model, prepared.as_of)
    fates = afterwards.fates([one.recording for one in outcome.chosen])
    most_played = _most_played(prepared.model, outcome)
    plain = None if most_played is None else afterwards.fates(most_played)
    return TimeMachine(
        day=day,
        as_of=prepared.as_of,
        mode=outcome.asked.mode,
        sentence=_sentence(fates, plain, afterwards.days),
        scope=_scope(prepared, afterwards),
        tracks=[ForeseenTrack(track=card, fate=fate) for card, fate in zip(cards(outcome, {}), fates, strict=True)],
        week=_hits(fates, plain, WEEK),
        month=_hits(fates, plain, MONTH),
        days_recorded=afterwards.days,
    )


def _most_played(past: ListenerModel, outcome: Outcome) -> list[int] | None:
    """As many songs as were shown, by plain play counts until that day, of the same candidates. None where all candidates
    are unplayed: counts have nothing to say of them."""
    if outcome.asked.mode == "explore":
        return None
    candidates = outcome.filtered.candidates
    order = np.argsort(-past.listens[candidates], kind="stable")[: len(outcome.chosen)]
    return [int(one) for one in candidates[order]]


def _hits(fates: list[Fate | None], plain: list[Fate | None] | None, days: int) -> Hits:
    by_play_counts = None if plain is None else _count(plain, days)
    return Hits(days=days, shown=len(fates), came_true=_count(fates, days), by_play_counts=by_play_counts)


def _count(fates: list[Fate | None], days: int) -> int:
    return sum(fate is not None and fate.days_after < days for fate in fates)


def _sentence(fates: list[Fate | None], plain: list[Fate | None] | None, days: int) -> str:
    """Three of ten came true within a week, five within four. The ten songs you had played most: two within a week."""
    if not fates:
        return "There was nothing to recommend on that day."
    said = wording.capital(_came_true(_count(fates, WEEK), _count(fates, MONTH), len(fates), days))
    if plain is None:
        return said
    usual = wording.spelled(_count(plain, WEEK))
    return f"{said} The {wording.spelled(len(fates))} songs you had played most: {usual} within a week."


def _came_true(week: int, month: int, shown: int, days: int) -> str:
    if days < MONTH:
        on_record = "on the one day" if days == 1 else f"within the {wording.spelled(days)} days"
        return f"{_of(month, shown)} came true {on_record} on record."
    if not month:
        return f"none of the {wording.spelled(shown)} came true within four weeks."
    if week == month:
        return f"{_of(week, shown)} came true within a week, and no more within four."
    return f"{_of(week, shown)} came true within a week, {wording.spelled(month)} within four."


def _of(number: int, shown: int) -> str:
    return f"{wording.spelled(number) if number else 'none'} of {wording.spelled(shown)}"


def _scope(prepared: Prepared, afterwards: Afterwards) -> str:
    zone = prepared.model.zone
    plays, day = int(prepared.model.play_is_listen.sum()), wording.day(prepared.as_of, zone)
    compared = f"compared with {afterwards.songs_of_week:,} songs played in the week after"
    return f"From {plays:,} plays before {day}, {compared}, {zone}, plays of 30 s or more."
