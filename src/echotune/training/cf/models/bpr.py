"""Matrix factorisation that learns from pairs: heard before not heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, Self

import numpy as np
from scipy.special import expit

from echotune.training.cf.interactions import Index, Interactions, Scores
from echotune.training.cf.models.factorised import Factorised
from echotune.training.cf.models.item_to_item import listeners_of

NEWTON_STEPS: Final = 8


@dataclass
class BPR(Factorised):
    """Maximises the probability that what was heard scores above what was not, over sampled pairs. The last factor of
    an item is its bias, that of a listener is 1.

    Rendle et al. (2009), BPR: Bayesian Personalized Ranking from Implicit Feedback.
    """

    name: ClassVar[str] = "bpr"

    factors: int = 64
    learning_rate: float = 0.05
    regularisation: float = 0.01
    iterations: int = 200
    seed: int = 1

    def fit(self, interactions: Interactions) -> Self:
        from implicit.cpu.bpr import BayesianPersonalizedRanking
        from scipy.sparse import csr_matrix
        from threadpoolctl import threadpool_limits

        learner = BayesianPersonalizedRanking(
            factors=self.factors,
            learning_rate=self.learning_rate,
            regularization=self.regularisation,
            iterations=self.iterations,
            num_threads=1,  # with more, threads overwrite one another and no run is like the last
            random_state=self.seed,
        )
        with threadpool_limits(1, "blas"):
            learner.fit(csr_matrix(interactions.matrix), show_progress=False)
        self.user_factors, self.item_factors = learner.user_factors, learner.item_factors
        self.user_factors[np.diff(interactions.matrix.indptr) == 0] = 0
        self.popularity = listeners_of(interactions.matrix)
        return self

    def user_factors_of(self, items: Index, weights: Scores) -> Scores:
        """By the same criterion with the items held still: each heard item against all others, weighted as if one
        other were drawn for it. What training leaves off early, this carries to the end, so that it comes near to what
        a listener of the training with these items has, and is not the same."""
        point = _told_apart(self.item_factors[:, :-1], self.item_factors[:, -1], items, self._penalty)
        return np.append(point, np.float32(1))

    def with_items(self, listeners: Interactions) -> Self:
        """A new item's point is the mean of its listeners' points, at the mean length of the known items; its bias the
        known items' mean."""
        heard = listeners.matrix
        count = listeners_of(heard)
        known = self.item_factors
        mean = np.asarray(heard.T @ self.user_factors)[:, :-1]
        length = np.linalg.norm(mean, axis=1, keepdims=True)
        mean *= np.linalg.norm(known[:, :-1], axis=1).mean() / np.where(length > 0, length, 1)
        bias = np.full((len(mean), 1), known[:, -1].mean(), np.float32)
        return self._grown(np.concatenate([mean, bias], axis=1).astype(np.float32), count)

    @property
    def _penalty(self) -> float:
        """Training shrinks a point once for each of its pairs."""
        return max(self.regularisation, 1e-3)


def _told_apart(items: Scores, bias: Scores, heard: Index, penalty: float) -> Scores:
    """float32[d]: the x that minimises mean over heard of -log s(x'(y_heard - m) + b_heard - c) + penalty/2 |x|^2, where
    m and c are the means over the items not heard, by Newton's method."""
    others = np.ones(len(items), bool)
    others[heard] = False
    centre, level = (items[others].mean(axis=0), bias[others].mean()) if others.any() else (0.0, 0.0)
    apart, lead = (items[heard] - centre).astype(np.float64), (bias[heard] - level).astype(np.float64)
    point = np.zeros(items.shape[1])
    for _ in range(NEWTON_STEPS):
        missed = expit(-(apart @ point + lead))
        slope = apart.T @ missed / len(heard) - penalty * point
        curve = (apart.T * (missed * (1 - missed))) @ apart / len(heard) + penalty * np.eye(len(point))
        point += np.linalg.solve(curve, slope)
    return point.astype(np.float32)
