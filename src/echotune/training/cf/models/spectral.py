"""The broad directions of taste."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Index, Interactions, Matrix, Scores
from echotune.training.cf.models.factorised import Factorised
from echotune.training.cf.models.item_to_item import listeners_of
from echotune.training.cf.models.weighting import scaled, weighed


@dataclass
class Spectral(Factorised):
    """Histories, thinned by how long they are and how popular their items are, projected on the leading right singular
    vectors V of all of them: N V S^`gain` V', N = |listener|^-`listener_power` X |item|^-`item_power`.

    Nikolakopoulos et al. (2019), EigenRec: generalizing PureSVD for effective and efficient top-N recommendations.
    """

    name: ClassVar[str] = "spectral"

    factors: int = 64
    item_power: float = 0.3
    listener_power: float = 0.25
    gain: float = 0.5

    strength: Scores = field(init=False, repr=False)
    """float32[d]: singular values, ascending."""

    def fit(self, interactions: Interactions) -> Self:
        self.popularity = listeners_of(interactions.matrix)
        thinned = self._thinned(interactions.matrix, self.popularity)
        rank = max(1, min(self.factors, min(thinned.shape) - 1))
        _, strength, directions = svds(thinned, k=rank, rng=np.random.default_rng(1))
        self.strength = np.asarray(strength, np.float32)
        self.item_factors = np.ascontiguousarray(directions.T)
        self.user_factors = self._projected(thinned)
        return self

    def user_factors_of(self, items: Index, weights: Scores) -> Scores:
        row = csr_array((weights, items, np.array([0, len(items)])), shape=(1, len(self.popularity)))
        point: Scores = self._projected(self._thinned(row, self.popularity))[0]
        return point

    def with_items(self, listeners: Interactions) -> Self:
        """A column n of N with direction v is U S v, so that v = S^-2 (N V)' n."""
        popularity = listeners_of(listeners.matrix)
        thinned = self._thinned(listeners.matrix, popularity)
        directions = np.asarray(thinned.T @ (self.user_factors / self.strength ** (self.gain + 2)))
        return self._grown(directions.astype(np.float32), popularity)

    def _thinned(self, matrix: Matrix, popularity: Scores) -> Matrix:
        lengths = np.maximum(np.diff(matrix.indptr), 1).astype(np.float32)
        rows, columns = lengths**-self.listener_power, np.maximum(popularity, 1) ** -self.item_power
        return scaled(weighed(matrix, "binary"), rows, columns.astype(np.float32))

    def _projected(self, thinned: Matrix) -> Scores:
        return np.asarray((thinned @ self.item_factors) * self.strength**self.gain, np.float32)

    def arrays(self) -> Arrays:
        return super().arrays() | {"strength": self.strength}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        model = super().from_arrays(arrays, parameters)
        model.strength = arrays["strength"]
        return model
