"""Items with the same listeners, where a listener of few things says more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Matrix
from echotune.training.cf.models.histories import Histories
from echotune.training.cf.models.item_to_item import ItemToItem
from echotune.training.cf.models.nearest import strongest
from echotune.training.cf.models.weighting import scaled


@dataclass
class BM25(ItemToItem):
    """Similarity is the inner product of items whose listeners are weighed as words of a document: by saturation k1,
    length normalisation b, and the rarity of the word.

    Robertson and Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond; an item is the document, its
    listeners are the words. Each scored item keeps its `neighbours` strongest.
    """

    name: ClassVar[str] = "bm25"

    neighbours: int = 200
    k1: float = 1.2
    b: float = 0.75

    def _item_weights(self, histories: Histories) -> Matrix:
        documents = _bm25(histories.profile(self.weighting, None), self.k1, self.b)
        return strongest(csr_array(documents.T @ documents), self.neighbours)


def _bm25(history: Matrix, k1: float, b: float) -> Matrix:
    """U x I: counts c become c (k1 + 1) / (c + k1 (1 - b + b |item| / mean |item|)) x log(1 + I / |listener|)."""
    length = np.bincount(history.indices, history.data, history.shape[1])
    norm = k1 * (1 - b + b * length / max(float(length.mean()), 1e-9))
    saturated = history.data * (k1 + 1) / (history.data + norm[history.indices])
    rarity = np.log1p(history.shape[1] / np.maximum(np.diff(history.indptr), 1))
    entries = (saturated.astype(np.float32), history.indices, history.indptr)
    return scaled(csr_array(entries, shape=history.shape), rows=rarity.astype(np.float32))
