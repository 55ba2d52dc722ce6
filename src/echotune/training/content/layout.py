"""Where each fact stands in the 128 numbers, and how much it weighs. See docs/content-embedding.md for the grounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from echotune.taste.listener import FEATURES

VERSION: Final = "content-1"
"""Moves with every change of the layout, of a weight or of a formula: vectors of two versions are never compared."""

DIM: Final = 128
SOUND_HARMONICS: Final = 4
ERA_HARMONICS: Final = 8
TAG_DIM: Final = 56
ARTIST_DIM: Final = 28


@dataclass(frozen=True)
class Block:
    """Columns `first` to `first + size` of a vector; `weight` is its share of the squared length where all is known."""

    first: int
    size: int
    weight: float

    @property
    def columns(self) -> slice:
        return slice(self.first, self.first + self.size)


BLOCKS: Final[dict[str, Block]] = {
    "sound": Block(0, len(FEATURES) * SOUND_HARMONICS, 0.35),
    "tags": Block(36, TAG_DIM, 0.35),
    "era": Block(92, ERA_HARMONICS, 0.10),
    "artist": Block(100, ARTIST_DIM, 0.20),
}

GROUPS: Final[dict[str, slice]] = {
    **{
        feature: slice(place * SOUND_HARMONICS, (place + 1) * SOUND_HARMONICS) for place, feature in enumerate(FEATURES)
    },
    "tags": BLOCKS["tags"].columns,
    "era": BLOCKS["era"].columns,
}
"""What is known or unknown as one, with its columns: each feature for itself, all tags, the year."""

ESTIMATED_DIM: Final = BLOCKS["artist"].first
"""Columns before this one can be estimated from others; the artist cannot."""
