"""What to expect of the unknown groups, given the known ones.

The conditional expectation of a joint normal: C_uk (C_kk + ridge)^-1 x_k, with covariances over the recordings that know
both groups, drawn towards 0 where few do. For independent recordings the dot product of two such expectations is the
expected dot product of the full vectors: what is unknown then adds what can be known of it, and where nothing can be
known it adds 0. The artist's own known recordings correct it as far as artists are uniform (best linear unbiased
prediction; Robinson, "That BLUP is a good thing", Statistical Science 6(1), 1991).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.training.content.layout import ESTIMATED_DIM, GROUPS

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
FEW = 50
"""Recordings that know both groups at which their covariance counts half."""
RIDGE = 0.05

COLUMN_GROUP = np.concatenate(
    [np.full(columns.stop - columns.start, place) for place, columns in enumerate(GROUPS.values())]
)
"""int[ESTIMATED_DIM]: the group of each column."""


@dataclass(eq=False)
class Moments:
    """Sums of products, gathered batch by batch."""

    products: NDArray[np.float64]
    both_known: NDArray[np.float64]

    @classmethod
    def empty(cls) -> Moments:
        return cls(np.zeros((ESTIMATED_DIM, ESTIMATED_DIM)), np.zeros((len(GROUPS), len(GROUPS))))

    def add(self, placed: Floats, known: Bools) -> None:
        self.products += placed.T @ placed
        mask = known.astype(np.float32)
        self.both_known += mask.T @ mask

    def covariance(self) -> Floats:
        """float32[ESTIMATED_DIM, ESTIMATED_DIM], positive semi-definite; the known columns have mean 0."""
        count = self.both_known[np.ix_(COLUMN_GROUP, COLUMN_GROUP)]
        rough = self.products / np.maximum(count, 1)
        same_group = COLUMN_GROUP[:, None] == COLUMN_GROUP
        rough = np.where(same_group, rough, rough * count / (count + FEW))
        values, axes = np.linalg.eigh((rough + rough.T) / 2)
        covariance: Floats = ((axes * np.maximum(values, 0)) @ axes.T).astype(np.float32)
        return covariance


class Expectation:
    """Fills unknown groups; what it solves for one pattern of known ones serves all recordings that share it."""

    def __init__(self, covariance: Floats) -> None:
        self._covariance = covariance.astype(np.float64)
        self._slopes: dict[int, Floats] = {}

    def fill(self, placed: Floats, known: Bools) -> Floats:
        """`placed` float32[n, ESTIMATED_DIM] with its unknown groups (`known` bool[n, groups]) filled by expectation."""
        filled = placed.copy()
        patterns = known @ (1 << np.arange(len(GROUPS)))
        for pattern in np.unique(patterns).tolist():
            rows = np.flatnonzero(patterns == pattern)
            have = known[rows[0]][COLUMN_GROUP]
            if have.any() and not have.all():
                given = placed[np.ix_(rows, np.flatnonzero(have))]
                filled[np.ix_(rows, np.flatnonzero(~have))] = given @ self._slope(pattern, have)
        return filled

    def _slope(self, pattern: int, have: Bools) -> Floats:
        if pattern not in self._slopes:
            inner = self._covariance[np.ix_(have, have)]
            inner[np.diag_indices_from(inner)] += RIDGE
            slope = np.linalg.solve(inner, self._covariance[np.ix_(have, ~have)])
            self._slopes[pattern] = slope.astype(np.float32)
        return self._slopes[pattern]


def corrected_by_artist(filled: Floats, known: Bools, total: Floats, count: Floats, needed: Floats) -> Floats:
    """`filled` with the unknown groups moved towards the artist's own recordings.

    `total` float32[n, ESTIMATED_DIM] and `count` float32[n, groups]: the sums of each row's artist; `needed`: see
    `ArtistSums.recordings_needed`.
    """
    trust = np.where(known, 0, count / (count + needed))[:, COLUMN_GROUP]
    mean = total / np.maximum(count[:, COLUMN_GROUP], 1)
    return np.asarray(filled + trust * (mean - filled), np.float32)


def left_over(filled: Floats, known: Bools) -> Floats:
    """float32[n, groups]: the square length that a group's estimate lacks, 0 for the known; a known group has 1 on average."""
    starts = [columns.start for columns in GROUPS.values()]
    squares = np.add.reduceat(filled**2, starts, axis=1)
    return np.where(known, np.float32(0), np.clip(1 - squares, 0, 1)).astype(np.float32)
