"""Binary ranking metrics of one window."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray


def ndcg(hits: NDArray[np.bool_], targets: int, at: int) -> float:
    """Normalised discounted cumulative gain: `hits` in ranked order (at least `at` long, or all), `targets` >= 1."""
    gain = 1 / np.log2(np.arange(2, at + 2))
    top = hits[:at]
    return float(gain[: len(top)][top].sum() / gain[: min(at, targets)].sum())


def recall(hits: NDArray[np.bool_], targets: int, at: int) -> float:
    """Hits among the first `at`, of min(`at`, `targets`)."""
    return float(hits[:at].sum() / min(at, targets))


Metric = Callable[[NDArray[np.bool_], int], float]
"""(hits in ranked order, number of targets) -> figure"""

METRICS: dict[str, Metric] = {
    "ndcg10": lambda hits, targets: ndcg(hits, targets, 10),
    "ndcg20": lambda hits, targets: ndcg(hits, targets, 20),
    "recall50": lambda hits, targets: recall(hits, targets, 50),
}
