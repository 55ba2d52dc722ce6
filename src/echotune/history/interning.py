"""One object for what repeats: items and settings of rows. Bounded, so that a hostile file cannot fill memory."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
ENTRY_BYTES = 250
"""About what an entry costs beside its text: the dict's slot, small objects, headers."""


class Interned(Generic[Key, Value]):
    """A dict that forgets everything when it holds about `most_bytes`: what is met again is simply made again."""

    def __init__(self, most_bytes: int) -> None:
        self._left = self._most = most_bytes
        self._values: dict[Key, Value] = {}
        self.get = self._values.get

    def keep(self, key: Key, value: Value, text_bytes: int = 0) -> Value:
        """Remember `value`, which holds about `text_bytes` of text that nothing else does; returns it."""
        self._left -= ENTRY_BYTES + text_bytes
        if self._left < 0:
            self._values.clear()
            self._left = self._most
        self._values[key] = value
        return value
