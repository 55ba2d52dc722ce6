"""Which recordings shared a sitting: what goes together with what, over listens only.

Everything is numbered among the recordings that were ever listened to (C of them), so that nothing here grows with the
catalogue.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.rows import distinct
from echotune.taste.listener import ListenerModel

Ints = NDArray[np.int32]
Index = NDArray[np.intp]
Floats = NDArray[np.float32]

FEWEST_SHARED = 2  # sittings before two recordings go together
FEWEST_STEPS = 2  # times before one is said to follow the other


class Sittings:
    """Built once for a record, then only read."""

    def __init__(self, model: ListenerModel) -> None:
        heard = model.play_is_listen
        sitting, recording = model.play_session[heard], model.plays.recording[heard]
        pair = np.unique(sitting.astype(np.int64) * max(model.size, 1) + recording)
        self.sitting = (pair // max(model.size, 1)).astype(np.int32)
        """Each (sitting, recording) once, ascending by sitting."""
        self.recording = (pair % max(model.size, 1)).astype(np.int32)
        self.heard = np.flatnonzero(model.listens > 0)
        """intp[C]: recordings ever listened to, ascending."""
        self._size = model.size
        goes_on = (sitting[1:] == sitting[:-1]) & (recording[1:] != recording[:-1])
        self._steps = recording[:-1][goes_on], recording[1:][goes_on]

    @cached_property
    def number(self) -> Ints:
        """int32[R]: place in `heard`, C for what was never listened to."""
        number = np.full(self._size, len(self.heard), np.int32)
        number[self.heard] = np.arange(len(self.heard), dtype=np.int32)
        return number

    @cached_property
    def count(self) -> NDArray[np.int64]:
        """int64[C]: sittings that held each."""
        return np.bincount(self._number_of_pair, minlength=len(self.heard))

    @cached_property
    def _number_of_pair(self) -> Ints:
        return self.number[self.recording]

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """Where each sitting's pairs begin."""
        last = int(self.sitting[-1]) + 1 if len(self.sitting) else 0
        return np.searchsorted(self.sitting, np.arange(last + 1))

    @cached_property
    def _by_recording(self) -> tuple[Index, NDArray[np.int64]]:
        order = np.argsort(self._number_of_pair, kind="stable")
        return order, np.searchsorted(self._number_of_pair[order], np.arange(len(self.heard) + 1))

    def of(self, recordings: Index) -> tuple[Ints, Ints]:
        """The sittings of some recordings, as pairs (sitting, recording)."""
        pairs = self._pairs_of(recordings)
        return self.sitting[pairs], self.recording[pairs]

    def shared_with(self, recordings: Index) -> tuple[NDArray[np.int64], int]:
        """int64[C]: sittings shared with any of `recordings`; and how many sittings those had."""
        sittings = distinct([self.sitting[self._pairs_of(recordings)].astype(np.intp)])
        members = _ranges(self._starts[sittings], self._starts[sittings + 1])
        return np.bincount(self._number_of_pair[members], minlength=len(self.heard)), len(sittings)

    def together(self, recordings: Index) -> Floats:
        """float32[C + 1]: cosine of sittings with those of `recordings`, the best one 1; 0 at the end, for the unheard."""
        shared, sittings = self.shared_with(recordings)
        known = self.number[recordings]
        shared[known[known < len(self.heard)]] = 0
        cosine = np.where(shared >= FEWEST_SHARED, shared / np.sqrt(np.maximum(self.count, 1) * max(sittings, 1)), 0)
        return np.append(cosine / max(float(cosine.max(initial=0)), 1e-9), 0).astype(np.float32)

    def following(self, recordings: Index) -> Floats:
        """float32[C + 1]: how often each was the next listen of a sitting after any of `recordings`, over the root of how
        often it was a next one at all, the best one 1; 0 at the end, for the unheard."""
        after, starts, count = self._next
        number = self.number[recordings]
        number = number[number < len(self.heard)]
        times = np.bincount(after[_ranges(starts[number], starts[number + 1])], minlength=len(self.heard))
        score = np.where(times >= FEWEST_STEPS, times / np.sqrt(np.maximum(count, 1)), 0)
        return np.append(score / max(float(score.max(initial=0)), 1e-9), 0).astype(np.float32)

    @cached_property
    def _next(self) -> tuple[Ints, NDArray[np.int64], NDArray[np.int64]]:
        """What followed each recording, where each one's followers begin, and how often each followed anything."""
        before, after = self.number[self._steps[0]], self.number[self._steps[1]]
        order = np.argsort(before, kind="stable")
        starts = np.searchsorted(before[order], np.arange(len(self.heard) + 1))
        return after[order], starts, np.bincount(after, minlength=len(self.heard))

    def latest(self, most: int) -> Index:
        """Recordings of the last sitting, at most `most`."""
        if not len(self.sitting):
            return np.zeros(0, np.intp)
        return self.recording[self._starts[-2] :][:most].astype(np.intp)

    def _pairs_of(self, recordings: Index) -> Index:
        order, starts = self._by_recording
        number = self.number[recordings]
        number = number[number < len(self.heard)]
        return order[_ranges(starts[number], starts[number + 1])]


def _ranges(first: NDArray[np.integer], end: NDArray[np.integer]) -> Index:
    """All whole numbers of several ranges [first, end), one range after the other."""
    counts = end - first
    ahead = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) if len(counts) else counts
    return (ahead + np.arange(len(ahead))).astype(np.intp)
