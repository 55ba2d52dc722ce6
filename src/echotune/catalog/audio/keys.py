"""The key of a recording from how much of each pitch class it holds."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAJOR: Final = np.array([5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0])
MINOR: Final = np.array([5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0])
"""How well each pitch class fits a key, from its tonic upwards (Temperley, "What's key for key?", Music Perception
17(1), 1999)."""

LEAST_CORRELATION: Final = 0.6
"""Below it no key fits: percussion, speech, atonal music."""


class Key(NamedTuple):
    """`pitch` 0..11 from C; `mode` 1 major, 0 minor."""

    pitch: int
    mode: int


def key_of(chroma: NDArray[np.floating]) -> Key | None:
    """The best correlated of the 24 keys for the mean chroma float[12]; None where none fits."""
    if not np.isfinite(chroma).all() or chroma.std() <= 1e-9:
        return None
    profiles = [np.roll(profile, pitch) for profile in (MINOR, MAJOR) for pitch in range(12)]
    fits = [float(np.corrcoef(chroma, profile)[0, 1]) for profile in profiles]
    best = int(np.argmax(fits))
    return Key(best % 12, best // 12) if fits[best] >= LEAST_CORRELATION else None
