"""Who listened to what: one sparse matrix of confidences, and the names of its rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Index: TypeAlias = NDArray[np.int64]
"""Numbers of rows or columns."""
Scores: TypeAlias = NDArray[np.float32]
Matrix: TypeAlias = "csr_array[Any, tuple[int, int]]"
"""float32, indices ascending within a row."""


@dataclass(frozen=True, eq=False)
class Interactions:
    """`matrix` is U x I with confidences > 0 (plays, or 1), columns ascending within a row."""

    matrix: Matrix
    users: list[str]
    """Names of the rows."""
    items: list[str]
    """Keys of the columns."""
    place: NDArray[np.int32] | None = None
    """Aligned with `matrix.data`: the place in the listener's sequence, oldest 0; None where no order is known."""

    @classmethod
    def of(
        cls,
        users: Sequence[str],
        items: Sequence[str],
        weights: NDArray[np.floating] | None = None,
        *,
        ordered: bool = False,
    ) -> Interactions:
        """From one row an interaction. Rows and columns are numbered as they first appear; pairs that come again add
        their weights up. `ordered`: the rows of each listener go from the oldest to the newest."""
        user_numbers, item_numbers = _numbered(users), _numbered(items)
        row = np.fromiter((user_numbers[name] for name in users), np.int64, len(users))
        column = np.fromiter((item_numbers[name] for name in items), np.int64, len(items))
        weight = np.ones(len(users), np.float32) if weights is None else weights.astype(np.float32)
        return cls._assembled(row, column, weight, list(user_numbers), list(item_numbers), ordered=ordered)

    @classmethod
    def _assembled(
        cls, row: Index, column: Index, weight: Scores, users: list[str], items: list[str], *, ordered: bool
    ) -> Interactions:
        pair, inverse = np.unique(row * max(len(items), 1) + column, return_inverse=True)
        summed = np.bincount(inverse, weight, len(pair)).astype(np.float32)
        rows, columns = np.divmod(pair, max(len(items), 1))
        starts = np.searchsorted(rows, np.arange(len(users) + 1))
        matrix = csr_array((summed, columns, starts), shape=(len(users), len(items)))
        if not ordered:
            return cls(matrix, users, items)
        newest = np.zeros(len(pair), np.int64)
        np.maximum.at(newest, inverse, np.arange(len(row)))
        return cls(matrix, users, items, places_of(rows, newest))

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.users), len(self.items)

    @property
    def rows(self) -> Index:
        """The row of each interaction, aligned with `matrix.data`."""
        return rows_of(self.matrix)

    def history(self, user: int) -> tuple[Index, Scores]:
        """Columns and confidences of one listener, oldest first where the order is known."""
        span = slice(self.matrix.indptr[user], self.matrix.indptr[user + 1])
        items, weights = self.matrix.indices[span].astype(np.int64), self.matrix.data[span]
        if self.place is None:
            return items, weights
        order = np.argsort(self.place[span])
        return items[order], weights[order]

    def only(self, kept: NDArray[np.bool_]) -> Interactions:
        """The interactions for which `kept` (aligned with `matrix.data`) holds, under the same numbers and names."""
        starts = np.append(0, np.cumsum(np.bincount(self.rows[kept], minlength=len(self.users))))
        matrix = csr_array((self.matrix.data[kept], self.matrix.indices[kept], starts), shape=self.shape)
        place = None if self.place is None else places_of(self.rows[kept], self.place[kept].astype(np.int64))
        return replace(self, matrix=matrix, place=place)

    def without_rare(self, fewest_listeners: int) -> Interactions:
        """Without the items that fewer than `fewest_listeners` know, and without the listeners who then have none."""
        listeners = np.bincount(self.matrix.indices, minlength=len(self.items))
        items = np.flatnonzero(listeners >= fewest_listeners)
        kept = self.only(np.isin(self.matrix.indices, items))
        users = np.flatnonzero(np.diff(kept.matrix.indptr))
        return replace(
            kept,
            matrix=csr_array(kept.matrix[users][:, items]),
            users=[self.users[user] for user in users],
            items=[self.items[item] for item in items],
        )


def confidences(labels: NDArray[np.floating]) -> Scores:
    """Sums of play labels (`taste.labels.weights`) to confidences: log(1 + label), 0 (no interaction) for a sum that is
    not positive. The logarithm is that of Hu, Koren and Volinsky (2008), Collaborative Filtering for Implicit Feedback
    Datasets, section 6: the hundredth play says less than the second. Shape as given."""
    return np.asarray(np.log1p(np.maximum(labels, 0)), np.float32)


def _numbered(names: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def rows_of(matrix: Matrix) -> Index:
    """The row of each entry, aligned with `matrix.data`."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def places_of(rows: Index, moment: Index) -> NDArray[np.int32]:
    """Ranks of `moment` within each row; `rows` ascends."""
    order = np.lexsort((moment, rows))
    first = np.searchsorted(rows, rows)
    places = np.empty(len(rows), np.int32)
    places[order] = np.arange(len(rows)) - first
    return places
