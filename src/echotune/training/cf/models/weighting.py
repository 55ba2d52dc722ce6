"""What a confidence counts for inside a model."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from echotune.training.cf.interactions import Matrix, Scores

Weighting = Literal["binary", "log", "linear"]


def weigh(values: Scores, weighting: Weighting) -> Scores:
    """Confidences, reshaped: all 1, log(1 + c), or as they are."""
    if weighting == "binary":
        return np.ones_like(values)
    return np.log1p(values) if weighting == "log" else values


def weighed(matrix: Matrix, weighting: Weighting) -> Matrix:
    """The matrix with each confidence reshaped."""
    return csr_array((weigh(matrix.data, weighting), matrix.indices, matrix.indptr), shape=matrix.shape)


def scaled(matrix: Matrix, rows: Scores | None = None, columns: Scores | None = None) -> Matrix:
    """diag(rows) @ matrix @ diag(columns)."""
    data = matrix.data.copy()
    if rows is not None:
        data *= np.repeat(rows, np.diff(matrix.indptr))
    if columns is not None:
        data *= columns[matrix.indices]
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def normalised(shared: Matrix, sizes: Scores, asymmetry: float, shrinkage: float) -> Matrix:
    """I x I `shared` counts over sizes[row]^(1-a) sizes[column]^a + shrinkage, a = `asymmetry`."""
    rows = np.repeat(sizes, np.diff(shared.indptr))
    product = rows ** np.float32(1 - asymmetry) * sizes[shared.indices] ** np.float32(asymmetry)
    entries = (shared.data / (product + np.float32(shrinkage)), shared.indices, shared.indptr)
    return csr_array(entries, shape=shared.shape)
