"""Of a kind: near to the named seeds in all that is known of songs together: sound, tags, era, artist."""

from __future__ import annotations

import numpy as np

from echotune.recommend.strategy import Asked, Floats, Index, Scores


class Kindred:
    """Cosine in the space `content` to the seeds' mean. It needs no feature to be known, so that names can be resembled
    where nothing is known of the sound. Without seeds it says nothing."""

    label = "Of a kind"
    space = "content"

    def query(self, asked: Asked) -> Floats | None:
        return asked.prepared.spaces[self.space].mean(asked.seeded) if len(asked.seeded) else None

    def score(self, asked: Asked, candidates: Index) -> Scores:
        space = asked.prepared.spaces.get(self.space)
        query = asked.once(self.label, lambda: self.query(asked)) if space else None
        if space is None or query is None:
            return Scores(np.zeros(len(candidates), np.float32))
        return Scores(np.fmin(np.fmax(space.similarities(query, candidates), 0), 1))
