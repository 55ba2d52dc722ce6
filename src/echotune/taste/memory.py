"""How much of a play is still there: decays and ACT-R activation, in plain numpy.

All functions sum over plays into recordings (or any other numbered thing): `item` int32[P] says which one each play
belongs to, `age_days` float64[P] how long before the asking it ended, `size` how many there are; the answer is
float64[size].
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Items = NDArray[np.int32]
Floats = NDArray[np.float64]

DAY_SECONDS = 86_400
SHORTEST_AGE_DAYS = 1 / DAY_SECONDS


def age_days(ended_at: NDArray[np.int64], as_of: float) -> Floats:
    """Ages in days of moments given in epoch seconds, never below one second."""
    return np.maximum((as_of - ended_at) / DAY_SECONDS, SHORTEST_AGE_DAYS)


def total(item: Items, size: int, weight: NDArray[np.floating] | None = None) -> Floats:
    """Sum of weights (or the number) of plays."""
    return np.bincount(item, weights=weight, minlength=size).astype(np.float64)


def decay(
    item: Items, age_days: Floats, size: int, *, half_life_days: float, weight: NDArray[np.floating] | None = None
) -> Floats:
    """Exponential forgetting: sum over plays of weight x 2^(-age / half-life)."""
    kept = np.exp2(-age_days / half_life_days)
    return total(item, size, kept if weight is None else kept * weight)


def two_term_decay(
    item: Items,
    age_days: Floats,
    size: int,
    *,
    weight: NDArray[np.floating] | None = None,
    short_days: float = 14,
    long_days: float = 180,
    long_share: float = 0.1,
) -> Floats:
    """decay(14 d) + 0.1 x decay(180 d): what is on now, and a memory of what used to be."""
    short = decay(item, age_days, size, half_life_days=short_days, weight=weight)
    return short + long_share * decay(item, age_days, size, half_life_days=long_days, weight=weight)


def actr(item: Items, age_days: Floats, size: int, *, d: float) -> Floats:
    """ACT-R base-level activation ln(sum age^-d); -inf for what was never played.

    Anderson and Schooler, "Reflections of the environment in memory", Psychological Science 2(6), 1991. The unit of
    age shifts all activations alike, so that it does not matter for a ranking.
    """
    with np.errstate(divide="ignore"):
        return np.log(total(item, size, age_days**-d))


def last(item: Items, ended_at: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Latest moment per item, 0 for none; `ended_at` ascending."""
    latest = np.zeros(size, np.int64)
    latest[item] = ended_at  # of several writes to one place the last one stays
    return latest


def first(item: Items, ended_at: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Earliest moment per item, 0 for none; `ended_at` ascending."""
    return last(item[::-1], ended_at[::-1], size)


def sessions(ended_at: NDArray[np.int64], ms_played: NDArray[np.int32], gap_seconds: int = 1800) -> Items:
    """Number of the session of each play (ascending in time): a pause of more than `gap_seconds` starts a new one."""
    if not len(ended_at):
        return np.zeros(0, np.int32)
    pause = (ended_at[1:] - ms_played[1:] // 1000) - ended_at[:-1]
    return np.concatenate([[0], np.cumsum(pause > gap_seconds)]).astype(np.int32)
