"""Vectors of recordings in memory, and what lies nearest to a point among what a request allows.

A space is small enough to be looked through exactly, or it is indexed: cells around centres (inverted file, Jégou et
al., "Product quantization for nearest neighbor search", PAMI 33(1), 2011), eight bits a number, of which the nearest
cells are read and the finds compared again in full. Found are at least 99 % of what an exact search finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.cells import Cells
from echotune.taste.listener import ListenerModel
from echotune.taste.places import Places

Bools = NDArray[np.bool_]
Floats = NDArray[np.float32]
Index = NDArray[np.intp]

EXACT_NUMBERS: Final = 3_000_000
"""Rows x dimensions that are looked through as a whole; a product of 12 MB takes about a millisecond."""
GATHERED_NUMBERS: Final = 300_000
"""Allowed rows x dimensions that are rather picked out one by one than looked up in the index."""

SAMPLED: Final = 20_000
"""Known rows that `distribution` is measured on."""


class Nearest(NamedTuple):
    """`rows` by falling similarity, of equals the lower row first; `similarities` float32, as many."""

    rows: Index
    similarities: Floats


@dataclass(frozen=True, eq=False)
class Space:
    """One way to compare the recordings of a listener model.

    `vectors` float16 or float32[R, d], unit rows, zeros where nothing is `known` (bool[R]); `model_id` says what made
    them. Similarities are products with a query float32[d], cosines when it has length 1.
    """

    name: str
    model_id: str
    vectors: NDArray[np.floating]
    known: Bools

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])

    def similarities(self, query: Floats, rows: Index) -> Floats:
        """float32[len(rows)], NaN where the row is not known."""
        found = self._products(query, rows)
        found[~self.known[rows]] = np.nan
        return found

    def nearest(self, query: Floats, among: Bools | None, count: int) -> Nearest:
        """The `count` nearest known rows (fewer when there are fewer), of those allowed when `among` bool[R] is given."""
        if self.known.size * self.dimensions <= EXACT_NUMBERS:
            return self._best(query, self._allowed(among), count)
        if among is not None and int(np.count_nonzero(among)) * self.dimensions <= GATHERED_NUMBERS:
            return self._best(query, self._allowed(among), count)
        return self._best(query, self.cells.nearest(query, among, count), count)

    def part(self, rows: Index) -> Space:
        """Some rows as a space of their own, side by side in memory: thousands of scattered ones take long to gather."""
        return Space(self.name, self.model_id, self.vectors[rows].astype(np.float32), self.known[rows])

    @cached_property
    def cells(self) -> Cells:
        """The index; made on first use, which takes seconds for a million rows (see `warm`)."""
        return Cells(self.vectors, np.flatnonzero(self.known))

    @cached_property
    def distribution(self) -> tuple[Floats, Floats]:
        """Mean float32[d] and covariance float32[d, d] of the known rows; of many, of an even sample."""
        rows = np.flatnonzero(self.known)
        sample = self.vectors[rows[:: max(1, len(rows) // SAMPLED)]].astype(np.float64)
        if not len(sample):
            return np.zeros(self.dimensions, np.float32), np.zeros((self.dimensions, self.dimensions), np.float32)
        apart = sample - sample.mean(axis=0)
        return sample.mean(axis=0).astype(np.float32), (apart.T @ apart / len(sample)).astype(np.float32)

    def warm(self) -> None:
        """Measure the space now, and make the index when it is large enough to need one."""
        _ = self.distribution
        if self.known.size * self.dimensions > EXACT_NUMBERS:
            _ = self.cells

    def mean(self, rows: Index) -> Floats | None:
        """The direction between the known ones of some rows, length 1; None when none is known or they cancel out."""
        known = rows[self.known[rows]]
        total = self.vectors[known].sum(axis=0, dtype=np.float32)
        length = float(np.linalg.norm(total))
        return (total / length).astype(np.float32) if length > 1e-6 else None

    def _allowed(self, among: Bools | None) -> Index:
        return np.flatnonzero(self.known if among is None else self.known & among)

    def _best(self, query: Floats, rows: Index, count: int) -> Nearest:
        similarities = self._products(query, rows)
        if len(rows) > count:
            kept = np.argpartition(-similarities, count - 1)[:count] if count else np.zeros(0, np.intp)
            rows, similarities = rows[kept], similarities[kept]
        order = np.lexsort((rows, -similarities))
        return Nearest(rows[order], similarities[order])

    def _products(self, query: Floats, rows: Index) -> Floats:
        whole = 2 * len(rows) > len(self.vectors) and self.vectors.dtype == np.float32
        products = (self.vectors @ query)[rows] if whole else self.vectors[rows].astype(np.float32) @ query
        return np.asarray(products, np.float32)


def aligned(
    name: str, model_id: str, model: ListenerModel, raw_ids: NDArray[Any], vectors: NDArray[np.floating]
) -> Space | None:
    """N stored vectors (`raw_ids` V16[N], recording ids) in the order of a model's recordings; None when none is there."""
    if not len(raw_ids):
        return None
    place = Places(raw_ids, np.arange(len(raw_ids), dtype=np.int32)).members(model.recording_ids.raw)
    known = place >= 0
    if not known.any():
        return None
    small = model.size * vectors.shape[1] <= EXACT_NUMBERS
    rows = np.zeros((model.size, vectors.shape[1]), np.float32 if small else vectors.dtype)
    rows[known] = vectors[place[known]]
    return Space(name, model_id, rows, known)
