"""Binary ranking metrics of one window."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from echotune.training.gain import ndcg


def recall(hits: NDArray[np.bool_], targets: int, at: int) -> float:
    """Hits among the first `at`, of min(`at`, `targets`)."""
    return float(hits[:at].sum() / min(at, targets))


Metric = Callable[[NDArray[np.bool_], int], float]
"""(hits in ranked order, number of targets) -> figure"""

METRICS: dict[str, Metric] = {
    "ndcg10": lambda hits, targets: float(ndcg(hits, targets, 10)),
    "ndcg20": lambda hits, targets: float(ndcg(hits, targets, 20)),
    "recall50": lambda hits, targets: recall(hits, targets, 50),
}
