"""One conversation as the adapter's store sees it: the branch that the turn at hand continues.

The branch is worked out from our own tree, so the adapter always meets a linear history. Its save goes into the
one answer that is being written; other turns of the conversation have rows of their own, so nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any
from uuid import UUID

from pydantic_ai.conversation_store import (
    ConversationConflict,
    ConversationEntry,
    ConversationRecord,
    ConversationStore,
)
from pydantic_ai.messages import ModelMessage, ModelMessagesTypeAdapter, ModelRequest, UserPromptPart
from pydantic_ai.ui.vercel_ai import VercelAIAdapter
from pydantic_ai.ui.vercel_ai.request_types import TextUIPart, UIMessage

from echotune.chat import store
from echotune.core.db import Database


@dataclass(frozen=True)
class Place:
    """Where a turn stands: its conversation, the branch before it, and the answer it writes."""

    user_id: UUID
    session_id: UUID
    branch: list[UUID]
    answer_id: UUID


class BranchStore(ConversationStore):
    """The store of one turn. Scope: the account. What the run adds is held in `added` until the answer is stored whole,
    its words, cards and entries in one statement."""

    def __init__(self, database: Database, place: Place, remembered: int) -> None:
        self._database, self._place = database, place
        self._remembered = place.branch[-remembered:] if remembered else []
        self._revision = str(place.answer_id)
        self._history: list[ConversationEntry] | None = None
        self.added: list[dict[str, Any]] = []

    async def read_record(self, conversation_id: str) -> ConversationRecord | None:
        if conversation_id != str(self._place.session_id):
            return None
        history = await self._branch()
        return ConversationRecord(
            conversation_id=conversation_id,
            head_id=history[-1].id if history else None,
            scope=str(self._place.user_id),
            revision=self._revision,
        )

    async def read_records(self, *, scope: str | None = None, limit: int | None = None) -> Sequence[ConversationRecord]:
        record = await self.read_record(str(self._place.session_id))
        return [record] if record and scope in (None, record.scope) else []

    async def read_history(self, head_id: str | None, *, limit: int | None = None) -> list[ConversationEntry]:
        history = await self._branch() if head_id else []
        return history[-limit:] if limit else history

    async def read_entry(self, entry_id: str) -> ConversationEntry:
        return next(entry for entry in await self._branch() if entry.id == entry_id)

    async def _branch(self) -> list[ConversationEntry]:
        """Read once a turn: what came before does not change while it runs."""
        if self._history is None and not self._remembered:
            self._history = []
        if self._history is None:
            place = self._place
            async with self._database.connect() as conn:
                messages = await store.messages(conn, place.user_id, place.session_id, self._remembered)
            self._history = []
            asked = list(
                dropwhile(lambda message: message.role == "assistant", messages)
            )  # no answer without its question
            for entry_id, said in (line for message in asked for line in _as_said(message)):
                parent_id = self._history[-1].id if self._history else None
                self._history.append(ConversationEntry(id=entry_id, parent_id=parent_id, message=said))
        return self._history

    async def write_record(
        self,
        record: ConversationRecord,
        *,
        new_entries: Sequence[ConversationEntry] = (),
        expected_revision: str | None,
    ) -> None:
        """Take what the turn added after the listener's words, which have their own row already."""
        if expected_revision != self._revision or self.added:
            raise ConversationConflict(record.conversation_id)
        self.added = [as_stored(entry.id, entry.message) for entry in new_entries if not _is_prompt(entry.message)]

    async def delete_record(self, conversation_id: str, *, expected_revision: str) -> None:
        raise ConversationConflict(conversation_id)  # a turn never deletes its conversation


def as_stored(entry_id: str, message: ModelMessage) -> dict[str, Any]:
    return {"id": entry_id, "message": ModelMessagesTypeAdapter.dump_python([message], mode="json")[0]}


def _as_said(message: store.Message) -> list[tuple[str, ModelMessage]]:
    """A row in a language model's terms. Unanswered tool calls of a stopped turn are never stored."""
    if message.role == "user":
        spoken = VercelAIAdapter.load_messages([ui_message(message.ui_id, message.parts[0]["text"])])
        return [(str(message.message_id), spoken[0])]
    loaded = ModelMessagesTypeAdapter.validate_python([entry["message"] for entry in message.entries])
    return [(entry["id"], said) for entry, said in zip(message.entries, loaded, strict=True)]


def ui_message(ui_id: str, text: str) -> UIMessage:
    return UIMessage(id=ui_id, role="user", parts=[TextUIPart(text=text)])


def _is_prompt(message: ModelMessage) -> bool:
    return isinstance(message, ModelRequest) and any(isinstance(part, UserPromptPart) for part in message.parts)
