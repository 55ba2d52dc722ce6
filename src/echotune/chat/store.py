"""The tables `chat_sessions` and `chat_messages`. Every statement names the account: a foreign session is a missing one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb
from pydantic_core import to_json

from echotune.chat.cards import Card, Sides
from echotune.chat.searching import folded, query, searchable
from echotune.chat.tree import Node, Role
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import NotFound

Status = Literal["streaming", "done", "stopped", "failed"]
Json = dict[str, Any]
UNTITLED = "New conversation"
MOST_LISTED = 200


@dataclass(frozen=True)
class Session:
    session_id: UUID
    title: str
    titled_by: Literal["automatic", "listener"]
    head_id: UUID | None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    messages: int


@dataclass(frozen=True)
class Message:
    """`parts` as shown, `entries` as a language model sees the same turn: `[{"id", "message"}]`."""

    message_id: UUID
    parent_id: UUID | None
    ui_id: str
    role: Role
    parts: list[Json]
    metadata: Json
    entries: list[Json]
    status: Status
    created_at: datetime


_SESSION = """
    select s.session_id, title, titled_by, head_id, s.created_at, s.updated_at, deleted_at,
           (select count(*) from chat_messages m
             where (m.user_id, m.session_id) = (s.user_id, s.session_id)) as messages
    from chat_sessions s
