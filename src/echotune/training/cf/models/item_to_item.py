"""The linear models: a listener's scores are their history times an item-to-item matrix."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, issparse

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Index, Interactions, Matrix, Scores
from echotune.training.cf.models.stored import packed, parameters_of, unpacked
from echotune.training.cf.models.weighting import Weighting, weigh, weighed

ItemWeights: TypeAlias = "Matrix | Scores"


@dataclass
class ItemToItem(ABC):
    """Subclasses say how the item-to-item matrix is made; all else is here."""

    name: ClassVar[str]

    weighting: Weighting = field(default="binary", kw_only=True)

    history: Matrix = field(init=False, repr=False)
    """U x I, as `weighting` leaves it."""
    item_weights: ItemWeights = field(init=False, repr=False)
    """I x I; row: the item that was heard, column: the item that is scored."""
    popularity: Scores = field(init=False, repr=False)
    """Listeners of each item."""

    @abstractmethod
    def _item_weights(self, history: Matrix) -> ItemWeights:
        """I x I from the weighed U x I history."""

    def _grown_weights(self, history: Matrix) -> ItemWeights:
        """The same after columns were added at the end of `history`."""
        return self._item_weights(history)

    @property
    def parameters(self) -> Parameters:
        return parameters_of(self)

    def fit(self, interactions: Interactions) -> Self:
        self.history = weighed(interactions.matrix, self.weighting)
        self.popularity = listeners_of(interactions.matrix)
        self.item_weights = self._item_weights(self.history)
        return self

    def scores(self, users: Index) -> Scores:
        return self._scored(csr_array(self.history[users]))

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        row = csr_array(
            (weigh(weights, self.weighting), items, np.array([0, len(items)])), shape=(1, len(self.popularity))
        )
        scores: Scores = self._scored(row)[0]
        return scores

    def with_items(self, listeners: Interactions) -> Self:
        grown = type(self)(**self.parameters)
        grown.history = csr_array(hstack([self.history, weighed(listeners.matrix, self.weighting)]))
        grown.popularity = np.concatenate([self.popularity, listeners_of(listeners.matrix)])
        grown.item_weights = self._grown_weights(grown.history)
        return grown

    def _scored(self, histories: Matrix) -> Scores:
        product = histories @ self.item_weights
        scores: Scores = np.asarray(product.toarray() if issparse(product) else product, np.float32)
        scores[np.diff(histories.indptr) == 0] = self.popularity
        return scores

    def arrays(self) -> Arrays:
        weights = self.item_weights
        kept = {"item_weights": weights} if isinstance(weights, np.ndarray) else packed("item_weights", weights)
        return kept | packed("history", self.history) | {"popularity": self.popularity}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        model = cls(**parameters)
        model.history = unpacked("history", arrays)
        model.popularity = arrays["popularity"]
        dense = arrays.get("item_weights")
        model.item_weights = unpacked("item_weights", arrays) if dense is None else dense
        return model


def listeners_of(matrix: Matrix) -> Scores:
    """float32[I]: how many listeners each item has."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float32)
