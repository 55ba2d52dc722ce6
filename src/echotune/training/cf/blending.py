"""The weights of a blend, learned on what validation held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echotune.training.cf.collaborative_model import CollaborativeModel
from echotune.training.cf.interactions import Index, Scores
from echotune.training.cf.metrics import METRICS, Metrics, measured
from echotune.training.cf.models.blend import Fusion, comparable
from echotune.training.cf.ranking import BATCH_USERS, heard_in, top
from echotune.training.cf.splits import Split

CANDIDATES: Final = 40
"""Of each member and listener. What no member has among its first 40 hardly reaches the first 20 of a blend."""
STEPS: Final = (0.0, 0.5, 0.8, 1.25, 2.0)
"""What a weight is multiplied by, in search of a better one."""
FAR_BELOW: Final = -1e6
LEAST_GAIN: Final = 1e-5
MOST_ROUNDS: Final = 6
HEAD: Final = 20


@dataclass(frozen=True, eq=False)
class Table:
    """The candidates of one split: of n listeners, each with the union of what the members rank highest."""

    scores: Scores
    """float32[members, n, width]: comparable scores; -inf where a listener has fewer candidates."""
    hits: NDArray[np.bool_]
    """bool[n, width]"""
    counts: Index

    def objective(self, weights: NDArray[np.float64], metric: str) -> float:
        """Mean of the metric over the listeners, for float64[members] weights."""
        return float(METRICS[metric](self._head(weights), self.counts).mean())

    def measured(self, weights: NDArray[np.float64]) -> Metrics:
        """All metrics."""
        return measured(self._head(weights), self.counts)

    def _head(self, weights: NDArray[np.float64]) -> NDArray[np.bool_]:
        """bool[n, HEAD]: hits of the weighted sum, in ranked order."""
        total = np.tensordot(weights.astype(np.float32), self.scores, 1)
        best = np.argpartition(-total, HEAD, axis=1)[:, :HEAD]
        order = np.argsort(-np.take_along_axis(total, best, 1), axis=1, kind="stable")
        return np.take_along_axis(self.hits, np.take_along_axis(best, order, 1), 1)


def tabled(models: Sequence[CollaborativeModel], split: Split, fusion: Fusion) -> Table:
    """Score the listeners of the split's targets by models that were fitted on its training."""
    everyone = np.arange(len(split.targets.users))
    parts = [_part(models, split, fusion, everyone[start : start + BATCH_USERS]) for start in everyone[::BATCH_USERS]]
    width = max(hits.shape[1] for _, hits in parts)
    return Table(
        np.concatenate([_widened(scores, width, FAR_BELOW) for scores, _ in parts], axis=1),
        np.concatenate([_widened(hits, width, False) for _, hits in parts]),
        split.targets.counts,
    )


def learned_weights(tables: Sequence[Table], metric: str) -> NDArray[np.float64]:
    """float64[members], the largest 1: coordinate ascent from equal weights on the mean of the metric over the tables.
    A member that does not help gets 0."""
    weights = np.ones(len(tables[0].scores))
    reached = _mean(tables, weights, metric)
    for _ in range(MOST_ROUNDS):
        before = reached
        for member in range(len(weights)):
            for step in STEPS:
                trial = weights.copy()
                trial[member] = step * weights[member] if weights[member] else step / 4
                if trial.any() and (figure := _mean(tables, trial, metric)) > reached + LEAST_GAIN:
                    weights, reached = trial, figure
        if reached == before:
            break
    return np.asarray(weights / weights.max())


def _mean(tables: Sequence[Table], weights: NDArray[np.float64], metric: str) -> float:
    return float(np.mean([table.objective(weights, metric) for table in tables]))


def _part(
    models: Sequence[CollaborativeModel], split: Split, fusion: Fusion, rows: Index
) -> tuple[Scores, NDArray[np.bool_]]:
    users = split.targets.users[rows]
    heard = heard_in(split.train, users)
    scores = np.stack([comparable(model.scores(users), fusion) for model in models])
    scores[:, heard[0], heard[1]] = -np.inf
    columns = _candidates(scores)
    hits = (split.targets.items[rows].toarray() > 0)[np.arange(len(rows))[:, None], columns]
    chosen = np.take_along_axis(scores, np.broadcast_to(columns, (len(scores), *columns.shape)), 2)
    chosen[:, columns < 0] = FAR_BELOW
    return chosen, hits & (columns >= 0)


def _candidates(scores: Scores) -> Index:
    """int64[n, width]: columns that are high in any of float32[members, n, I]; -1 fills up."""
    among = np.zeros(scores.shape[1:], bool)
    for one in scores:
        best = top(one, CANDIDATES)
        rows, places = np.nonzero(best >= 0)
        among[rows, best[rows, places]] = True
    rows, columns = np.nonzero(among)
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    filled = np.full((len(among), max(int(place.max(initial=0)) + 1, HEAD + 1)), -1, np.int64)
    filled[rows, place] = columns
    return filled


def _widened(part: NDArray[Any], width: int, filling: float) -> NDArray[Any]:
    missing = width - part.shape[-1]
    return np.pad(part, [(0, 0)] * (part.ndim - 1) + [(0, missing)], constant_values=filling)
