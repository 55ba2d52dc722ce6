"""What the listener said: likes, saves, boosts and their opposites."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Said:
    """0.5 is nothing said; 1 liked, saved and boosted, 0 muted or disliked."""

    label = "What you said"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.said[candidates])
