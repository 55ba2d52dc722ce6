"""Many turns at once, in good order: a few at a time are brought to their first words, and the rest of an answer lets
those pass who have no word yet.

Taken up all at once, everybody's first words come when nearly all work is done. The work is the same; the order is not.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from echotune.core.errors import Unavailable
from echotune.core.places import Places

AT_A_TIME: Final = 12
"""More than one, because a turn waits for the database for part of its time."""
LINE_SECONDS: Final = 30.0
HOLDS_UP_SECONDS: Final = 0.5
"""A turn that takes longer waits for something else than its share of work (names, a model): others go on then."""
LETS_PASS_SECONDS: Final = 2.0


class Pace:
    """The line of the turns that have not said a word."""

    def __init__(self) -> None:
        self._places = Places(AT_A_TIME)
        self._nobody_waits = asyncio.Event()
        self._nobody_waits.set()
        self._waiting = 0

    async def begin(self) -> Beginning:
        """One's turn to begin. Raises Unavailable when the line is too long."""
        self._waiting += 1
        self._nobody_waits.clear()
        try:
            await self._places.take(LINE_SECONDS)
        except TimeoutError as crowded:
            raise Unavailable(
                "Too many are asking at once. Send this again in a moment.", code="crowded", retry_after_seconds=5
            ) from crowded
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._nobody_waits.set()
        return Beginning(self._places)

    async def let_pass(self) -> None:
        """Wait while others wait to begin, but not for long."""
        if self._waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(LETS_PASS_SECONDS):
                    await self._nobody_waits.wait()


class Beginning:
    """A turn that is being brought to its first words. `over` may be said more than once."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._overdue = asyncio.get_running_loop().call_later(HOLDS_UP_SECONDS, self.over)
        self._is_over = False

    def over(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._overdue.cancel()
            self._places.leave()
