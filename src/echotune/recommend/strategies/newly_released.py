"""What came out of late: half as much for every two years of age."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores

HALF_LIFE_YEARS = 2.0


class NewlyReleased:
    """1 in the year of asking, .5 two years before, .03 ten years before; 0 where the year is not known."""

    label = "Newly released"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        year = asked.prepared.model.released_year[candidates].astype(np.float32)
        age = np.maximum(asked.prepared.as_of.year - year, 0)
        return Scores(np.where(year > 0, np.exp2(-age / HALF_LIFE_YEARS), 0).astype(np.float32))
