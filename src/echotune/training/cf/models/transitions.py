"""What comes after what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Index, Matrix, rows_of
from echotune.training.cf.models.histories import Histories
from echotune.training.cf.models.item_to_item import ItemToItem, listeners_of
from echotune.training.cf.models.nearest import strongest
from echotune.training.cf.models.weighting import normalised


@dataclass
class Transitions(ItemToItem):
    """How often an item came within `reach` places after another in the same listener's sequence, each place further
    counting `decay` of the one before, over the listeners of both as in `ItemKNN`. Where no order is known, any two items
    of a listener count as following each other.

    Sequential rules: Ludewig and Jannach (2018), Evaluation of Session-based Recommendation Algorithms; the decay of
    what a listener heard before is that of Garg et al. (2019), Sequence and Time Aware Neighborhood (STAN).
    """

    name: ClassVar[str] = "transitions"

    reach: int = 40
    decay: float = 0.9
    asymmetry: float = 0.5
    shrinkage: float = 5.0
    neighbours: int = 1000
    half_life: float | None = field(default=5.0, kw_only=True)

    def _item_weights(self, histories: Histories) -> Matrix:
        listeners = listeners_of(histories.matrix)
        following = normalised(self._following(histories), listeners, self.asymmetry, self.shrinkage)
        return strongest(following, self.neighbours)

    def _following(self, histories: Histories) -> Matrix:
        """I x I: row, then column."""
        matrix = histories.profile("binary", None)
        if histories.place is None:
            return csr_array(matrix.T @ matrix)
        order = np.lexsort((histories.place, rows_of(matrix)))
        rows, items = rows_of(matrix), matrix.indices[order].astype(np.int64)
        total = _pairs(rows, items, 1, matrix.shape[1])
        for distance in range(2, min(self.reach, len(rows) - 1) + 1):
            total = csr_array(total + _pairs(rows, items, distance, matrix.shape[1]) * self.decay ** (distance - 1))
        return total


def _pairs(rows: Index, items: Index, distance: int, size: int) -> Matrix:
    """How often an item comes `distance` places after another; `rows` ascends, `items` in the order of each row."""
    same = rows[:-distance] == rows[distance:]
    pairs = items[:-distance][same], items[distance:][same]
    return csr_array((np.ones(len(pairs[0]), np.float32), pairs), shape=(size, size))
