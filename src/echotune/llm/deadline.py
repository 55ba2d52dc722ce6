"""Time for one turn: all models together, and how long any of them may keep silent."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Deadline:
    """`total_seconds` from the first request of a turn to the end of its last answer.

    `silence_seconds` is how long one try may wait for the next word. All of a turn together may wait in vain, for words
    or for a key that rests, for `silence_seconds * most_silences`: whoever hangs is not waited for again and again.
    """

    def __init__(
        self,
        total_seconds: float,
        silence_seconds: float,
        most_silences: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._ends = monotonic() + total_seconds
        self._silence_seconds = silence_seconds
        self._patience_seconds = silence_seconds * most_silences

    @property
    def left_seconds(self) -> float:
        """Until the turn must be over."""
        return self._ends - self._monotonic()

    @property
    def is_over(self) -> bool:
        """Whether another try makes no sense."""
        return self.left_seconds <= 0 or self._patience_seconds <= 0

    def listen(self, at_most_seconds: float = math.inf) -> Listening:
        """The patience of one try, from now; for a model under suspicion it may be less than usual."""
        return Listening(self, at_most_seconds, self._monotonic)

    def allows(self, seconds: float) -> bool:
        """Whether one may wait that long and still be answered."""
        return seconds < min(self.left_seconds, self._patience_seconds)

    def may_wait_seconds(self) -> float:
        return min(self._silence_seconds, self._patience_seconds, self.left_seconds)

    def waited_in_vain(self, seconds: float) -> None:
        self._patience_seconds -= seconds


class Listening:
    """Waiting for the words of one try. How long its reader takes for them does not count."""

    def __init__(self, deadline: Deadline, at_most_seconds: float, monotonic: Callable[[], float]) -> None:
        self._deadline, self._at_most_seconds, self._monotonic = deadline, at_most_seconds, monotonic
        self._since, self._spoke = monotonic(), False

    def heard(self) -> None:
        """A word came."""
        self._spoke = True

    @asynccontextmanager
    async def patiently(self) -> AsyncIterator[None]:
        """Raises TimeoutError when the first word, or after it the next one, does not come in time."""
        if self._spoke:
            self._since = self._monotonic()
        may_wait_seconds = min(self._deadline.may_wait_seconds(), self._at_most_seconds)
        try:
            async with asyncio.timeout(max(0.0, self._since + may_wait_seconds - self._monotonic())):
                yield
        except TimeoutError:
            self._deadline.waited_in_vain(self._monotonic() - self._since)
            raise
