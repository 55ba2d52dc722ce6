"""A conversation as it is shown: its branch with everything on it, which variants there are, and switching them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from echotune.chat import confirmations, store
from echotune.chat.schemas import MessageMetadata, SearchHit, SessionChange, SessionView, Snippet, Variants
from echotune.chat.searching import searched_for, snippet
from echotune.chat.store import Message, Session, Status
from echotune.chat.tree import Role, Tree
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import NotFound

LONGEST_ANSWER: Final = timedelta(minutes=3)


async def search(conn: Connection, user_id: UUID, words: str) -> list[SessionView]:
    """All conversations, or those that have the words; newest first."""
    wanted = searched_for(words)
    if not wanted:
        return (
            [SessionView.of(session) for session in await store.list_sessions(conn, user_id)]
            if not words.strip()
            else []
        )
    found = await store.find_sessions(conn, user_id, wanted)
    return [SessionView.of(session, _hit(message, wanted)) for session, message in found]


def _hit(message: tuple[UUID, Role, str] | None, wanted: list[str]) -> SearchHit | None:
    if message is None:
        return None
    message_id, role, text = message
    pieces = [Snippet(text=piece, hit=hit) for piece, hit in snippet(text, wanted)]
    return SearchHit(message_id=message_id, role=role, snippet=pieces)


async def shown(
    conn: Connection, user_id: UUID, session_id: UUID, through: UUID | None = None
) -> tuple[Session, list[dict[str, Any]]]:
    """The session and the messages of the branch that is shown, in the form of the AI SDK; with `through`, those of the
    newest branch through that message. Raises NotFound."""
    session = await store.get_session(conn, user_id, session_id)
    tree = Tree(await store.nodes(conn, user_id, session_id))
    if through and through not in tree:
        raise NotFound()
    branch = [node.message_id for node in tree.path(tree.newest_leaf(through) if through else session.head_id)]
    messages = await store.messages(conn, user_id, session_id, branch)
    for message in messages:
        await _settle(conn, user_id, session_id, message)
    return session, [_shown(message, tree) for message in messages]


async def _settle(conn: Connection, user_id: UUID, session_id: UUID, message: Message) -> None:
    """A proposed change is shown as it stands now, not as it stood when it was proposed."""
    asked = [part for part in message.parts if part["type"] == "data-confirmation"]
    known = await confirmations.of_messages(conn, user_id, session_id, [message.message_id]) if asked else []
    by_id = {str(change.confirmation_id): change.shown() for change in known}
    for part in asked:
        if change := by_id.get(part["data"]["confirmationId"]):
            part["data"] = change.model_dump(mode="json")


def _shown(message: Message, tree: Tree) -> dict[str, Any]:
    known = {**message.metadata, "status": _status(message)}
    metadata = MessageMetadata(
        created_at=message.created_at, variants=variants(tree, message.message_id), **_by_name(known)
    )
    return {
        "id": message.ui_id,
        "role": message.role,
        "metadata": metadata.model_dump(mode="json"),
        "parts": message.parts,
    }


def _status(message: Message) -> Status:
    """What is still being written after the longest time that an answer takes died with its process."""
    died = message.status == "streaming" and clock.now() - message.created_at > LONGEST_ANSWER
    return "stopped" if died else message.status


def _by_name(metadata: dict[str, Any]) -> dict[str, Any]:
    """Stored metadata whose fields are known today, so that an older message can still be shown."""
    fields = MessageMetadata.model_fields
    names = {field.alias: name for name, field in fields.items()}
    return {names[key]: value for key, value in metadata.items() if key in names}


def variants(tree: Tree, message_id: UUID) -> Variants:
    among = tree.variants(message_id)
    return Variants(number=among.index(message_id) + 1, message_ids=among)


async def change(conn: Connection, user_id: UUID, session_id: UUID, wanted: SessionChange) -> Session:
    """Rename, delete, bring back, or show another branch. Raises NotFound."""
    await store.get_session(conn, user_id, session_id, deleted=True)
    head_id = None
    if wanted.active_message_id:
        tree = Tree(await store.nodes(conn, user_id, session_id))
        if wanted.active_message_id not in tree:
            raise NotFound()
        head_id = tree.newest_leaf(wanted.active_message_id)
    await store.change_session(
        conn,
        user_id,
        session_id,
        title=wanted.title,
        titled_by="listener" if wanted.title else None,
        head_id=head_id,
        deleted=wanted.deleted,
    )
    return await store.get_session(conn, user_id, session_id, deleted=True)
