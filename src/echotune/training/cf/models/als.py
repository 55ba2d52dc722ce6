"""Weighted matrix factorisation by alternating least squares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Index, Interactions, Matrix, Scores
from echotune.training.cf.models.item_to_item import listeners_of
from echotune.training.cf.models.least_squares import solved_rows
from echotune.training.cf.models.stored import parameters_of
from echotune.training.cf.models.weighting import Weighting, weigh, weighed


@dataclass
class ALS:
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

    user_factors: Scores = field(init=False, repr=False)
    item_factors: Scores = field(init=False, repr=False)
    popularity: Scores = field(init=False, repr=False)

    @property
    def parameters(self) -> Parameters:
        return parameters_of(self)

    def fit(self, interactions: Interactions) -> Self:
        """The listeners' factors are solved once more at the end, exactly: a listener folded in later gets the same."""
        confidence = weighed(interactions.matrix, self.weighting)
        self.item_factors = self._factorised(confidence)
        self.user_factors = self._solved(confidence, self.item_factors)
        self.popularity = listeners_of(interactions.matrix)
        return self

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
        return solved_rows(confidence, fixed, self.alpha, self.regularisation)

    def scores(self, users: Index) -> Scores:
        scores: Scores = np.asarray(self.user_factors[users] @ self.item_factors.T)
        scores[~self.user_factors[users].any(axis=1)] = self.popularity
        return scores

    def user_factors_of(self, items: Index, weights: Scores) -> Scores:
        row = (weigh(weights, self.weighting), items, np.array([0, len(items)]))
        point: Scores = self._solved(csr_array(row, shape=(1, len(self.popularity))), self.item_factors)[0]
        return point

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        if len(items) == 0:
            return self.popularity.copy()
        return np.asarray(self.item_factors @ self.user_factors_of(items, weights))

    def with_items(self, listeners: Interactions) -> Self:
        new = self._solved(weighed(listeners.matrix, self.weighting).T.tocsr(), self.user_factors)
        grown = type(self)(**self.parameters)
        grown.user_factors = self.user_factors
        grown.item_factors = np.concatenate([self.item_factors, new])
        grown.popularity = np.concatenate([self.popularity, listeners_of(listeners.matrix)])
        return grown

    def arrays(self) -> Arrays:
        return {
            "user_factors": self.user_factors,
            "item_factors": self.item_factors,
            "popularity": self.popularity,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        model = cls(**parameters)
        model.user_factors = arrays["user_factors"]
        model.item_factors = arrays["item_factors"]
        model.popularity = arrays["popularity"]
        return model
