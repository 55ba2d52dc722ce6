"""The recordings that a request allows within one group: a mode's, or a kind's in a blend."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.prepared import Kind, Prepared
from echotune.recommend.request import Mode
from echotune.recommend.rows import best
from echotune.recommend.spaces import Space

Bools = NDArray[np.bool_]
Floats = NDArray[np.float32]
Index = NDArray[np.intp]

FIRST_STEP: Final = 2048
"""Places of an order that are looked at first; each further step is twice as long."""
WIDE: Final = 8
"""A group with at least one in so many of all recordings is handled as a mask, a smaller one by its rows."""

GROUPS: Final[dict[Mode, str]] = {"rediscover": Kind.REDISCOVER.name, "explore": Kind.EXPLORE.name}
"""Modes whose recordings are a kind."""


class Among:
    """What is allowed (`eligible` bool[R]) and of the group, as a mask or as rows, whichever is cheaper.

    `kind`: the group is a kind of a blend; else it is the mode, which `eligible` holds already.
    """

    def __init__(self, prepared: Prepared, mode: Mode, kind: Kind | None, eligible: Bools) -> None:
        self._prepared, self._eligible, self._kind = prepared, eligible, kind
        self.name = GROUPS.get(mode, mode) if kind is None else kind.name
        self.group = prepared.rows_of_mode(mode) if kind is None else prepared.rows_of(kind)
        """intp[G], all recordings of the group, allowed or not."""
        self._wide = WIDE * len(self.group) >= prepared.model.size

    @cached_property
    def mask(self) -> Bools:
        """bool[R]."""
        if self._kind is None:
            return self._eligible
        return np.asarray(self._eligible & self._prepared.is_of(self._kind))

    @cached_property
    def rows(self) -> Index:
        """Ascending."""
        return np.flatnonzero(self.mask) if self._wide else self.group[self._eligible[self.group]]

    @cached_property
    def count(self) -> int:
        return int(np.count_nonzero(self.mask)) if self._wide else len(self.rows)

    def of(self, rows: Index) -> Index:
        """Those of some rows that are allowed and of the group."""
        rows = rows[self._eligible[rows]]
        return rows if self._kind is None else rows[self._prepared.kind[rows] == self._kind]

    def first_of(self, order: NDArray[np.int32], most: int) -> Index:
        """The first `most` allowed ones of an order over the group."""
        found, start, step, count = [], 0, max(FIRST_STEP, most), 0
        while start < len(order) and count < most:
            rows = order[start : start + step]
            found.append(rows[self._eligible[rows]])
            count += len(found[-1])
            start, step = start + step, 2 * step
        return np.concatenate([np.zeros(0, np.intp), *found])[:most].astype(np.intp)

    def is_dense(self, most: int) -> bool:
        """Whether walking an order for `most` takes less than scoring everything that is allowed."""
        return self.count * self.count > most * len(self.group) // 4

    def best_by(self, score: Callable[[Index], NDArray[Any]], most: int) -> Index:
        """The `most` allowed ones of highest score above 0, best first."""
        return best(self.rows, score(self.rows), most)

    def nearest_in(self, space: Space, query: Floats, most: int) -> Index:
        if self._wide:
            return space.nearest(query, self.mask, most).rows
        part = self._prepared.part(space, self.name, self.group)
        return self.group[part.nearest(query, self._eligible[self.group], most).rows]
