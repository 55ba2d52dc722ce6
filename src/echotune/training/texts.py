"""Lists of texts among arrays: one array of bytes, each text ended by a NUL (which no text of ours holds)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

END = "\0"


def packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    """uint8[bytes]. Raises ValueError for a text with a NUL."""
    if any(END in text for text in texts):
        raise ValueError("a text holds a NUL")
    return np.frombuffer("".join(f"{text}{END}" for text in texts).encode(), np.uint8)


def unpacked(data: NDArray[np.uint8]) -> list[str]:
    """The texts again. Raises ValueError for bytes that `packed` does not make."""
    if not len(data):
        return []
    if data.dtype != np.uint8 or data.ndim != 1 or data[-1] != 0:
        raise ValueError("these bytes are no texts")
    return data.tobytes().decode()[:-1].split(END)
