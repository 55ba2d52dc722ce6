"""The figures of the many-listener protocol."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from echotune.training.cf.interactions import Index
from echotune.training.gain import ndcg

PerUser: TypeAlias = NDArray[np.float64]
Metrics: TypeAlias = dict[str, float]


def recall(hits: NDArray[np.bool_], counts: Index, at: int) -> PerUser:
    """Hits among the first `at`, of all targets: float64[n]."""
    return np.asarray(np.count_nonzero(hits[:, :at], axis=1) / counts)


def hit_rate(hits: NDArray[np.bool_], at: int) -> PerUser:
    """1 where there is a hit among the first `at`: float64[n]."""
    return np.asarray(hits[:, :at].any(axis=1), np.float64)


METRICS: Final[dict[str, Callable[[NDArray[np.bool_], Index], PerUser]]] = {
    "recall@20": lambda hits, counts: recall(hits, counts, 20),
    "ndcg@20": lambda hits, counts: ndcg(hits, counts, 20),
    "hr@10": lambda hits, counts: hit_rate(hits, 10),
    "ndcg@10": lambda hits, counts: ndcg(hits, counts, 10),
}
"""bool[n, depth >= 20] hits in ranked order, int64[n] number of targets -> a figure a listener."""


def by_listener(hits: NDArray[np.bool_], counts: Index) -> dict[str, PerUser]:
    """All figures, listener by listener."""
    return {name: figure(hits, counts) for name, figure in METRICS.items()}


def measured(hits: NDArray[np.bool_], counts: Index) -> Metrics:
    """Means over the listeners."""
    return {name: float(figures.mean()) for name, figures in by_listener(hits, counts).items()}


def mean_of(figures: Sequence[Metrics]) -> Metrics:
    """Metric by metric."""
    return {name: float(np.mean([one[name] for one in figures])) for name in figures[0]}


def spread_of(figures: Sequence[Metrics]) -> Metrics:
    """Standard deviations, metric by metric."""
    return {name: float(np.std([one[name] for one in figures])) for name in figures[0]}
