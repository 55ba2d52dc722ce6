"""How much longer things take here and now than on a quiet machine, so that a limit in seconds means the same on both."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


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


@contextmanager
def untraced() -> Iterator[None]:
    """The product at its own pace: what a coverage tool adds to each line is not the product's."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
