"""How much longer things take here and now than on a quiet machine, so that a limit in seconds means the same on both."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor


def slowness(*, processors: int = 1, seconds: float = 0.3) -> float:
    """Wall seconds per second of work on the processor, of a loop on each of so many; 1.0 where nobody else works."""
    if processors == 1:
        return max(1.0, _busy(seconds))
    with ProcessPoolExecutor(processors) as pool:
        return max(1.0, *pool.map(_busy, processors * [seconds]))


def _busy(seconds: float) -> float:
    wall, cpu = time.monotonic(), time.process_time()
    while time.process_time() - cpu < seconds:
        sum(range(10_000))
    return (time.monotonic() - wall) / seconds
