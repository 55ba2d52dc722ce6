"""One object for what repeats: items and settings of a file's rows. Bounded, so that a hostile file cannot fill memory."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Interned(Generic[Key, Value]):
    """A dict that forgets everything when it holds `most` entries: what is met again is simply made again."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}
        self.get = self._values.get

    def __setitem__(self, key: Key, value: Value) -> None:
        if len(self._values) >= self._most:
            self._values.clear()
        self._values[key] = value
