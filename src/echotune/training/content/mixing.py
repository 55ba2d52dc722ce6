"""Numbers that depend on a key and look like chance: the same on every machine."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Floats = NDArray[np.float32]

STEP: Final = np.uint64(0x9E3779B97F4A7C15)
WORD_BITS: Final = 64


def mixed(words: Words) -> Words:
    """Bits spread over the whole word (the finaliser of SplitMix64; Steele, Lea and Flood, OOPSLA 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def directions(keys: Words, size: int) -> Floats:
    """float32[len(keys), size]: signs by the bits of each key's mixes, rows of length 1.

    Two keys' rows are nearly orthogonal: their product has mean 0 and deviation 1/sqrt(size).
    """
    steps = np.arange(1, -(-size // WORD_BITS) + 1, dtype=np.uint64) * STEP
    words = mixed(keys[:, None] + steps)
    bits = np.unpackbits(words.astype("<u8").view(np.uint8), axis=1)[:, :size]
    signs: Floats = (2 * bits.astype(np.float32) - 1) / np.float32(np.sqrt(size))
    return signs