"""


async def create_session(conn: Connection, user_id: UUID, *, kept: bool) -> Session:
    """A new conversation. One that is not to be kept is gone, words and all, when the next one begins."""
    session_id, now = uuid4(), clock.now()
    await conn.execute("delete from chat_sessions where user_id = %s and not kept", (user_id,))
    await conn.execute(
        "insert into chat_sessions (user_id, session_id, title, kept, created_at, updated_at) "
        "values (%s, %s, %s, %s, %s, %s)",
        (user_id, session_id, UNTITLED, kept, now, now),
    )
    return await get_session(conn, user_id, session_id)


async def get_session(conn: Connection, user_id: UUID, session_id: UUID, *, deleted: bool = False) -> Session:
    """Raises NotFound; a deleted session is found only when `deleted` says so."""
    cursor = await conn.execute(
        _SESSION + "where s.user_id = %s and s.session_id = %s and (%s or deleted_at is null)",
        (user_id, session_id, deleted),
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    return Session(**row)


async def list_sessions(conn: Connection, user_id: UUID) -> list[Session]:
    """Newest first, 200 at most."""
    cursor = await conn.execute(
        _SESSION + "where s.user_id = %s and deleted_at is null and kept order by updated_at desc, session_id limit %s",
        (user_id, MOST_LISTED),
    )
    return [Session(**row) for row in await cursor.fetchall()]


async def find_sessions(
    conn: Connection, user_id: UUID, wanted: list[str]
) -> list[tuple[Session, tuple[UUID, Role, str] | None]]:
    """Those whose title, or one of whose messages, has words that begin like each of these; newest first, 200 at most.

    Beside each session the newest such message: its id, its role and what it is found by.
    """
    cursor = await conn.execute(
        f"""with found as (
                select distinct on (session_id) session_id, message_id, role, text from chat_messages
                where user_id = %(user)s and words @@ %(query)s::tsquery order by session_id, position desc)
            select listed.*, found.message_id, found.role, found.text
            from ({_SESSION}
                  where s.user_id = %(user)s and deleted_at is null and kept
                    and (title_words @@ %(query)s::tsquery or session_id in (select session_id from found))
                  order by updated_at desc, session_id limit %(most)s) listed
                 left join found using (session_id)
            order by updated_at desc, session_id""".encode(),
        {"user": user_id, "query": query(wanted), "most": MOST_LISTED},
    )
    sessions: list[tuple[Session, tuple[UUID, Role, str] | None]] = []
    for row in await cursor.fetchall():
        message_id, role, text = row.pop("message_id"), row.pop("role"), row.pop("text")
        sessions.append((Session(**row), (message_id, role, text) if message_id else None))
    return sessions


async def change_session(
    conn: Connection,
    user_id: UUID,
    session_id: UUID,
    *,
    title: str | None = None,
    titled_by: Literal["automatic", "listener"] | None = None,
    head_id: UUID | None = None,
    deleted: bool | None = None,
    kept: bool | None = None,
    touched: bool = False,
) -> None:
    """Change what is given. `touched` makes the session the newest."""
    now = clock.now()
    await conn.execute(
        """update chat_sessions set
               title = coalesce(%(title)s, title), title_words = coalesce(array_to_tsvector(%(words)s::text[]), title_words),
               titled_by = coalesce(%(titled_by)s, titled_by),
               head_id = coalesce(%(head)s, head_id), kept = coalesce(%(kept)s, kept),
               deleted_at = case when %(deleted)s::boolean is null then deleted_at
                                 when %(deleted)s then coalesce(deleted_at, %(now)s) end,
               updated_at = case when %(touched)s then %(now)s else updated_at end
           where user_id = %(user)s and session_id = %(session)s""",
        {
            "title": title,
            "words": None if title is None else folded(title),
            "titled_by": titled_by,
            "head": head_id,
            "deleted": deleted,
            "kept": kept,
            "touched": touched,
            "now": now,
            "user": user_id,
            "session": session_id,
        },
    )


async def retitle(conn: Connection, user_id: UUID, session_id: UUID, title: str) -> None:
    """Give another automatic title; one that the listener gave stays."""
    await conn.execute(
        "update chat_sessions set title = %s, title_words = array_to_tsvector(%s::text[]) "
        "where user_id = %s and session_id = %s and titled_by = 'automatic'",
        (title, folded(title), user_id, session_id),
    )


async def nodes(conn: Connection, user_id: UUID, session_id: UUID) -> list[Node]:
    """The places of all messages of a session, oldest first, without their words."""
    cursor = await conn.execute(
        "select message_id, parent_id, ui_id, role from chat_messages "
        "where user_id = %s and session_id = %s order by position",
        (user_id, session_id),
    )
    return [Node(**row) for row in await cursor.fetchall()]


async def messages(conn: Connection, user_id: UUID, session_id: UUID, message_ids: list[UUID]) -> list[Message]:
    """The messages named, in the order named."""
    cursor = await conn.execute(
        "select message_id, parent_id, ui_id, role, parts, metadata, entries, status, created_at from chat_messages "
        "where user_id = %s and session_id = %s and message_id = any(%s)",
        (user_id, session_id, message_ids),
    )
    found = {row["message_id"]: Message(**row) for row in await cursor.fetchall()}
    return [found[message_id] for message_id in message_ids]


async def newest_part(
    conn: Connection, user_id: UUID, session_id: UUID, message_ids: list[UUID], part_type: str
) -> tuple[UUID, Json] | None:
    """The newest part of one type among the messages named, with its message, or None."""
    cursor = await conn.execute(
        """select message_id, part -> 'data' as data
           from chat_messages, jsonb_array_elements(parts) with ordinality as listed (part, place)
           where user_id = %s and session_id = %s and message_id = any(%s) and part ->> 'type' = %s
           order by position desc, place desc limit 1""",
        (user_id, session_id, message_ids, part_type),
    )
    row = await cursor.fetchone()
    return (row["message_id"], row["data"]) if row else None


async def cards(conn: Connection, user_id: UUID, session_id: UUID, message_ids: list[UUID]) -> Sides:
    """The tracks suggested in the messages named, in the order shown, one list for each answer that had some."""
    cursor = await conn.execute(
        """select dense_rank() over (order by m.position, place) as answer, (track ->> 'position')::int as position,
                  (part -> 'data' ->> 'recommendationId')::uuid as recommendation_id,
                  (track ->> 'trackId')::uuid as track_id, (track ->> 'recordingId')::uuid as recording_id,
                  track ->> 'title' as title, track ->> 'artist' as artist
           from chat_messages m, jsonb_array_elements(parts) with ordinality as listed (part, place),
                jsonb_array_elements(part -> 'data' -> 'tracks') as track
           where user_id = %s and session_id = %s and message_id = any(%s) and part ->> 'type' = 'data-recommendation'
           order by 1, 2""",
        (user_id, session_id, message_ids),
    )
    sides: Sides = []
    for row in await cursor.fetchall():
        if row.pop("answer") > len(sides):
            sides.append([])
        sides[-1].append(Card(**row))
    return sides


async def add_message(
    conn: Connection,
    user_id: UUID,
    session_id: UUID,
    *,
    message_id: UUID,
    parent_id: UUID | None,
    ui_id: str,
    role: Role,
    text: str = "",
    parts: list[Json] | None = None,
    status: Status = "done",
) -> None:
    await conn.execute(
        """insert into chat_messages
               (user_id, session_id, message_id, parent_id, ui_id, role, text, words, parts, status, created_at)
           values (%s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]), %s, %s, %s)""",
        (
            user_id,
            session_id,
            message_id,
            parent_id,
            ui_id,
            role,
            text,
            folded(text),
            Jsonb(parts or []),
            status,
            clock.now(),
        ),
    )


async def finish_message(
    conn: Connection,
    user_id: UUID,
    session_id: UUID,
    message_id: UUID,
    *,
    status: Status,
    text: str,
    parts: list[Json],
    metadata: Json,
    entries: list[Json],
) -> None:
    """Store an answer as it ended."""
    found_by = searchable(text, parts)
    await conn.execute(
        "update chat_messages set status = %s, text = %s, words = array_to_tsvector(%s::text[]), parts = %s, metadata = %s, entries = %s "
        "where user_id = %s and session_id = %s and message_id = %s",
        (
            status,
            found_by,
            folded(found_by),
            Jsonb(parts, to_json),
            Jsonb(metadata, to_json),
            Jsonb(entries, to_json),
            user_id,
            session_id,
            message_id,
        ),
    )


async def questions(conn: Connection, user_id: UUID, answer_ids: list[UUID]) -> dict[UUID, str]:
    """The listener's words that each of the answers named was given to."""
    cursor = await conn.execute(
        """select answer.message_id, question.text from chat_messages answer join chat_messages question
               on (question.user_id, question.session_id, question.message_id)
                = (answer.user_id, answer.session_id, answer.parent_id)
           where answer.user_id = %s and answer.message_id = any(%s) and question.role = 'user'""",
        (user_id, answer_ids),
    )
    return {row["message_id"]: row["text"] for row in await cursor.fetchall()}


async def forget_deleted(conn: Connection, before: datetime) -> None:
    """Erase the conversations of all listeners that were deleted before a moment, words and all."""
    await conn.execute("delete from chat_sessions where deleted_at < %s", (before,))
