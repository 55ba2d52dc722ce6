"""Factors of a catalogue that somebody else trained: `--factors FILE.npz`, for homes with too few listeners of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echotune.catalog.identity import recording_key
from echotune.core.errors import InvalidRequest
from echotune.training import array_files
from echotune.training.array_files import NotArrays
from echotune.training.cf.models.als import ALS
from echotune.training.factor_model import FACTORS, POPULARITY, Factors, restored

MOST_ITEMS: Final = 2_000_000
MOST_FACTORS: Final = 512
RIDGE: Final = 0.01
"""Regularisation of folding in, as a share of the factors' mean square sum: theirs is not told."""


def read(path: Path) -> Factors:
    """The factors of a file: `items` (texts `artist TAB title`) and `factors` (float[I, d]), `popularity` (float[I]) if
    it has it. Raises InvalidRequest for anything else. Nothing in the file is executed."""
    arrays = _arrays(path)
    keys, factors = _keys(path, arrays), arrays.get("factors")
    if factors is None or factors.ndim != 2 or factors.dtype.kind != "f":
        raise InvalidRequest(f"{path}: `factors` has to be a table of floating-point numbers.")
    if len(factors) != len(keys):
        raise InvalidRequest(f"{path}: {len(keys):,} items and {len(factors):,} rows of factors do not fit.")
    if not 0 < len(keys) <= MOST_ITEMS or not 0 < factors.shape[1] <= MOST_FACTORS:
        raise InvalidRequest(f"{path}: up to {MOST_ITEMS:,} items with up to {MOST_FACTORS} factors are taken.")
    popularity = arrays.get("popularity", np.ones(len(keys), np.float32))
    if popularity.shape != (len(keys),) or not _finite(popularity) or not _finite(factors):
        raise InvalidRequest(f"{path}: a number is not finite, or `popularity` has another length than `items`.")
    factors = factors.astype(np.float32)
    ridge = RIDGE * float(np.square(factors, dtype=np.float64).sum()) / factors.shape[1]
    parameters = ALS(factors=factors.shape[1], regularisation=max(ridge, 1e-6), alpha=1.0).parameters
    return Factors(keys, restored("als", {FACTORS: factors, POPULARITY: popularity.astype(np.float32)}, parameters))


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        if path.stat().st_size > array_files.MOST_BYTES:
            raise InvalidRequest(f"{path} is larger than {array_files.MOST_BYTES:,} bytes.")
        return array_files.read(path.read_bytes())
    except OSError as refused:
        raise InvalidRequest(f"{path} cannot be read: {refused.strerror}.") from refused
    except NotArrays as wrong:
        raise InvalidRequest(f"{path}: {wrong.message}") from wrong


def _keys(path: Path, arrays: dict[str, NDArray[Any]]) -> list[str]:
    items = arrays.get("items")
    if items is None or items.ndim != 1 or items.dtype.kind != "U":
        raise InvalidRequest(f"{path}: `items` has to be a list of texts.")
    keys = []
    for at, item in enumerate(items.tolist()):
        artist, tab, title = item.partition("\t")
        if not tab or not artist.strip() or not title.strip():
            raise InvalidRequest(f"{path}: item {at} (“{item[:80]}”) is not `artist TAB title`.")
        keys.append(recording_key(artist, title))
    if len(set(keys)) < len(keys):
        raise InvalidRequest(f"{path}: an item comes twice.")
    return keys


def _finite(values: NDArray[Any]) -> bool:
    return values.dtype.kind in "fiu" and bool(np.isfinite(values).all())
