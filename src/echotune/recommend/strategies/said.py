"""What the listener said: likes, saves, boosts and their opposites."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Said:
    """0 is nothing said; boosts, likes and saves raise it up to 1, mutes and dislikes weigh more: -2 and -1.3."""

    label = "What you said"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.said[candidates])
