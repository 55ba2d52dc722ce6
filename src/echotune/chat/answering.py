"""Write one answer: run the agent, stream what it shows, keep what was shown however it ends.

The answer is written by a task of its own. A browser that leaves, or presses stop, cancels the run; the task still
stores the partial answer, marked `stopped`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic_ai import CancellationToken
from pydantic_ai.exceptions import UsageLimitExceeded
from pydantic_ai.messages import ModelResponse, TextPart
from pydantic_ai.ui import UIEventStream
from pydantic_ai.ui.vercel_ai import VercelAIAdapter, VercelAIEventStream
from pydantic_ai.ui.vercel_ai.request_types import RegenerateMessage, RequestData, SubmitMessage
from pydantic_ai.ui.vercel_ai.response_types import (
    AbortChunk,
    BaseChunk,
    DataChunk,
    DoneChunk,
    ErrorChunk,
    FinishChunk,
    MessageMetadataChunk,
    StartChunk,
    TextDeltaChunk,
    TextEndChunk,
    TextStartChunk,
)

from echotune.accounts.store import Account
from echotune.chat import confirming, store
from echotune.chat.agent import LIMITS, TOOL_STEPS, agent
from echotune.chat.history import BranchStore, as_stored, ui_message
from echotune.chat.opening import Opened
from echotune.chat.providers import Chosen, choose
from echotune.chat.recording import Recording
from echotune.chat.schemas import MessageMetadata, Variants
from echotune.chat.store import Status
from echotune.chat.turn import Chat, Turn, recall
from echotune.core import clock
from echotune.core.errors import EchoTuneError
from echotune.core.telemetry import get_logger

log = get_logger(__name__)

SDK_VERSION: Final = 6
ANSWER_SECONDS = 60.0
TOO_MANY_STEPS = f"This took more than {TOOL_STEPS} steps, so it was stopped. What came before is kept."
Chunks = asyncio.Queue[BaseChunk | None]
FAILED = "Something went wrong while this was being written. Your question is kept; send it again."
SHOWN_CHUNKS = (
    StartChunk,
    TextStartChunk,
    TextDeltaChunk,
    TextEndChunk,
    DataChunk,
    ErrorChunk,
    AbortChunk,
    FinishChunk,
    DoneChunk,
)
"""Steps and raw tool calls stay here: what tools do is told by `data-activity`, in words."""

INTRODUCED_PARTS = frozenset({"data-recommendation", "data-insight", "data-refine"})


class _EventStream(VercelAIEventStream[Turn, str]):
    async def on_error(self, error: Exception) -> AsyncIterator[BaseChunk]:
        """An exception's text may hold anything; the listener gets a plain sentence, the log the cause."""
        if isinstance(error, EchoTuneError):
            yield ErrorChunk(error_text=error.message)
        elif isinstance(error, UsageLimitExceeded):
            yield ErrorChunk(error_text=TOO_MANY_STEPS)
        else:
            log.error("answer failed", exc_info=error)
            yield ErrorChunk(error_text=FAILED)


class _Adapter(VercelAIAdapter[Turn, str]):
    def build_event_stream(self) -> UIEventStream[RequestData, BaseChunk, Turn, str]:
        return _EventStream(self.run_input, sdk_version=SDK_VERSION, server_message_id=self.server_message_id)


@dataclass
class _Writing:
    """One answer while it is written."""

    chat: Chat
    opened: Opened
    chosen: Chosen
    history: BranchStore
    began: float
    recording: Recording = field(default_factory=Recording)

    async def keep(self, status: Status) -> MessageMetadata:
        """Store the answer as it stands; returns what its message says about it."""
        place, written = self.opened.place, self.chosen.written()
        metadata = MessageMetadata(
            created_at=clock.now(),
            variants=Variants(number=len(self.opened.variants), message_ids=self.opened.variants),
            status=status,
            provider_used=written.provider,
            model=written.model,
            latency_ms=round((time.perf_counter() - self.began) * 1000),
            degraded=written.degraded,
            degraded_reason=written.reason,
            fallback_attempts=written.attempts,
            prompt_versions=self.chosen.prompt_versions,
        )
        async with self.chat.database.connect() as conn:
            await store.finish_message(
                conn,
                place.user_id,
                place.session_id,
                place.answer_id,
                status=status,
                text=self.recording.text,
                parts=self.recording.parts,
                metadata=metadata.model_dump(mode="json", exclude={"variants", "created_at"}),
                entries=self.history.added if status == "done" else self._partial_entries(),
            )
        return metadata

    def _partial_entries(self) -> list[dict[str, Any]]:
        """What a language model will see of an answer that did not end: its words."""
        if not self.recording.text:
            return []
        said = ModelResponse(parts=[TextPart(self.recording.text)])
        return [as_stored(f"{self.opened.place.answer_id}:partial", said)]


