"""What one audio file says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class FileTags:
    """What the file calls itself; '' where it says nothing."""

    title: str = ""
    artist: str = ""
    album: str = ""


@dataclass(frozen=True)
class AudioFacts:
    """Of a whole file: `duration_ms`. Of its excerpt: `tempo` in beats a minute, `key` 0..11 from C, `mode` 1 major, 0
    minor, `loudness` in LUFS, `spectral_centroid_hz`, `mfcc` (means of 13 coefficients). None is unknown."""

    duration_ms: int
    tempo: float | None
    key: int | None
    mode: int | None
    loudness: float | None
    spectral_centroid_hz: float | None
    mfcc: list[float] | None
    tags: FileTags

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
