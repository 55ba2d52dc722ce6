"""How sure a difference between two rankers is."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

RESAMPLES: Final = 10_000
SEED: Final = 20_261_120
MOST_NUMBERS: Final = 4_000_000
"""Drawn at a time."""


def paired_interval(difference: NDArray[np.float64]) -> tuple[float, float]:
    """95 % percentile interval of the mean of paired differences (one a window or a listener), by resampling them."""
    rng = np.random.default_rng(SEED)
    count = len(difference)
    at_a_time = max(1, MOST_NUMBERS // count)
    means = np.concatenate(
        [
            difference[rng.integers(0, count, (min(at_a_time, RESAMPLES - start), count))].mean(axis=1)
            for start in range(0, RESAMPLES, at_a_time)
        ]
    )
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
