"""What is on now: songs played much and lately."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Relisten:
    """The relisten ranking of `taste.ranking` (two-term decay over days, company), by rank."""

    label = "Your plays"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.relisten[candidates])
