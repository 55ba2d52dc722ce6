"""What comes after what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Index, Matrix, rows_of
from echotune.training.cf.models.histories import Histories
from echotune.training.cf.models.item_to_item import ItemToItem, listeners_of
from echotune.training.cf.models.nearest import strongest
from echotune.training.cf.models.weighting import normalised

MOST_PAIRS: Final = 5_000_000
"""At a time."""


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
        total = _pairs(rows[:0], items[:0], range(0), self.decay, matrix.shape[1])
        for distances in _stretches(min(self.reach, len(rows) - 1), len(rows)):
            total = csr_array(total + _pairs(rows, items, distances, self.decay, matrix.shape[1]))
        return total


def _stretches(reach: int, length: int) -> Iterator[range]:
    """The distances 1 to `reach`, as many at a time as make MOST_PAIRS pairs."""
    many = max(1, MOST_PAIRS // length) if length else 1
    for start in range(1, reach + 1, many):
        yield range(start, min(start + many, reach + 1))


def _pairs(rows: Index, items: Index, distances: range, decay: float, size: int) -> Matrix:
    """How often an item comes at one of the distances after another, decayed; `rows` ascends, `items` in the order of
    each row."""
    earlier, later, weights = [items[:0]], [items[:0]], [np.zeros(0, np.float32)]
    for distance in distances:
        same = rows[:-distance] == rows[distance:]
        earlier.append(items[:-distance][same])
        later.append(items[distance:][same])
        weights.append(np.full(len(later[-1]), decay ** (distance - 1), np.float32))
    pairs = np.concatenate(earlier), np.concatenate(later)
    return csr_array((np.concatenate(weights), pairs), shape=(size, size))
