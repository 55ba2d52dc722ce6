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


def inverse_power(values: Scores, power: float) -> Scores:
    """values ** -power, and 0 where a value is 0."""
    return np.where(values > 0, np.maximum(values, 1e-12) ** -power, 0).astype(np.float32)
