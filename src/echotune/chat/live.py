"""Answers that are being written: what each has shown so far, who reads along, and when it ends for want of a reader.

What was shown is kept once. Each reader goes through it from the beginning, at its own pace: a slow one holds nobody up,
and there is no queue that could grow. A listener who leaves without a word ends the answer; one who said "hold" first
(a page that is loaded again) is waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from uuid import UUID

from pydantic_ai import CancellationToken
from pydantic_ai.ui.vercel_ai.response_types import BaseChunk

from echotune.core.errors import TooManyRequests, Unavailable

LATE_WORD_SECONDS = 0.4
"""A page that goes away says so over another connection: its word may come a moment after the first one is closed."""
FIRST_READER_SECONDS = 10.0
SILENCE_SECONDS = 10.0
AGAIN_SECONDS = 2


class LiveAnswer:
    """One answer while it is written. Its writer calls `show` and `end`; everybody else reads, holds or stops."""

    def __init__(self) -> None:
        self.token = CancellationToken()
        self.ended = False
        self._shown: list[BaseChunk] = []
        self._news = asyncio.Event()
        self._readers = 0
        self._held_until = 0.0
        self._loop = asyncio.get_running_loop()
        self._giving_up = self._loop.call_later(FIRST_READER_SECONDS, self.stop)

    def show(self, chunk: BaseChunk) -> None:
        self._shown.append(chunk)
        self._tell()

    def end(self) -> None:
        """Nothing more will be shown."""
        self.ended = True
        self._giving_up.cancel()
        self._tell()

    def stop(self) -> None:
        """Ask the writer to end now; what was shown stays."""
        self.token.cancel()

    def hold(self, seconds: float) -> None:
        """Wait so long for a reader, should the last one leave."""
        self._held_until = self._loop.time() + seconds
        if not self._readers and not self.ended:
            self._wait_for_reader()

    @contextmanager
    def reader(self) -> Iterator[None]:
        """Somebody reads along. Who was waited for has come."""
        self._readers += 1
        self._held_until = 0.0
        self._giving_up.cancel()
        try:
            yield
        finally:
            self._readers -= 1
            if not self._readers and not self.ended:
                self._wait_for_reader()

    async def read(self) -> AsyncGenerator[list[BaseChunk]]:
        """Everything shown so far, then what is new each time there is something; an empty list after a silence."""
        at = 0
        while True:
            news = self._news
            if at < len(self._shown):
                fresh = self._shown[at:]
                at += len(fresh)
                yield fresh
            elif self.ended:
                return
            else:
                try:
                    async with asyncio.timeout(SILENCE_SECONDS):
                        await news.wait()
                except TimeoutError:
                    yield []

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _wait_for_reader(self) -> None:
        self._giving_up.cancel()
        held_seconds = self._held_until - self._loop.time()
        self._giving_up = self._loop.call_later(max(LATE_WORD_SECONDS, held_seconds), self.stop)


class LiveAnswers:
    """The answers that this process is writing, by account and conversation."""

    def __init__(self, most_at_once: int) -> None:
        self.most_at_once = most_at_once
        self._answers: dict[asyncio.Task[None], tuple[UUID, UUID, LiveAnswer]] = {}
        self.closing = False

    def admit(self, user_id: UUID) -> None:
        """Raises TooManyRequests when enough is being written for this listener, Unavailable at a stop."""
        if self.closing:
            raise Unavailable(
                "EchoTune is being stopped. Send this again in a moment.", retry_after_seconds=AGAIN_SECONDS
            )
        if sum(owner == user_id for owner, _, _ in self._answers.values()) >= self.most_at_once:
            raise TooManyRequests(
                f"{self.most_at_once} answers are being written for you already. Wait until one is there, or stop one.",
                code="too_many_answers",
                retry_after_seconds=AGAIN_SECONDS,
            )

    def add(self, user_id: UUID, session_id: UUID, answer: LiveAnswer, task: asyncio.Task[None]) -> None:
        """`task` writes the answer."""
        self._answers[task] = (user_id, session_id, answer)
        task.add_done_callback(self._answers.pop)

    def of(self, user_id: UUID, session_id: UUID) -> list[LiveAnswer]:
        """Those of one conversation that have not ended, oldest first."""
        return [
            answer
            for owner, session, answer in self._answers.values()
            if (owner, session) == (user_id, session_id) and not answer.ended
        ]

    async def close(self, patience_seconds: float = 0) -> None:
        """Take no new ones; let those that are being written end, and stop what has not ended after so long."""
        self.closing = True
        if self._answers and patience_seconds:
            await asyncio.wait(list(self._answers), timeout=patience_seconds)
        for _, _, answer in list(self._answers.values()):
            answer.stop()
        await self.settle()

    async def settle(self) -> None:
        """Wait until every answer is stored."""
        await asyncio.gather(*self._answers, return_exceptions=True)
