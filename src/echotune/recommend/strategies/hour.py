"""The hour: songs that the listener plays at this time of the day."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Hour:
    """Share of a song's listens that began in the hours asked for (few listens count as usual ones)."""

    label = "Heard at this hour"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.at_hours(*asked.hours)[candidates])
