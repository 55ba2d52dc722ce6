"""Items with the same listeners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Matrix
from echotune.training.cf.models.item_to_item import ItemToItem
from echotune.training.cf.models.nearest import strongest
from echotune.training.cf.models.weighting import inverse_power, scaled


@dataclass
class ItemKNN(ItemToItem):
    """Similarity of heard item i and scored item j: |i and j| / (|i|^(1-a) |j|^a + shrinkage), where |.| counts
    listeners; a = `asymmetry`, 1/2 is the cosine. Each scored item keeps its `neighbours` strongest.

    Deshpande and Karypis (2004), Item-Based Top-N Recommendation Algorithms; the asymmetric cosine is that of Aiolli
    (2013), Efficient Top-N Recommendation for Very Large Scale Binary Rated Datasets; shrinkage as in Bell and Koren
    (2007).
    """

    name: ClassVar[str] = "itemknn"

    neighbours: int = 100
    asymmetry: float = 0.5
    shrinkage: float = 0.0
    history_power: float = 0.0
    """Histories are divided by their length to this power; it changes no order, but joins of several scores."""

    def _item_weights(self, history: Matrix) -> Matrix:
        shared = csr_array(history.T @ history)
        squares = np.asarray(history.multiply(history).sum(axis=0), np.float32).ravel()
        if self.shrinkage == 0:
            heard, scored = inverse_power(squares, 1 - self.asymmetry), inverse_power(squares, self.asymmetry)
            similar = scaled(shared, heard, scored)
        else:
            rows = np.repeat(np.arange(len(squares)), np.diff(shared.indptr))
            product = squares[rows] ** (1 - self.asymmetry) * squares[shared.indices] ** self.asymmetry
            similar = csr_array(
                (shared.data / (product + self.shrinkage), shared.indices, shared.indptr), shape=shared.shape
            )
        return strongest(similar, self.neighbours)
