"""When the music was made, where that is known."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.plain import plain
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

FEWEST_KNOWN = 100
SHARE = 0.3


def eras(record: Record) -> list[Belief]:
    """The decade with most plays, if it holds at least 30 % of those whose release year is known (at least 100)."""
    year = record.model.released_year[record.recording].astype(np.int64)
    known = year[year > 0]
    if len(known) < FEWEST_KNOWN:
        return []
    decades, plays = np.unique(known // 10 * 10, return_counts=True)
    best = int(np.argmax(plays))
    if plays[best] < SHARE * len(known):
        return []
    evidence = (
        f"{plays[best]:,} of the {words.count(len(known), 'play')} whose release year is known, "
        f"{words.percent(int(plays[best]), len(known))}; the years known run from {known.min()} to {known.max()}."
    )
    return [plain("era", "home", f"The {decades[best]}s are your home", evidence)]
