"""What came next: songs that followed these within a sitting."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class Transitions:
    """How often a song came right after what was asked for, else after the last sitting's songs, damped by how often it
    was played at all (the best one 1; twice at least)."""

    label = "What came next"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.following[asked.prepared.sittings.number[candidates]])
