"""The table `chat_confirmations`: changes that a language model proposed, each bound to its account, session and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb
from pydantic_core import to_json

from echotune.chat.parts import Confirmation
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest, NotFound
from echotune.core.wire import WireModel

State = Literal["waiting", "confirmed", "declined", "expired"]
WAITS_FOR: Final = timedelta(minutes=10)
KEY_TAKEN: Final = "This Idempotency-Key was used for another decision."


@dataclass(frozen=True)
class Waiting:
    """One proposed change as stored. `document` is what its tool carries out, and what `sentence` says."""

    user_id: UUID
    session_id: UUID
    message_id: UUID
    confirmation_id: UUID
    tool: str
    document: dict[str, Any]
    sentence: str
    state: State
    outcome: str | None
    decided_key: str | None
    expires_at: datetime

    @property
    def expired(self) -> bool:
        return self.state == "expired" or (self.state == "waiting" and clock.now() >= self.expires_at)

    def shown(self) -> Confirmation:
        return Confirmation(
            confirmation_id=self.confirmation_id,
            sentence=self.sentence,
            tool=self.tool,
            state="expired" if self.expired else self.state,
            expires_at=self.expires_at,
            outcome=self.outcome,
        )


_SELECT = """
    select user_id, session_id, message_id, confirmation_id, tool, document, sentence, state, outcome, decided_key,
           expires_at
    from chat_confirmations where user_id = %s and session_id = %s"""


async def add(
    conn: Connection,
    user_id: UUID,
    session_id: UUID,
    message_id: UUID,
    tool: str,
    document: WireModel,
    sentence: str,
) -> Waiting:
    now = clock.now()
    confirmation_id = uuid4()
    await conn.execute(
        """insert into chat_confirmations
               (user_id, session_id, message_id, confirmation_id, tool, document, sentence, proposed_at, expires_at)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s)""",
        (
            user_id,
            session_id,
            message_id,
            confirmation_id,
            tool,
            Jsonb(document, to_json),
            sentence,
            now,
            now + WAITS_FOR,
        ),
    )
    return await get(conn, user_id, session_id, confirmation_id)


async def get(
    conn: Connection, user_id: UUID, session_id: UUID, confirmation_id: UUID, *, held: bool = False
) -> Waiting:
    """`held`: nobody else decides on it until this transaction ends. Raises NotFound."""
    cursor = await conn.execute(
        _SELECT + " and confirmation_id = %s" + (" for update" if held else ""), (user_id, session_id, confirmation_id)
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    return Waiting(**row)


async def waiting(conn: Connection, user_id: UUID, session_id: UUID) -> list[Waiting]:
    """What waits in a session, first proposed first."""
    cursor = await conn.execute(
        _SELECT + " and state = 'waiting' order by proposed_at, confirmation_id", (user_id, session_id)
    )
    return [Waiting(**row) for row in await cursor.fetchall()]


async def of_messages(conn: Connection, user_id: UUID, session_id: UUID, message_ids: list[UUID]) -> list[Waiting]:
    """Every change proposed in the messages named, decided or not."""
    cursor = await conn.execute(_SELECT + " and message_id = any(%s)", (user_id, session_id, message_ids))
    return [Waiting(**row) for row in await cursor.fetchall()]


async def decide(
    conn: Connection,
    change: Waiting,
    state: State,
    *,
    result: dict[str, Any] | None = None,
    outcome: str | None = None,
    key: str | None = None,
) -> Waiting:
    """Store what became of a change. Raises InvalidRequest for a key that decided another at the same moment."""
    try:
        await conn.execute(
            """update chat_confirmations set state = %s, result = %s, outcome = %s, decided_key = %s
               where user_id = %s and session_id = %s and confirmation_id = %s""",
            (
                state,
                Jsonb(result, to_json) if result else None,
                outcome,
                key,
                change.user_id,
                change.session_id,
                change.confirmation_id,
            ),
        )
    except UniqueViolation as taken:
        raise InvalidRequest(KEY_TAKEN, code="idempotency_key_reused") from taken
    return await get(conn, change.user_id, change.session_id, change.confirmation_id)


async def decided_with(conn: Connection, user_id: UUID, key: str) -> UUID | None:
    """The change that an Idempotency-Key decided."""
    cursor = await conn.execute(
        "select confirmation_id from chat_confirmations where user_id = %s and decided_key = %s", (user_id, key)
    )
    row = await cursor.fetchone()
    return row["confirmation_id"] if row else None
