"""Listeners in common: what those play who play what this listener plays, or what is asked to be resembled."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from echotune.recommend.prepared import log_rank
from echotune.recommend.strategy import Asked, Floats, Index, Scores

if TYPE_CHECKING:  # what it brings along takes long to load, and is needed only where factors are
    from echotune.recommend.factor_space import FactorSpace


class Collaborative:
    """By rank of the predicted preference, heard and unheard songs apart; for names to resemble the cosine of factors.

    Hu, Koren and Volinsky (2008), Collaborative Filtering for Implicit Feedback Datasets. Out without factors, for an
    answer about a moment before they were trained, and when they know nothing that the listener plays.
    """

    label = "Listeners in common"
    space = "cf"

    def query(self, asked: Asked) -> Floats | None:
        space = _space(asked)
        if space is None:
            return None
        seeds = asked.resolved.seeds
        if seeds:
            return space.mean(np.concatenate([seed.recordings for seed in seeds]))
        return space.point(asked.prepared.model)

    def score(self, asked: Asked, candidates: Index) -> Scores:
        space, query = _space(asked), self.query(asked)
        if space is None or query is None:
            return Scores(np.zeros(len(candidates), np.float32))
        if asked.resolved.seeds:
            likeness = space.similarities(query, candidates)
            return Scores(np.clip(np.nan_to_num(likeness, nan=0), 0, 1).astype(np.float32))
        return Scores(_ranked(asked, space, query)[candidates])


def _space(asked: Asked) -> FactorSpace | None:
    space, moment = cast("FactorSpace | None", asked.prepared.spaces.get(Collaborative.space)), asked.prepared.moment
    if space is None or (moment.replayed and space.has_seen_beyond(moment.as_of)):
        return None
    return space


def _ranked(asked: Asked, space: FactorSpace, query: Floats) -> Floats:
    """float32[R]"""
    model = asked.prepared.model
    if model.plays not in space.ranks:
        predicted = space.preferences(query)
        heard = model.listens > 0
        ranks = log_rank(predicted, space.known & heard) + log_rank(predicted, space.known & ~heard)
        space.ranks[model.plays] = ranks
    return space.ranks[model.plays]
