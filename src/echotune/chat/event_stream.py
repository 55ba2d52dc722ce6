"""An answer as server-sent events, for as long as its reader is there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from echotune.chat.live import LiveAnswer
from echotune.chat.shown import SDK_VERSION

HEADERS: Final = {"x-vercel-ai-ui-message-stream": "v1", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
STILL_HERE: Final = ": still here\n\n"
"""A comment, so that nothing between us and the browser takes a long silence for the end."""


class AnswerStream(StreamingResponse):
    """Reads along; when the connection is closed, the answer has one reader less."""

    media_type = "text/event-stream"

    def __init__(self, live: LiveAnswer) -> None:
        super().__init__(_events(live), headers=HEADERS)
        self._live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._live.reader():
            await super().__call__(scope, receive, send)


async def _events(live: LiveAnswer) -> AsyncIterator[str]:
    """What came since the last time in one write."""
    async for batch in live.read():
        yield "".join(f"data: {chunk.encode(SDK_VERSION)}\n\n" for chunk in batch) or STILL_HERE
