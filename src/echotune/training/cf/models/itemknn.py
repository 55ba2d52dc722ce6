"""Items with the same listeners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Matrix
from echotune.training.cf.models.histories import Histories
from echotune.training.cf.models.item_to_item import ItemToItem
from echotune.training.cf.models.nearest import strongest
from echotune.training.cf.models.weighting import normalised


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

    def _item_weights(self, histories: Histories) -> Matrix:
        history = histories.profile(self.weighting, None)
        sizes = np.bincount(history.indices, history.data**2, history.shape[1]).astype(np.float32)
        shared = csr_array(history.T @ history)
        return strongest(normalised(shared, sizes, self.asymmetry, self.shrinkage), self.neighbours)
