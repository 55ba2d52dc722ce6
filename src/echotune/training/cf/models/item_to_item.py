"""The linear models: a listener's scores are their history times an item-to-item matrix."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Index, Interactions, Matrix, Scores
from echotune.training.cf.models.histories import Histories
from echotune.training.cf.models.stored import packed, parameters_of, unpacked
from echotune.training.cf.models.weighting import Weighting

ItemWeights: TypeAlias = "Matrix | Scores"


@dataclass
class ItemToItem(ABC):
    """Subclasses say how the item-to-item matrix is made; all else is here."""

    name: ClassVar[str]

    weighting: Weighting = field(default="binary", kw_only=True)
    half_life: float | None = field(default=None, kw_only=True)
    """In items: what was heard so many items ago counts half in a listener's scores. Of no effect without an order."""

    histories: Histories = field(init=False, repr=False)
    item_weights: ItemWeights = field(init=False, repr=False)
    """I x I; row: the item that was heard, column: the item that is scored."""
    popularity: Scores = field(init=False, repr=False)
    """Listeners of each item."""

    @abstractmethod
    def _item_weights(self, histories: Histories) -> ItemWeights:
        """I x I, learned from the histories."""

    def _grown_weights(self, histories: Histories) -> ItemWeights:
        """The same after columns were added at the end of the histories."""
        return self._item_weights(histories)

    @property
    def parameters(self) -> Parameters:
        return parameters_of(self)

    def fit(self, interactions: Interactions) -> Self:
        self.histories = Histories(interactions.matrix, interactions.place)
        self.popularity = listeners_of(interactions.matrix)
        self.item_weights = self._item_weights(self.histories)
        return self

    def scores(self, users: Index) -> Scores:
        return self._scored(self.histories.of(users))

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        scores: Scores = self._scored(self.histories.alone(items, weights))[0]
        return scores

    def with_items(self, listeners: Interactions) -> Self:
        grown = type(self)(**self.parameters)
        grown.histories = self.histories.with_columns(listeners)
        grown.popularity = np.concatenate([self.popularity, listeners_of(listeners.matrix)])
        grown.item_weights = self._grown_weights(grown.histories)
        return grown

    def _scored(self, histories: Histories) -> Scores:
        product = histories.profile(self.weighting, self.half_life) @ self.item_weights
        scores: Scores = np.asarray(product.toarray() if issparse(product) else product, np.float32)
        scores[np.diff(histories.matrix.indptr) == 0] = self.popularity
        return scores

    def arrays(self) -> Arrays:
        weights = self.item_weights
        kept = {"item_weights": weights} if isinstance(weights, np.ndarray) else packed("item_weights", weights)
        return kept | self.histories.arrays() | {"popularity": self.popularity}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        model = cls(**parameters)
        model.histories = Histories.from_arrays(arrays)
        model.popularity = arrays["popularity"]
        dense = arrays.get("item_weights")
        model.item_weights = unpacked("item_weights", arrays) if dense is None else dense
        return model


def listeners_of(matrix: Matrix) -> Scores:
    """float32[I]: how many listeners each item has."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float32)
