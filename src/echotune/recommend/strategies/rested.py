"""Rest: songs that have been left alone for long are fresher to come back to."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores
from echotune.taste.memory import DAY_SECONDS

FULL_DAYS = 240  # of rest beyond the first ones, until about two thirds of the score are reached
FIRST_DAYS = 60


class Rested:
    """0 up to 60 days after the last listen, .55 at 250 days, .94 at two years; 0 for what was never listened to."""

    label = "Rested"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        last = asked.prepared.model.last_listened_at[candidates]
        days = (asked.prepared.epoch - last) / DAY_SECONDS - FIRST_DAYS
        rested = 1 - np.exp(-np.maximum(days, 0) / FULL_DAYS)
        return Scores(np.where(last > 0, rested, 0).astype(np.float32))
