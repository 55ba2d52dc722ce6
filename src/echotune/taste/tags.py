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
        number = self.index.get(name.strip().lower())
        if number is None:
            return self.recording[:0]
        return self.recording[self._starts[number] : self._starts[number + 1]]

    def of(self, recording: int) -> list[str]:
        """Tags of one recording, ascending."""
        order, recordings = self._by_recording
        first, last = np.searchsorted(recordings, np.array([recording, recording + 1], np.int32))
        return [self.names[number] for number in self.tag[order[first:last]].tolist()]

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """Where each tag's pairs begin."""
        return np.searchsorted(self.tag, np.arange(len(self.names) + 1, dtype=np.int32))

    @cached_property
    def _by_recording(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.recording, kind="stable").astype(np.int32)
        return order, self.recording[order]
