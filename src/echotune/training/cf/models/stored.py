"""How models are kept: their parameters, and sparse matrices as named arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Matrix

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def parameters_of(model: DataclassInstance) -> Parameters:
    """The constructor's arguments."""
    return {field.name: getattr(model, field.name) for field in fields(model) if field.init}


def packed(name: str, matrix: Matrix) -> Arrays:
    """Four arrays: `<name>.data`, `.indices`, `.indptr` and `.shape`."""
    return {
        f"{name}.data": matrix.data,
        f"{name}.indices": matrix.indices.astype(np.int32),
        f"{name}.indptr": matrix.indptr.astype(np.int64),
        f"{name}.shape": np.array(matrix.shape, np.int64),
    }


def unpacked(name: str, arrays: Mapping[str, NDArray[Any]]) -> Matrix:
    """The matrix again. Raises KeyError where a part is missing."""
    rows, columns = arrays[f"{name}.shape"].tolist()
    return csr_array(
        (arrays[f"{name}.data"], arrays[f"{name}.indices"], arrays[f"{name}.indptr"]), shape=(rows, columns)
    )
