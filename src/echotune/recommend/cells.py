"""An index of vectors: an inverted file of eight-bit codes, searched under a mask."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Index = NDArray[np.intp]

ROWS_A_CELL: Final = 1000
MOST_CELLS: Final = 1024
TRAINED_ROWS_A_CELL: Final = 64
ADDED_AT_ONCE: Final = 65_536
FIRST_CELLS: Final = 64
"""Cells looked into first; where too little of what is allowed lies in them, four times as many, up to all."""
MARGIN: Final = 1.5
"""What is read of the index for one that is wanted: codes of eight bits order nearly as the vectors do."""


class Cells:
    """Made once of `vectors` float[R, d] at `rows`, then only read; any number of threads may search."""

    def __init__(self, vectors: NDArray[np.floating], rows: Index) -> None:
        import faiss  # takes a quarter of a second, and small libraries never need it

        self._faiss: Any = faiss
        dimensions = vectors.shape[1]
        self.count = int(np.clip(len(rows) // ROWS_A_CELL, 1, MOST_CELLS))
        self._centres = faiss.IndexFlatIP(dimensions)
        self._index = faiss.IndexIVFScalarQuantizer(
            self._centres, dimensions, self.count, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        step = max(1, len(rows) // (self.count * TRAINED_ROWS_A_CELL))
        self._index.train(_full(vectors, rows[::step]))
        for start in range(0, len(rows), ADDED_AT_ONCE):
            part = rows[start : start + ADDED_AT_ONCE]
            self._index.add_with_ids(_full(vectors, part), part.astype(np.int64))

    def nearest(self, query: Floats, among: NDArray[np.bool_] | None, count: int) -> Index:
        """Rows among which the `count` nearest are."""
        wanted, looked_into = int(MARGIN * count), min(FIRST_CELLS, self.count)
        bits = None if among is None else np.packbits(among, bitorder="little")
        while True:
            chosen = None if bits is None else self._faiss.IDSelectorBitmap(bits)
            parameters = self._faiss.SearchParametersIVF(nprobe=looked_into, sel=chosen)
            _, rows = self._index.search(query[None, :], wanted, params=parameters)
            found: Index = rows[0][rows[0] >= 0].astype(np.intp)
            if len(found) == wanted or looked_into == self.count:
                return found
            looked_into = min(4 * looked_into, self.count)


def _full(vectors: NDArray[np.floating], rows: Index) -> Floats:
    return np.ascontiguousarray(vectors[rows], np.float32)
