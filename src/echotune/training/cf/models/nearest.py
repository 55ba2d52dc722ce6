"""Keeping the strongest neighbours of a sparse similarity."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Matrix


def strongest(similar: Matrix, count: int) -> Matrix:
    """For each column of I x I the `count` largest entries off the diagonal (ties: the lower row), float32."""
    by_column = csr_array(similar.T)
    columns = np.repeat(np.arange(by_column.shape[0]), np.diff(by_column.indptr))
    order = np.lexsort((by_column.indices, -by_column.data, columns))
    order = order[by_column.indices[order] != columns[order]]
    own = columns[order]
    rank = np.arange(len(order)) - np.searchsorted(own, own)
    kept = order[rank < count]
    entries = (by_column.data[kept].astype(np.float32), (by_column.indices[kept], columns[kept]))
    result = csr_array(entries, shape=similar.shape)
    result.sort_indices()
    return result
