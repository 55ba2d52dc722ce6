"""What many others play: how well known a song is among those whose popularity the catalogue tells."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores


class Popular:
    """The share of known songs that are less popular; 0 where the catalogue does not say. Takes part when wished."""

    label = "Well known"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(np.nan_to_num(asked.prepared.sound.popularity_rank[candidates], nan=0))
