"""Lists that are made on looking: ids as UUIDs from raw bytes, texts through an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload
from uuid import UUID

import numpy as np
from numpy.typing import NDArray


class Ids(Sequence[UUID]):
    """UUIDs over an array of 16 raw bytes each; `index` says which of them, in which order."""

    def __init__(self, raw: NDArray[Any], index: NDArray[np.int32]) -> None:
        self._raw, self._index = raw, index

    def __len__(self) -> int:
        return len(self._index)

    @overload
    def __getitem__(self, at: int) -> UUID: ...
    @overload
    def __getitem__(self, at: slice) -> Ids: ...
    def __getitem__(self, at: int | slice) -> UUID | Ids:
        if isinstance(at, slice):
            return Ids(self._raw, self._index[at])
        return UUID(bytes=self._raw[self._index[at]].tobytes())

    @property
    def raw(self) -> NDArray[Any]:
        """V16, the ids as bytes."""
        return self._raw[self._index]

    def __iter__(self) -> Iterator[UUID]:
        picked = self._raw[self._index].tobytes()
        return (UUID(bytes=picked[start : start + 16]) for start in range(0, len(picked), 16))


class Texts(Sequence[str]):
    """Texts through an index."""

    def __init__(self, texts: list[str], index: NDArray[np.int32]) -> None:
        self._texts, self._index = texts, index

    def __len__(self) -> int:
        return len(self._index)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Texts: ...
    def __getitem__(self, at: int | slice) -> str | Texts:
        if isinstance(at, slice):
            return Texts(self._texts, self._index[at])
        return self._texts[int(self._index[at])]

    def __iter__(self) -> Iterator[str]:
        return map(self._texts.__getitem__, self._index.tolist())
