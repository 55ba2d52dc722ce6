"""What goes together: songs played in the same sittings."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores


class SessionCooccurrence:
    """Sittings shared with what was asked for, else with the last sitting's songs (cosine, the best one 1)."""

    label = "Played together"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        seeds = asked.resolved.seeds
        if not seeds:
            return Scores(asked.prepared.together_lately[candidates])
        return Scores(asked.prepared.together(np.concatenate([seed.recordings for seed in seeds]))[candidates])
