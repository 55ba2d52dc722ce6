"""What goes together: songs played in the same sittings."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class SessionCooccurrence:
    """Sittings shared with what was asked for, else with the last sitting's songs (cosine, the best one 1)."""

    label = "Played together"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.together[asked.prepared.sittings.number[candidates]])