async def events(chat: Chat, account: Account, opened: Opened) -> AsyncIterator[str]:
    """The answer to an opened turn as server-sent events. Closing the iterator stops the answer."""
    async with aclosing(answer(chat, account, opened)) as chunks:
        async for chunk in chunks:
            yield f"data: {chunk.encode(SDK_VERSION)}\n\n"


async def answer(chat: Chat, account: Account, opened: Opened) -> AsyncGenerator[BaseChunk]:
    """The answer to an opened turn, chunk by chunk. Closing the iterator stops the answer."""
    chunks: Chunks = asyncio.Queue()
    token = CancellationToken()
    task = asyncio.create_task(_write(chat, account, opened, token, chunks))
    chat.running[task] = token
    task.add_done_callback(chat.running.pop)
    try:
        while (chunk := await chunks.get()) is not None:
            yield chunk
    finally:
        token.cancel()


async def _write(chat: Chat, account: Account, opened: Opened, token: CancellationToken, chunks: Chunks) -> None:
    began = time.perf_counter()
    try:
        turn = await _turn(chat, account, opened)
        chosen = await choose(turn)
        writing = _Writing(chat, opened, chosen, BranchStore(chat.database, opened.place), began)
        stream = _adapter(writing, account).run_stream(
            conversation_id=str(opened.place.session_id),
            model=chosen.model,
            instructions=chosen.instructions,
            deps=turn,
            usage_limits=LIMITS,
            cancellation_token=token,
            timeout=ANSWER_SECONDS,
        )
        await _record(stream, writing, chunks)
    except EchoTuneError as gone:
        chunks.put_nowait(ErrorChunk(error_text=gone.message))
        chunks.put_nowait(DoneChunk())
    finally:
        chunks.put_nowait(None)


async def _turn(chat: Chat, account: Account, opened: Opened) -> Turn:
    place = opened.place
    turn = await recall(chat, account, place.session_id, opened.question.text, opened.before)
    turn.answer_id = place.answer_id
    if turn.branch:
        async with chat.database.connect() as conn:
            await confirming.hear(conn, turn)
    return turn


async def _record(stream: AsyncIterator[BaseChunk], writing: _Writing, chunks: Chunks) -> None:
    """Pass on what is for the listener; store the answer before its last word is sent, however it ends."""
    status: Status | None = "stopped"
    try:
        async for chunk in _in_order(stream, words_first=writing.chosen.words_first):
            if isinstance(chunk, ErrorChunk):
                status = "failed"
            elif isinstance(chunk, FinishChunk):
                metadata = await writing.keep("done" if status == "stopped" else "failed")
                status = None
                chunks.put_nowait(MessageMetadataChunk(message_metadata=metadata.model_dump(mode="json")))
            writing.recording.add(chunk)
            chunks.put_nowait(chunk)
    finally:
        if status is not None:
            await asyncio.shield(writing.keep(status))


async def _in_order(stream: AsyncIterator[BaseChunk], *, words_first: bool) -> AsyncIterator[BaseChunk]:
    """Only what is for the listener. `words_first`: cards and charts wait for the sentence that introduces them."""
    waiting: list[BaseChunk] = []
    async for chunk in stream:
        if not isinstance(chunk, SHOWN_CHUNKS) or (isinstance(chunk, DataChunk) and chunk.transient):
            continue
        if words_first and isinstance(chunk, DataChunk) and chunk.type in INTRODUCED_PARTS:
            waiting.append(chunk)
            continue
        ends = isinstance(chunk, (ErrorChunk, AbortChunk, FinishChunk))
        if not ends:
            yield chunk
        if ends or isinstance(chunk, TextEndChunk):
            for introduced in waiting:
                yield introduced
            waiting.clear()
        if ends:
            yield chunk


def _adapter(writing: _Writing, account: Account) -> _Adapter:
    place, asked = writing.opened.place, writing.opened.question
    messages = [ui_message(asked.ui_id, asked.text)]
    run_input: RequestData = (
        RegenerateMessage(trigger="regenerate-message", id=str(place.session_id), messages=messages)
        if asked.again
        else SubmitMessage(id=str(place.session_id), messages=messages)
    )
    return _Adapter(
        agent=agent(),
        run_input=run_input,
        sdk_version=SDK_VERSION,
        server_message_id=str(place.answer_id),
        manage_message_history="server",
        conversation_store=writing.history,
        conversation_scope=str(account.id),
    )
