"""A limit on how often: a sliding window of moments for each key, kept in this process."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from echotune.core.errors import TooManyRequests


class SlidingWindow:
    """At most `limit` uses in any `seconds` seconds for each key."""

    def __init__(self, limit: int, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._seconds, self._monotonic = limit, seconds, monotonic
        self._uses: dict[str, deque[float]] = {}

    def use(self, key: str) -> None:
        """Count one use. Raises TooManyRequests, saying when to come back, without counting it."""
        now = self._monotonic()
        uses = self._uses.setdefault(key, deque())
        self._forget(uses, now)
        if len(uses) >= self._limit:
            wait_seconds = max(1, math.ceil(uses[0] + self._seconds - now))
            raise TooManyRequests(
                f"That is more than {self._limit} in {self._seconds:.0f} seconds. Try again in {wait_seconds} s.",
                retry_after_seconds=wait_seconds,
            )
        uses.append(now)
        if len(self._uses) > 10_000:
            self._drop_idle(now)

    def _forget(self, uses: deque[float], now: float) -> None:
        while uses and uses[0] <= now - self._seconds:
            uses.popleft()

    def _drop_idle(self, now: float) -> None:
        for key, uses in list(self._uses.items()):
            self._forget(uses, now)
            if not uses:
                del self._uses[key]
