"""Habits: what is skipped, how wide the listening is, how much of it is new."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.plain import plain
from echotune.taste.labels import CHOSEN
from echotune.taste.record import Record
from echotune.taste.schemas import Belief
from echotune.taste.skips import SkipMeaning, skip_meanings

FEWEST_STARTS = 100
SKIP_STEP = 0.05

MEANINGS = {
    SkipMeaning.WRONG_MOMENT: "Your skips mean: not now",
    SkipMeaning.TIRED: "Your skips mean: heard enough of it",
    SkipMeaning.DISLIKE: "Your skips mean: not for me",
}


def habits(record: Record) -> list[Belief]:
    return [*_skips(record), _breadth(record), *_news(record), *_skip_meanings(record)]


def _skips(record: Record) -> list[Belief]:
    """Shuffled starts against chosen ones, where the shares left before 30 s differ by 5 points."""
    model, skipped = record.model, record.model.play_is_skipped
    shuffled, chosen = model.plays.shuffle, np.isin(model.plays.reason_start, CHOSEN)
    starts = [int(shuffled.sum()), int(chosen.sum())]
    if min(starts) < FEWEST_STARTS:
        return []
    left = [int(skipped[which].sum()) for which in (shuffled, chosen)]
    shares = [own / of for own, of in zip(left, starts, strict=True)]
    if abs(shares[0] - shares[1]) < SKIP_STEP:
        return []
    title = (
        "You skip on shuffle, not what you choose" if shares[0] > shares[1] else "You skip what you choose, not shuffle"
    )
    evidence = (
        f"Left before 30 s: {words.percent(left[0], starts[0])} of {starts[0]:,} starts on shuffle, "
        f"{words.percent(left[1], starts[1])} of {starts[1]:,} chosen by hand."
    )
    return [plain("habit", "skips", title, evidence)]


def _skip_meanings(record: Record) -> list[Belief]:
    """What most skips meant, of those that 28 days of the record follow; at least 100."""
    found = np.bincount(skip_meanings(record.model), minlength=len(SkipMeaning))
    judged = [SkipMeaning.WRONG_MOMENT, SkipMeaning.TIRED, SkipMeaning.DISLIKE]
    total = int(found[judged].sum())
    if total < FEWEST_STARTS:
        return []
    most = max(judged, key=lambda meaning: int(found[meaning]))
    evidence = (
        f"Of {words.count(total, 'skip')} before 30 s, {found[SkipMeaning.WRONG_MOMENT]:,} were of a song that you heard "
        f"again within 28 days, {found[SkipMeaning.TIRED]:,} of one that you knew well and did not hear again, "
        f"{found[SkipMeaning.DISLIKE]:,} of one that you hardly knew."
    )
    return [plain("habit", "meaning", MEANINGS[most], evidence)]


def _breadth(record: Record) -> Belief:
    """How many artists make up half of the latest year."""
    plays = np.sort(np.bincount(record.artist[record.lately], minlength=record.artists))[::-1]
    total = int(plays.sum())
    half = int(np.searchsorted(np.cumsum(plays), total / 2)) + 1
    evidence = (
        f"{plays[:half].sum():,} of {words.count(total, 'play')} {record.lately_in_words}; "
        f"{words.count(int((plays > 0).sum()), 'artist')} in all."
    )
    return plain("habit", "breadth", f"Half of your year comes from {words.count(half, 'artist')}", evidence)


def _news(record: Record) -> list[Belief]:
    """Songs that were heard first in the latest year, where there was a year before it."""
    if int(record.ended_at[0]) > record.lately_since:
        return []
    before = np.unique(record.recording[~record.lately])
    lately = record.recording[record.lately]
    new = ~np.isin(lately, before)
    evidence = (
        f"{new.sum():,} of {words.count(len(lately), 'play')} {record.lately_in_words} were of "
        f"{words.count(len(np.unique(lately[new])), 'song')} not played before it."
    )
    return [plain("habit", "news", f"{words.percent(int(new.sum()), len(lately))} of your year is new songs", evidence)]
