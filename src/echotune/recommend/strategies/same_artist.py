"""Artists the listener plays: their songs that were never played yet."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Index, Scores


class SameArtist:
    """How much the artist is played (two-term decay, by rank), for songs without a listen."""

    label = "An artist you play"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        unheard = asked.prepared.model.listens[candidates] == 0
        return Scores(np.where(unheard, asked.prepared.artist_affinity[candidates], np.float32(0)))
