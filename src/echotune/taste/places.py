"""Where track ids stand among a model's members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.taste.columns import halves

Ints = NDArray[np.int32]


class Places:
    """Where track ids stand among the members."""

    def __init__(self, raw_ids: NDArray[Any], recording: Ints) -> None:
        self._recording = recording
        high, self._low = halves(raw_ids)
        self._order = np.argsort(high, kind="stable")
        self._high = high[self._order]

    def recording_of(self, track_ids: Iterable[UUID]) -> list[int]:
        """The recording of each track id, -1 where it is none."""
        raw = np.frombuffer(b"".join(track_id.bytes for track_id in track_ids), "V16")
        found: list[int] = self.recordings(raw).tolist()
        return found

    def members(self, raw_ids: NDArray[Any]) -> Ints:
        """int32: the member of each track id, -1 where it is none."""
        if not len(self._high):
            return np.full(len(raw_ids), -1, np.int32)
        high, low = halves(raw_ids)
        at = np.searchsorted(self._high, high)
        member = self._order[np.minimum(at, len(self._order) - 1)]
        known = (at < len(self._order)) & (self._high[np.minimum(at, len(self._high) - 1)] == high)
        known &= self._low[member] == low
        return np.where(known, member, -1).astype(np.int32)

    def recordings(self, raw_ids: NDArray[Any]) -> Ints:
        """int32: the recording of each track id, -1 where it is none."""
        member = self.members(raw_ids)
        return np.where(member >= 0, self._recording[member], -1) if len(self._recording) else member
