"""Write one answer: run the agent, show what it shows, keep what was shown however it ends.

The answer is written by a task of its own, and those who read it read what `live` holds. Every answer ends with a word
of how it ended, after it was stored: a reader who sees that word finds the same in the conversation.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from pydantic_ai.messages import ModelResponse, TextPart
from pydantic_ai.ui.vercel_ai.request_types import RegenerateMessage, RequestData, SubmitMessage
from pydantic_ai.ui.vercel_ai.response_types import (
    AbortChunk,
    BaseChunk,
    DoneChunk,
    ErrorChunk,
    FinishChunk,
    MessageMetadataChunk,
    TextEndChunk,
)

from echotune.accounts.store import Account
from echotune.chat import confirming, store
from echotune.chat.agent import LIMITS, agent
from echotune.chat.history import BranchStore, as_stored, ui_message
from echotune.chat.language_models.choosing import Chosen, choose
from echotune.chat.live import LiveAnswer
from echotune.chat.opening import Opened
from echotune.chat.pace import Beginning
from echotune.chat.recording import Recording
from echotune.chat.schemas import MessageMetadata, Variants
from echotune.chat.shown import SDK_VERSION, Adapter, in_order, told
from echotune.chat.store import Status
from echotune.chat.titles import better_title
from echotune.chat.turn import Chat, Turn, recall
from echotune.core import clock
from echotune.core.errors import EchoTuneError, Unavailable
from echotune.core.telemetry import get_logger
from echotune.llm.sent import Bound, bind

log = get_logger(__name__)

SECONDS_BESIDE_MODELS = 15.0
"""What an answer may take beside all language models together: the tools, and the built-in engine in their place."""
NOT_STORED = (
    "The answer could not be stored, because the database does not answer. It is stored when the database is back."
)
KEPT_TRYING_SECONDS = 60
RETRY_SECONDS = 1.0


@dataclass
class _Writing:
    """One answer while it is written."""

    chat: Chat
    opened: Opened
    history: BranchStore
    began: float
    chosen: Chosen | None = None
    recording: Recording = field(default_factory=Recording)

    async def keep(self, status: Status) -> MessageMetadata:
        """Store the answer as it stands; returns what its message says about it."""
        place, chosen = self.opened.place, self.chosen
        written = chosen.written() if chosen else None
        metadata = MessageMetadata(
            created_at=clock.now(),
            variants=Variants(number=len(self.opened.variants), message_ids=self.opened.variants),
            status=status,
            provider_used=written and written.provider,
            model=written and written.model,
            latency_ms=round((time.perf_counter() - self.began) * 1000),
            degraded=bool(written and written.degraded),
            degraded_reason=written and written.reason,
            fallback_attempts=written.attempts if written else [],
            sources=chosen.said.sources(self.recording.text) if chosen and chosen.said else [],
            prompt_versions=chosen.prompt_versions if chosen else {},
            remembered=bool(chosen and chosen.memory and chosen.memory.hit),
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
            title = better_title(self.opened.question.text, self.recording.parts) if self.opened.names_it else None
            if title and status == "done":
                await store.retitle(conn, place.user_id, place.session_id, title)
        return metadata

    def _partial_entries(self) -> list[dict[str, Any]]:
        """What a language model will see of an answer that did not end: its words."""
        if not self.recording.text:
            return []
        said = ModelResponse(parts=[TextPart(self.recording.text)])
        return [as_stored(f"{self.opened.place.answer_id}:partial", said)]


def begin(chat: Chat, account: Account, opened: Opened, beginning: Beginning) -> LiveAnswer:
    """Start to write the answer to an opened turn, whose beginning is over with its first words."""
    live, place = LiveAnswer(), opened.place
    task = asyncio.create_task(_write(chat, account, opened, live, beginning))
    task.add_done_callback(lambda _: beginning.over())
    chat.live.add(place.user_id, place.session_id, live, task)
    return live


async def answer(chat: Chat, account: Account, opened: Opened) -> AsyncGenerator[BaseChunk]:
    """The answer to an opened turn, chunk by chunk. Closing the iterator stops the answer."""
    live = begin(chat, account, opened, await chat.pace.begin())
    try:
        with live.reader():
            async with aclosing(live.read()) as batches:
                async for batch in batches:
                    for chunk in batch:
                        yield chunk
    finally:
        live.stop()


async def _write(chat: Chat, account: Account, opened: Opened, live: LiveAnswer, beginning: Beginning) -> None:
    writing = _Writing(chat, opened, _history(chat, account, opened), time.perf_counter())
    try:
        status, ending = await _tell(writing, account, live, beginning)
    except Exception as error:  # noqa: BLE001 - a door: nobody stands above this task, and its readers wait for a last word
        status, ending = "failed", FinishChunk(finish_reason="error")
        live.show(ErrorChunk(error_text=told(error)))
    await _finish(writing, status, ending, live)


def _history(chat: Chat, account: Account, opened: Opened) -> BranchStore:
    """What a language model is given of the conversation: as much as the listener's settings say now.

    A question that is answered again counts as this turn's, though it stands in the stored history.
    """
    remembered = account.preferences.context_messages + int(opened.question.again)
    return BranchStore(chat.database, opened.place, remembered)


async def _tell(
    writing: _Writing, account: Account, live: LiveAnswer, beginning: Beginning
) -> tuple[Status, BaseChunk]:
    """Run the agent and show what is for the listener; returns how that ended, and the last word about it."""
    turn = await _turn(writing.chat, account, writing.opened)
    writing.chosen = chosen = await choose(turn)
    if chosen.chain:
        beginning.over()  # from here on it is the model that takes its time
    stream = _adapter(writing, account).run_stream(
        conversation_id=str(writing.opened.place.session_id),
        model=chosen.model,
        instructions=chosen.instructions,
        deps=turn,
        usage_limits=LIMITS,
        capabilities=writing.chat.tracing.capabilities() if chosen.chain else [],
        cancellation_token=live.token,
        timeout=writing.chat.settings.llm.total_seconds + SECONDS_BESIDE_MODELS,
    )
    failed = False
    ending: BaseChunk = FinishChunk(finish_reason="error")
    async for chunk in in_order(stream, words_first=chosen.words_first):
        if isinstance(chunk, (AbortChunk, FinishChunk)):
            ending = chunk
            continue
        failed = failed or isinstance(chunk, ErrorChunk)
        writing.recording.add(chunk)
        live.show(chunk)
        if isinstance(chunk, TextEndChunk):
            beginning.over()
            await writing.chat.pace.let_pass()
    return "failed" if failed else "stopped" if isinstance(ending, AbortChunk) else "done", ending


async def _turn(chat: Chat, account: Account, opened: Opened) -> Turn:
    place = opened.place
    bind(Bound(place.user_id, place.session_id, place.answer_id, kept=account.preferences.chat_history))
    turn = await recall(chat, account, place.session_id, opened.question.text, opened.before)
    turn.answer_id, turn.again = place.answer_id, opened.question.again
    if turn.branch:
        async with chat.database.connect() as conn:
            await confirming.hear(conn, turn)
    return turn


async def _finish(writing: _Writing, status: Status, ending: BaseChunk, live: LiveAnswer) -> None:
    """Store the answer, then say how it ended. An answer that cannot be stored now is stored when it can be."""
    kept = True
    try:
        metadata = await writing.keep(status)
        live.show(MessageMetadataChunk(message_metadata=metadata.model_dump(mode="json")))
    except Unavailable:
        kept = False
        live.show(ErrorChunk(error_text=NOT_STORED))
    except Exception as error:  # noqa: BLE001 - the same door: whatever cannot be stored, its readers hear a last word
        live.show(ErrorChunk(error_text=told(error)))
    live.show(ending)
    live.show(DoneChunk())
    live.end()
    if not kept:
        await _keep_later(writing, status)


async def _keep_later(writing: _Writing, status: Status) -> None:
    for _ in range(round(KEPT_TRYING_SECONDS / RETRY_SECONDS)):
        if writing.chat.live.closing:
            break
        await asyncio.sleep(RETRY_SECONDS)
        try:
            await writing.keep(status)
        except EchoTuneError:
            continue
        return
    log.error("an answer was not stored", answer=str(writing.opened.place.answer_id))


def _adapter(writing: _Writing, account: Account) -> Adapter:
    place, asked = writing.opened.place, writing.opened.question
    messages = [ui_message(asked.ui_id, asked.text)]
    run_input: RequestData = (
        RegenerateMessage(trigger="regenerate-message", id=str(place.session_id), messages=messages)
        if asked.again
        else SubmitMessage(id=str(place.session_id), messages=messages)
    )
    return Adapter(
        agent=agent(),
        run_input=run_input,
        sdk_version=SDK_VERSION,
        server_message_id=str(place.answer_id),
        manage_message_history="server",
        conversation_store=writing.history,
        conversation_scope=str(account.id),
    )
