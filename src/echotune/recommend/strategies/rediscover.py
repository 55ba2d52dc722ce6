"""What was loved and left: songs played often that have rested."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Rediscover:
    """The rediscover ranking of `taste.ranking` (decays, ACT-R, company, artist), by rank."""

    label = "Loved before"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.rediscover[candidates])
