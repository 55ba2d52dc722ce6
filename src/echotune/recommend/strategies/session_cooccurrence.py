"""What goes together: songs played in the same sittings."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores


class SessionCooccurrence:
    """Sittings shared with what was asked for, else with the last sitting's songs (cosine, the best one 1)."""

    label = "Played together"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        sittings, seeds = asked.prepared.sittings, asked.resolved.seeds
        if seeds:
            together = sittings.together(np.concatenate([seed.recordings for seed in seeds]))
        else:
            together = asked.prepared.together_lately
        return Scores(together[sittings.number[candidates]])
