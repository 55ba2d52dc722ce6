"""Words: how near a song's tags and names lie in meaning to the words of the request."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from echotune.recommend.phrases import PHRASES
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.strategy import Asked, Floats, Index, Scores

TOP = 4.0
"""Deviations above the middle that count as full likeness: one song in some thousands lies so near."""


class Semantic:
    """Cosine of encoded words, told in deviations from what the same words have with all songs, because common words are
    near to everything. A song in the middle or below, or without words of its own, gets 0."""

    label = "Words and tags"
    space = "text"

    def query(self, asked: Asked) -> Floats | None:
        """Between the words of the request and the names to resemble whose sound is not known; None without either."""
        space = asked.prepared.spaces[self.space]
        parts = list(PHRASES[space.model_id].vectors(phrases(asked.prepared, asked.request, asked.words)))
        seeds = [space.mean(seed.recordings) for seed in asked.resolved.seeds if not seed.target.usable]
        parts += [seed for seed in seeds if seed is not None]
        if not parts:
            return None
        total: Floats = np.sum(parts, axis=0, dtype=np.float32)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length, np.float32) if length > 1e-6 else None

    def score(self, asked: Asked, candidates: Index) -> Scores:
        space = asked.prepared.spaces.get(self.space)
        query = asked.once(self.label, lambda: self.query(asked)) if space is not None else None
        if space is None or query is None:
            return Scores(np.zeros(len(candidates), np.float32))
        mean, covariance = space.distribution
        deviation = max(float(query @ covariance @ query), 1e-12) ** 0.5
        above = (space.similarities(query, candidates) - mean @ query) / (TOP * deviation)
        return Scores(np.clip(np.nan_to_num(above, nan=0), 0, 1).astype(np.float32))


def phrases(prepared: Prepared, request: RecommendationRequest, words: Sequence[str] = ()) -> list[str]:
    """The request's free words, each a phrase as tags are, and what else was said as one more.

    A word that songs are tagged with is left out: who carries the tag is known, and how near its other words lie says
    nothing of how well it will be liked. Names are left to those who look them up.
    """
    said = [*request.genres, *request.moods, *request.activities, *request.instruments]
    said += [request.language] if request.language else []
    said += [" ".join(words)] if words else []
    untold = [word for word in said if not len(prepared.names.genre(word))]
    return [f"{word.strip().lower()} music" for word in dict.fromkeys(untold)]
