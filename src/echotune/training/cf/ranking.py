"""The full ranking of all items, heard ones left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.training.cf.collaborative_model import CollaborativeModel
from echotune.training.cf.interactions import Index, Interactions, Scores
from echotune.training.cf.splits import Targets

BATCH_USERS: Final = 512
DEPTH: Final = 100


@dataclass(frozen=True, eq=False)
class Ranked:
    """The first places of n listeners."""

    items: Index
    """int64[n, depth]: columns, best first; -1 where a listener has no further item."""
    hits: NDArray[np.bool_]
    """bool[n, depth]"""


def rank(model: CollaborativeModel, train: Interactions, targets: Targets, depth: int = DEPTH) -> Ranked:
    """Rank for everyone who has targets. Who is not in the training is folded in with no items."""
    items = np.concatenate([top(scores, depth) for scores in masked_scores(model, train, targets.users)])
    hits = np.zeros(items.shape, bool)
    for at in range(len(items)):
        own = targets.items.indices[targets.items.indptr[at] : targets.items.indptr[at + 1]]
        hits[at] = np.isin(items[at], own)
    return Ranked(items, hits)


def masked_scores(model: CollaborativeModel, train: Interactions, users: Index) -> Iterator[Scores]:
    """float32[<= BATCH_USERS, I] a time, in the order of `users` (-1: not in the training); -inf for heard items."""
    nothing = np.zeros(0, np.int64), np.zeros(0, np.float32)
    for start in range(0, len(users), BATCH_USERS):
        batch = users[start : start + BATCH_USERS]
        scores = model.scores(np.maximum(batch, 0))
        scores[heard_in(train, np.maximum(batch, 0))] = -np.inf
        if (batch < 0).any():
            scores[batch < 0] = model.fold_in(*nothing)
        yield scores


def heard_in(train: Interactions, users: Index) -> tuple[Index, Index]:
    """Places (row, column) of what `users` heard in a matrix with a row for each of them."""
    heard = train.matrix[users]
    return np.repeat(np.arange(len(users)), np.diff(heard.indptr)), heard.indices.astype(np.int64)


def top(scores: Scores, depth: int) -> Index:
    """int64[n, depth]: the best columns of float32[n, I], ties by the lower column; -1 in place of -inf."""
    depth = min(depth, scores.shape[1])
    least = np.partition(scores, -depth, axis=1)[:, -depth]
    best = np.full((len(scores), depth), -1, np.int64)
    for at, row in enumerate(scores):
        candidates = np.flatnonzero((row >= least[at]) & (row > -np.inf))
        order = candidates[np.argsort(-row[candidates], kind="stable")[:depth]]
        best[at, : len(order)] = order
    return best
