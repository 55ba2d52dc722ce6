"""What the listeners of a model heard, and how much each item of it counts in their scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from echotune.training.cf.collaborative_model import Arrays
from echotune.training.cf.interactions import Index, Interactions, Matrix, Scores, places_of, rows_of
from echotune.training.cf.models.stored import packed, unpacked
from echotune.training.cf.models.weighting import Weighting, weigh


@dataclass(frozen=True, eq=False)
class Histories:
    matrix: Matrix
    """U x I confidences."""
    place: NDArray[np.int32] | None
    """As in `Interactions`."""

    def of(self, users: Index) -> Histories:
        """Those of some listeners."""
        chosen = csr_array(self.matrix[users])
        if self.place is None:
            return Histories(chosen, None)
        numbered = csr_array((np.arange(self.matrix.nnz), self.matrix.indices, self.matrix.indptr), self.matrix.shape)
        return Histories(chosen, self.place[csr_array(numbered[users]).data])

    def alone(self, items: Index, weights: Scores) -> Histories:
        """That of one listener who is not among them."""
        matrix = csr_array((weights, items, np.array([0, len(items)])), shape=(1, self.matrix.shape[1]))
        return Histories(matrix, None if self.place is None else np.arange(len(items), dtype=np.int32))

    def with_columns(self, listeners: Interactions) -> Histories:
        """With further items, taken for newer than all that was known."""
        old, new = self.matrix, listeners.matrix
        joined = csr_array(hstack([old, new], format="csr"))
        if self.place is None:
            return Histories(joined, None)
        ages = csr_array(hstack([_valued(old, self.place), _valued(new, np.full(new.nnz, old.nnz))], format="csr"))
        return Histories(joined, places_of(rows_of(joined), ages.data.astype(np.int64)))

    def profile(self, weighting: Weighting, half_life: float | None) -> Matrix:
        """U x I: confidences as `weighting` leaves them, times 1/2 for every `half_life` items heard since."""
        values = weigh(self.matrix.data, weighting)
        if self.place is not None and half_life is not None:
            newest = np.diff(self.matrix.indptr)[rows_of(self.matrix)] - 1
            values = values * np.exp2((self.place - newest) / half_life)
        return csr_array((values.astype(np.float32), self.matrix.indices, self.matrix.indptr), shape=self.matrix.shape)

    def arrays(self) -> Arrays:
        return packed("history", self.matrix) | ({} if self.place is None else {"place": self.place})

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Histories:
        return cls(unpacked("history", arrays), arrays.get("place"))


def _valued(matrix: Matrix, values: NDArray[Any]) -> Matrix:
    return csr_array((values.astype(np.float64), matrix.indices, matrix.indptr), shape=matrix.shape)
