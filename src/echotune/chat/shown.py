"""What of a run's stream is for the listener, in which order, and in which words it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from pydantic_ai.exceptions import RunCancelled, RunTimedOut, UsageLimitExceeded
from pydantic_ai.ui import UIEventStream
from pydantic_ai.ui.vercel_ai import VercelAIAdapter, VercelAIEventStream
from pydantic_ai.ui.vercel_ai.request_types import RequestData
from pydantic_ai.ui.vercel_ai.response_types import (
    AbortChunk,
    BaseChunk,
    DataChunk,
    ErrorChunk,
    FinishChunk,
    StartChunk,
    TextDeltaChunk,
    TextEndChunk,
    TextStartChunk,
)

from echotune.chat.agent import TOOL_STEPS
from echotune.chat.turn import Turn
from echotune.core.errors import EchoTuneError
from echotune.core.telemetry import get_logger

log = get_logger(__name__)

SDK_VERSION: Final = 6
TOO_MANY_STEPS = f"This took more than {TOOL_STEPS} steps, so it was stopped. What came before is kept."
TOO_LONG = "This took too long, so it was stopped. What came before is kept; ask again for another answer."
FAILED = "Something went wrong while this was being written. Your question is kept; send it again."
STOPPED = "The answer was stopped. What was written is kept."
ENDINGS = (AbortChunk, FinishChunk)
SHOWN_CHUNKS = (StartChunk, TextStartChunk, TextDeltaChunk, TextEndChunk, DataChunk, ErrorChunk, *ENDINGS)
"""Steps and raw tool calls stay here: what tools do is told by `data-activity`, in words."""

INTRODUCED_PARTS = frozenset({"data-recommendation", "data-insight", "data-refine"})
LAST_PART = "data-confirmation"
"""Nothing stands between a question to the listener and their yes."""


class _EventStream(VercelAIEventStream[Turn, str]):
    async def on_error(self, error: Exception) -> AsyncIterator[BaseChunk]:
        yield ErrorChunk(error_text=told(error))

    async def on_cancelled(self, cancelled: RunCancelled) -> AsyncIterator[BaseChunk]:
        if isinstance(cancelled, RunTimedOut):
            yield ErrorChunk(error_text=TOO_LONG)
        else:
            yield AbortChunk(reason=STOPPED)


class Adapter(VercelAIAdapter[Turn, str]):
    """The chat protocol's adapter, with our words for what goes wrong."""

    def build_event_stream(self) -> UIEventStream[RequestData, BaseChunk, Turn, str]:
        return _EventStream(self.run_input, sdk_version=SDK_VERSION, server_message_id=self.server_message_id)


def told(error: Exception) -> str:
    """An exception's text may hold anything; the listener gets a plain sentence, the log the cause."""
    if isinstance(error, EchoTuneError):
        return error.message
    if isinstance(error, UsageLimitExceeded):
        return TOO_MANY_STEPS
    log.error("answer failed", exc_info=error)
    return FAILED


async def in_order(stream: AsyncIterator[BaseChunk], *, words_first: bool) -> AsyncIterator[BaseChunk]:
    """Only what is for the listener. `words_first`: cards and charts wait for the sentence that introduces them."""
    waiting: list[BaseChunk] = []
    last: list[BaseChunk] = []
    async for chunk in stream:
        if not isinstance(chunk, SHOWN_CHUNKS) or (isinstance(chunk, DataChunk) and chunk.transient):
            continue
        if isinstance(chunk, DataChunk) and chunk.type == LAST_PART:
            last.append(chunk)
            continue
        if words_first and isinstance(chunk, DataChunk) and chunk.type in INTRODUCED_PARTS:
            waiting.append(chunk)
            continue
        ends = isinstance(chunk, (ErrorChunk, *ENDINGS))
        if not ends:
            yield chunk
        if ends or isinstance(chunk, TextEndChunk):
            for introduced in [*waiting, *last] if ends else waiting:
                yield introduced
            waiting.clear()
        if ends:
            yield chunk
