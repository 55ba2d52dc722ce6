"""Weighted matrix factorisation by alternating least squares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Index, Interactions, Matrix, Scores
from echotune.training.cf.models.factorised import Factorised
from echotune.training.cf.models.item_to_item import listeners_of
from echotune.training.cf.models.least_squares import solved_rows
from echotune.training.cf.models.weighting import Weighting, weigh, weighed


@dataclass
class ALS(Factorised):
    """min sum of c (p - x'y)^2 + regularisation (|x|^2 + |y|^2), with p = 1 and c = alpha x confidence for what was
    heard, p = 0 and c = 1 for the rest.

    Hu, Koren and Volinsky (2008), Collaborative Filtering for Implicit Feedback Datasets. Strong regularisation is
    what makes it good: Rendle et al. (2022), Revisiting the Performance of iALS on Item Recommendation Benchmarks.
    """

    name: ClassVar[str] = "als"

    factors: int = 128
    regularisation: float = 50.0
    alpha: float = 20.0
    iterations: int = 15
    weighting: Weighting = "binary"
    seed: int = 1

    def fit(self, interactions: Interactions) -> Self:
        """The listeners' points are solved once more at the end, exactly: a listener folded in later gets the same."""
        confidence = weighed(interactions.matrix, self.weighting)
        self.item_factors = self._factorised(confidence)
        self.user_factors = self._solved(confidence, self.item_factors)
        self.popularity = listeners_of(interactions.matrix)
        return self

    def user_factors_of(self, items: Index, weights: Scores) -> Scores:
        row = (weigh(weights, self.weighting), items, np.array([0, len(items)]))
        point: Scores = self._solved(csr_array(row, shape=(1, len(self.popularity))), self.item_factors)[0]
        return point

    def with_items(self, listeners: Interactions) -> Self:
        confidence = weighed(listeners.matrix, self.weighting)
        points = self._points_of_items(csr_array(confidence.T), self.user_factors)
        return self._grown(points, listeners_of(listeners.matrix))

    def _factorised(self, confidence: Matrix) -> Scores:
        from implicit.cpu.als import AlternatingLeastSquares
        from scipy.sparse import csr_matrix
        from threadpoolctl import threadpool_limits

        learner = AlternatingLeastSquares(
            factors=self.factors,
            regularization=self.regularisation,
            alpha=self.alpha,
            iterations=self.iterations,
            num_threads=1,
            random_state=self.seed,
        )
        with threadpool_limits(1, "blas"):
            learner.fit(csr_matrix(confidence), show_progress=False)
        factors: Scores = learner.item_factors
        return factors

    def _solved(self, confidence: Matrix, fixed: Scores) -> Scores:
        """Factors of the rows, given those of the columns."""
        regularisation = np.full(confidence.shape[0], self.regularisation, np.float32)
        return solved_rows(confidence, fixed, self.alpha, regularisation)

    def _points_of_items(self, listeners: Matrix, fixed: Scores) -> Scores:
        return self._solved(listeners, fixed)
