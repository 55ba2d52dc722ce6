"""How sure a difference between two rankers is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
SEED = 20_261_120


def paired_interval(difference: NDArray[np.float64]) -> tuple[float, float]:
    """95 % percentile interval of the mean of paired differences (one per window), by resampling windows."""
    rng = np.random.default_rng(SEED)
    picked = rng.integers(0, len(difference), (RESAMPLES, len(difference)))
    low, high = np.quantile(difference[picked].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)
