"""What may be worth a first listen: the listener's artists and the catalogue's popularity together."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Explore:
    """The explore ranking of `taste.ranking` (artist affinity, album, popularity), by rank, for songs never started."""

    label = "Worth a first listen"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.explore[candidates])
