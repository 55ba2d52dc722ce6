"""What few others play: the other end of `popular`."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores


class LittleKnown:
    """The share of known songs that are more popular; 0 where the catalogue does not say: unknown is not little known."""

    label = "Little known"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(np.nan_to_num(1 - asked.prepared.sound.popularity_rank[candidates], nan=0))
