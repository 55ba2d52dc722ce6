"""A linear ranker fitted to whole weeks at once.

Each week's candidates compete in a softmax; the loss is the mean negative log-probability of what was listened to
(ListNet's top-one cross entropy with binary relevance: Cao et al., "Learning to Rank: From Pairwise Approach to Listwise
Approach", ICML 2007). The score is `scale x default + features . weights`, and only the weights are held towards 0: the
stronger the penalty, the nearer to the default ranking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Weights = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Week:
    """Candidates of one week, N of them (all, or a sample that names its odds).

    `default` float32[N] and `features` float32[N, F] are standard scores; `log_odds` float32[N] is the logarithm of how
    many candidates each one stands for; `listened` bool[N], at least one of them true.
    """

    default: Floats
    features: Floats
    log_odds: Floats
    listened: NDArray[np.bool_]


def fit(weeks: Sequence[Week], penalty: float, *, steps: int = 60) -> tuple[float, Weights]:
    """Scale of the default ranking, and a weight for each feature. Convex; deterministic (L-BFGS)."""
    loss = _Loss(weeks, penalty)
    start = np.concatenate([[1.0], np.zeros(loss.features)])
    from scipy.optimize import minimize  # takes a quarter of a second to load, and answering needs no fitting

    found: Any = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return float(found.x[0]), np.asarray(found.x[1:], np.float64)


class _Loss:
    """Value and gradient over all weeks, laid end to end. A week counts with the square root of its listens."""

    def __init__(self, weeks: Sequence[Week], penalty: float) -> None:
        self._inputs = np.ascontiguousarray(
            np.concatenate([np.column_stack([week.default, week.features]) for week in weeks]), np.float32
        )
        self._transposed = np.ascontiguousarray(self._inputs.T)
        self._log_odds = np.concatenate([week.log_odds for week in weeks])
        sizes = np.array([len(week.default) for week in weeks])
        self._starts, self._week = np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.repeat(np.arange(len(weeks)), sizes)
        listens = np.array([week.listened.sum() for week in weeks], np.float64)
        self._share = (np.sqrt(listens) / np.sqrt(listens).sum()).astype(np.float32)
        listened = np.concatenate([week.listened for week in weeks])
        self._wanted = (listened * (self._share / listens)[self._week]).astype(np.float32)
        self._penalty = penalty
        self.features = self._inputs.shape[1] - 1

    def __call__(self, parameters: Weights) -> tuple[float, Weights]:
        score = self._inputs @ parameters.astype(np.float32)
        counted = score + self._log_odds
        highest = np.maximum.reduceat(counted, self._starts)
        raised = np.exp(counted - highest[self._week])
        total = np.add.reduceat(raised, self._starts)
        weights = parameters[1:]
        value = float(self._share @ (highest + np.log(total))) - float(self._wanted @ score)
        residual = raised * (self._share / total)[self._week] - self._wanted
        gradient = (self._transposed @ residual).astype(np.float64)
        gradient[1:] += self._penalty * weights
        return value + 0.5 * self._penalty * float(weights @ weights), gradient
