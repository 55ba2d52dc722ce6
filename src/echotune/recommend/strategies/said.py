"""What the listener said: likes, saves, boosts and their opposites."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores

NEUTRAL = 0.5


class Said:
    """0.5 is nothing said; 1 liked, saved and boosted, 0 muted or disliked."""

    label = "What you said"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        model = asked.prepared.model
        values = np.full(len(candidates), NEUTRAL, np.float32)
        values += 0.15 * model.saved[candidates] + 0.15 * model.liked[candidates] + 0.2 * model.boosted[candidates]
        values[model.muted[candidates] | model.disliked[candidates]] = 0
        return Scores(np.minimum(values, 1))
