"""A bounded number of places; who comes when all are taken waits in a line."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable


class Places:
    """Fair: first come, first served. `give_up` sends away everybody who waits, when waiting has become vain."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._line: deque[asyncio.Future[None]] = deque()

    async def take(self, seconds: float) -> None:
        """Raises TimeoutError after so long, or what `give_up` was given. Each `take` that returns needs a `leave`."""
        if self._free and not self._line:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except BaseException:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.leave()  # it was this one's turn at the very moment it was called off
            raise

    def leave(self) -> None:
        """Pass the place on to who has waited longest."""
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def give_up(self, reason: Callable[[], Exception]) -> None:
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_exception(reason())
