"""What may be worth a first listen: the listener's artists and the catalogue's popularity together."""

from __future__ import annotations

import numpy as np

from echotune.recommend.prepared import Kind
from echotune.recommend.strategy import Asked, Index, Scores


class Explore:
    """The explore ranking of `taste.ranking` (artist affinity, album, popularity), by rank, for songs never started."""

    label = "Worth a first listen"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        unheard = asked.prepared.kind[candidates] == Kind.EXPLORE
        return Scores(np.where(unheard, asked.prepared.explore[candidates], np.float32(0)))
