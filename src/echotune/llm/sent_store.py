"""The table `llm_sent`: requests to language models, byte for byte. Every statement names the account."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, LiteralString
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from echotune.core.db import Connection
from echotune.core.errors import NotFound

if TYPE_CHECKING:
    from echotune.llm.link import Link
    from echotune.llm.sent import Bound, Ended, Left

PAGE = 50


@dataclass(frozen=True)
class SentRequest:
    """`status`, `outcome` and what follows are None while no answer has come, or were never told."""

    request_id: UUID
    session_id: UUID | None
    message_id: UUID | None
    at: datetime
    provider: str
    model: str
    method: str
    address: str
    bytes: int
    status: int | None
    outcome: str | None
    latency_ms: int | None
    input_tokens: int | None
    output_tokens: int | None
    cost_usd: Decimal | None


_COLUMNS = """request_id, session_id, message_id, at, provider, model, method, address, octet_length(body) as bytes,
              status, outcome, latency_ms, input_tokens, output_tokens, cost_usd"""


_INSERT: LiteralString = """
    insert into llm_sent (user_id, request_id, session_id, message_id, at, provider, model, method, address, body)
    values (%(user_id)s, %(request_id)s, %(session_id)s, %(message_id)s, %(at)s, %(provider)s, %(model)s, %(method)s,
            %(address)s, %(body)s)
"""


async def add(conn: Connection, bound: Bound, link: Link, request: Left) -> None:
    """Keep a request; not when its listener or conversation has been erased meanwhile."""
    row = {
        "user_id": bound.user_id,
        "request_id": request.request_id,
        "session_id": bound.session_id,
        "message_id": bound.message_id,
        "at": request.at,
        "provider": link.provider,
        "model": link.model_id,
        "method": request.method,
        "address": request.address,
        "body": request.body,
    }
    with suppress(ForeignKeyViolation):
        async with conn.transaction():
            await conn.execute(_INSERT, row)


async def end(conn: Connection, user_id: UUID, ended: Ended) -> None:
    """How a kept request was answered."""
    await conn.execute(
        """update llm_sent set status = %s, outcome = %s, latency_ms = %s, input_tokens = %s, output_tokens = %s,
                  cost_usd = %s where user_id = %s and request_id = %s""",
        (
            ended.status,
            ended.outcome,
            ended.latency_ms,
            ended.spent.input_tokens,
            ended.spent.output_tokens,
            ended.spent.cost_usd,
            user_id,
            ended.request_id,
        ),
    )


async def listed(
    conn: Connection,
    user_id: UUID,
    *,
    session_id: UUID | None = None,
    message_id: UUID | None = None,
    before: UUID | None = None,
) -> list[SentRequest]:
    """Newest first, one more than a page holds when there are more; those older than the request `before`."""
    cursor = await conn.execute(
        f"""select {_COLUMNS} from llm_sent
            where user_id = %(user)s and (%(session)s::uuid is null or session_id = %(session)s)
              and (%(message)s::uuid is null or message_id = %(message)s)
              and (%(before)s::uuid is null or (at, request_id) <
                   (select at, request_id from llm_sent where user_id = %(user)s and request_id = %(before)s))
            order by at desc, request_id desc limit {PAGE + 1}""",
        {"user": user_id, "session": session_id, "message": message_id, "before": before},
    )
    return [SentRequest(**row) for row in await cursor.fetchall()]


async def one(conn: Connection, user_id: UUID, request_id: UUID) -> tuple[SentRequest, bytes]:
    """A request and its body. Raises NotFound."""
    cursor = await conn.execute(
        f"select {_COLUMNS}, body from llm_sent where user_id = %s and request_id = %s", (user_id, request_id)
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    body = bytes(row.pop("body"))
    return SentRequest(**row), body


async def erase(conn: Connection, user_id: UUID) -> None:
    """Forget all that a listener's account sent."""
    await conn.execute("delete from llm_sent where user_id = %s", (user_id,))


async def prune(conn: Connection, user_id: UUID | None, oldest: datetime, most_bytes: int) -> None:
    """Drop what is older than `oldest`, and the oldest beyond `most_bytes` a listener. None: of all listeners."""
    await conn.execute(
        """delete from llm_sent using (
               select user_id, request_id, sum(octet_length(body)) over (
                   partition by user_id order by at desc, request_id desc) as running
               from llm_sent where %(user)s::uuid is null or user_id = %(user)s) as counted
           where (llm_sent.user_id, llm_sent.request_id) = (counted.user_id, counted.request_id)
             and (at < %(oldest)s or running > %(most)s)""",
        {"user": user_id, "oldest": oldest, "most": most_bytes},
    )
