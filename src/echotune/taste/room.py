"""Columns with spare places behind them, so that one more row costs no copy of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SPARE_SHARE: Final = 0.05
LEAST_SPARE: Final = 1024

Columns = dict[str, NDArray[Any]]


class Room:
    """Growing columns of equal length. Views that were handed out never change: rows are only ever written behind them."""

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        self.used = len(next(iter(columns.values())))
        capacity = int(self.used * (1 + SPARE_SHARE)) + LEAST_SPARE
        self._columns = {name: np.empty(capacity, column.dtype) for name, column in columns.items()}
        for name, column in columns.items():
            self._columns[name][: self.used] = column

    @property
    def is_full(self) -> bool:
        return self.used == len(next(iter(self._columns.values())))

    def views(self) -> Columns:
        """All rows so far."""
        return {name: column[: self.used] for name, column in self._columns.items()}

    def add(self, row: Mapping[str, Any]) -> None:
        for name, column in self._columns.items():
            column[self.used] = row[name]
        self.used += 1
