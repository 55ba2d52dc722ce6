"""Artists the listener plays: their songs that were never played yet."""

from __future__ import annotations

from echotune.recommend.strategy import Asked, Index, Scores


class SameArtist:
    """How much the artist is played (two-term decay, by rank), for songs without a listen."""

    label = "An artist you play"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        return Scores(asked.prepared.same_artist[candidates])
