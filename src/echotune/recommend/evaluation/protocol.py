"""Cuts, windows, candidates and targets of the solo protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.core.errors import NotReady
from echotune.recommend.evaluation.events import Events

DAY_SECONDS: Final = 86_400
WINDOW_SECONDS: Final = 7 * DAY_SECONDS
REST_SECONDS: Final = 60 * DAY_SECONDS
FEWEST_TARGETS: Final = 5
FEWEST_REDISCOVER_TARGETS: Final = 1
FEWEST_REDISCOVER_CANDIDATES: Final = 50

Keys = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Window:
    """One task at one cut. `candidates` and `targets` are ascending numbers of keys."""

    task: str
    cut: int
    """Epoch seconds; history is what ended before it, targets are of the seven days from it on."""
    candidates: Keys
    targets: Keys

    @property
    def counts(self) -> bool:
        """Whether the window is large enough to be measured."""
        if self.task == "rediscover":
            enough = len(self.candidates) >= FEWEST_REDISCOVER_CANDIDATES
            return enough and len(self.targets) >= FEWEST_REDISCOVER_TARGETS
        return len(self.targets) >= FEWEST_TARGETS


def cuts(events: Events, count: int) -> list[int]:
    """Equally spaced whole seconds in [T0 + 0.5 (T1 - T0), T1 - 7 d]. Raises NotReady for less than two weeks."""
    if len(events.ended_at) == 0:
        raise NotReady("There is no history to measure on. Import one first.")
    first, last = int(events.ended_at[0]), int(events.ended_at[-1])
    begin, end = first + 0.5 * (last - first), last - WINDOW_SECONDS
    if end < begin:
        raise NotReady("The history spans less than two weeks; the protocol needs a past and a week after it.")
    return [int(cut) for cut in np.floor(np.linspace(begin, end, count))]


def window(events: Events, task: str, cut: int, offered: Keys | None = None) -> Window:
    """The window of `task` at `cut`. `offered`: keys that the catalogue packs hold (explore only)."""
    before = int(np.searchsorted(events.ended_at, cut, side="left"))
    after = int(np.searchsorted(events.ended_at, cut + WINDOW_SECONDS, side="left"))
    listened = events.is_listen
    past = _Past(
        events.key[:before],
        events.key[:before][listened[:before]],
        events.ended_at[:before][listened[:before]],
        np.unique(events.key[before:after][listened[before:after]]),
        offered if offered is not None else np.zeros(0, np.int64),
    )
    return Window(task, cut, *TASKS[task](past, cut))


@dataclass(frozen=True, eq=False)
class _Past:
    seen: Keys
    listened: Keys
    listened_at: Keys
    coming: Keys
    offered: Keys


def _relisten(past: _Past, _cut: int) -> tuple[Keys, Keys]:
    candidates = np.unique(past.listened)
    return candidates, np.intersect1d(candidates, past.coming)


def _rediscover(past: _Past, cut: int) -> tuple[Keys, Keys]:
    keys, listens = np.unique(past.listened, return_counts=True)
    recent = np.unique(past.listened[past.listened_at >= cut - REST_SECONDS])
    candidates = np.setdiff1d(keys[listens >= 2], recent)
    return candidates, np.intersect1d(candidates, past.coming)


def _explore(past: _Past, _cut: int) -> tuple[Keys, Keys]:
    seen = np.unique(past.seen)
    return np.setdiff1d(past.offered, seen), np.setdiff1d(past.coming, seen)


TASKS: dict[str, Callable[[_Past, int], tuple[Keys, Keys]]] = {
    "relisten": _relisten,
    "rediscover": _rediscover,
    "explore": _explore,
}
