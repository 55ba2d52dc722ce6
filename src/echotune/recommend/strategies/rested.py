"""Rest: songs that have been left alone for long are fresher to come back to."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Rested:
    """0 up to 60 days after the last listen, .55 at 250 days, .94 at two years; 0 for what was never listened to."""

    label = "Rested"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.rested[candidates])
