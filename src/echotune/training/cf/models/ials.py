"""Alternating least squares that holds the frequent back more than the rare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Interactions, Matrix, Scores
from echotune.training.cf.models.als import ALS
from echotune.training.cf.models.least_squares import solved_rows


@dataclass
class IALS(ALS):
    """`ALS` with a regularisation of its own for each listener and item: `regularisation` x ((n + 1) / (mean n + 1)) ^
    `frequency_power`, where n is the number of items of a listener or of listeners of an item. Each half-step is solved
    exactly.

    Rendle, Krichene, Zhang and Koren (2022), Revisiting the Performance of iALS on Item Recommendation Benchmarks.
    """

    name: ClassVar[str] = "ials"

    factors: int = 128
    regularisation: float = 100.0
    alpha: float = 40.0
    iterations: int = 8
    frequency_power: float = 0.75

    mean_items: float = field(init=False, repr=False)
    """Of a listener."""
    mean_listeners: float = field(init=False, repr=False)
    """Of an item."""

    def fit(self, interactions: Interactions) -> Self:
        users, items = interactions.shape
        self.mean_items = interactions.matrix.nnz / max(users, 1)
        self.mean_listeners = interactions.matrix.nnz / max(items, 1)
        return super().fit(interactions)

    def _factorised(self, confidence: Matrix) -> Scores:
        listeners = csr_array(confidence.T)
        random = np.random.default_rng(self.seed)
        points = random.standard_normal((confidence.shape[1], self.factors), np.float32) * np.float32(0.1)
        points /= np.sqrt(self.factors, dtype=np.float32)
        for _ in range(self.iterations):
            points = self._points_of_items(listeners, self._solved(confidence, points))
        return points

    def _solved(self, confidence: Matrix, fixed: Scores) -> Scores:
        return solved_rows(confidence, fixed, self.alpha, self._held_back(confidence, self.mean_items))

    def _points_of_items(self, listeners: Matrix, fixed: Scores) -> Scores:
        return solved_rows(listeners, fixed, self.alpha, self._held_back(listeners, self.mean_listeners))

    def _held_back(self, rows: Matrix, mean: float) -> Scores:
        length = np.diff(rows.indptr).astype(np.float32)
        return (self.regularisation * ((length + 1) / (mean + 1)) ** self.frequency_power).astype(np.float32)

    def arrays(self) -> Arrays:
        return super().arrays() | {"mean_lengths": np.array([self.mean_items, self.mean_listeners])}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        model = super().from_arrays(arrays, parameters)
        model.mean_items, model.mean_listeners = arrays["mean_lengths"].tolist()
        return model
