"""Sets of recordings as ascending row numbers, and the best of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Index = NDArray[np.intp]


def best(rows: Index, score: NDArray[Any], most: int) -> Index:
    """The `most` rows of highest score above 0, best first, of equals the lower row first."""
    above = np.flatnonzero(score > 0)
    if len(above) > most:
        least = np.partition(score[above], len(above) - most)[len(above) - most]
        above = above[score[above] >= least]
    return rows[above[np.argsort(-score[above], kind="stable")[:most]]]


def distinct(parts: list[Index]) -> Index:
    """All rows of some lists, each once, ascending. (`np.unique` hashes, which takes several times as long.)"""
    rows = np.sort(np.concatenate([np.zeros(0, np.intp), *parts]))
    new = np.ones(len(rows), bool)
    new[1:] = rows[1:] != rows[:-1]
    return rows[new]


def is_among(rows: Index, ascending: Index) -> Bools:
    """Which rows are among some ascending distinct ones."""
    if not len(ascending):
        return np.zeros(len(rows), bool)
    at = np.minimum(np.searchsorted(ascending, rows), len(ascending) - 1)
    return np.asarray(ascending[at] == rows)
