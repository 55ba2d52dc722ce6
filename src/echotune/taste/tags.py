"""Genres and other tags of recordings, both ways round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Tags:
    """Pairs (tag, recording), ascending by tag then recording, each once; `source` says who said so."""

    names: tuple[str, ...]
    """Lower case, ascending."""
    tag: Ints
    recording: Ints
    source: NDArray[np.int8]
    """Index into the model's `sources`."""

    @cached_property
    def index(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def recordings(self, name: str) -> Ints:
        """Recordings with this tag, ascending; empty for an unknown tag."""
        number = self.index.get(name.strip().lower(), -1)
        return self.recording[np.searchsorted(self.tag, number) : np.searchsorted(self.tag, number, side="right")]

    def of(self, recording: int) -> list[str]:
        """Tags of one recording, ascending."""
        order, starts = self._by_recording
        first, last = np.searchsorted(starts, [recording, recording + 1])
        return [self.names[number] for number in self.tag[order[first:last]].tolist()]

    @cached_property
    def _by_recording(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.recording, kind="stable").astype(np.int32)
        return order, self.recording[order]
