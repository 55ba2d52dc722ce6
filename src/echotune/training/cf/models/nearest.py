"""Keeping the strongest neighbours of a sparse similarity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Index, Matrix, Scores, rows_of


def strongest(similar: Matrix, count: int) -> Matrix:
    """For each column of I x I the `count` largest entries off the diagonal (ties: the lower row), float32."""
    by_column = csr_array(similar.T)
    columns = rows_of(by_column)
    kept = by_column.indices != columns
    crowded = (np.bincount(columns[kept], minlength=by_column.shape[0]) > count)[columns] & kept
    kept[crowded] = _among_first(
        columns[crowded], by_column.indices[crowded].astype(np.int64), by_column.data[crowded], count
    )
    starts = np.append(0, np.cumsum(np.bincount(columns[kept], minlength=by_column.shape[0])))
    entries = (by_column.data[kept].astype(np.float32), by_column.indices[kept], starts)
    result = csr_array(csr_array(entries, shape=similar.shape).T)
    result.sort_indices()
    return result


def _among_first(columns: Index, rows: Index, values: Scores, count: int) -> NDArray[np.bool_]:
    """Which entries are among the `count` largest of their column; `columns` ascends."""
    order = np.lexsort((rows, -values, columns))
    among = np.empty(len(columns), bool)
    among[order] = np.arange(len(columns)) - np.searchsorted(columns, columns) < count
    return among
