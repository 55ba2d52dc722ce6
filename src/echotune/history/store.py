"""The tables `imports` and `import_rejects`, for the web and the terminal. Plays are written by `loader` alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from echotune.core import clock
from echotune.core.db import Connection, fetch_one
from echotune.core.errors import NotFound
from echotune.history.importing import LOCK_CLASS

Origin = dict[str, Any]
"""Where the rows come from: `{"kind": "upload"}`, `{"kind": "paths", ...}` or `{"kind": "demo", "rows", "seed", "until"}`."""

UNFINISHED = ("waiting", "running", "cancelling")
SILENT_AFTER = timedelta(seconds=5)
"""A waiting import says several times a second that it lives."""


def origin_of_paths(paths: Sequence[Path]) -> Origin:
    """The same paths with the same content give the same origin."""
    stamps = [(str(path.absolute()), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    return {"kind": "paths", "paths": [{"path": path, "bytes": size, "changed": at} for path, size, at in stamps]}


async def create(
    conn: Connection,
    user_id: UUID,
    file_name: str,
    origin: Origin,
    *,
    import_id: UUID | None = None,
    idempotency_key: str | None = None,
    body_sha256: str | None = None,
) -> UUID:
    """A new import that waits for its turn; returns its id. Raises UniqueViolation when the idempotency key is taken."""
    import_id, now = import_id or uuid4(), clock.now()
    await conn.execute(
        "insert into imports (user_id, import_id, status, file_name, demo, origin, idempotency_key, body_sha256, "
        "created_at, updated_at) values (%s, %s, 'waiting', %s, %s, %s, %s, %s, %s, %s)",
        (
            user_id, import_id, file_name.replace("\x00", "")[:200], origin["kind"] == "demo", Jsonb(origin),
            idempotency_key, body_sha256, now, now,
        ),
    )  # fmt: skip
    return import_id


async def take_up(conn: Connection, user_id: UUID, origin: Origin) -> UUID | None:
    """The latest import from the same origin, if it did not finish and nobody works on it; it waits again."""
    cursor = await conn.execute(
        "select import_id, status, updated_at from imports where user_id = %s and origin = %s "
        "order by created_at desc limit 1",
        (user_id, Jsonb(origin)),
    )
    latest = await cursor.fetchone()
    if latest is None or latest["status"] == "done":
        return None
    if latest["status"] == "waiting" and latest["updated_at"] > clock.now() - SILENT_AFTER:
        return None
    if latest["status"] in ("running", "cancelling") and await is_busy(conn, user_id):
        return None
    await conn.execute(
        "update imports set status = 'waiting', updated_at = %s where user_id = %s and import_id = %s",
        (clock.now(), user_id, latest["import_id"]),
    )
    found: UUID = latest["import_id"]
    return found


async def is_busy(conn: Connection, user_id: UUID) -> bool:
    """Whether an import of the account runs now, in whatever process."""
    row = await fetch_one(
        conn, "select pg_try_advisory_xact_lock(%s, hashtext(%s)) as free", (LOCK_CLASS, str(user_id))
    )
    return not row["free"]


_COLUMNS = """
    i.import_id, i.status, i.file_name, i.demo, i.origin, i.progress, i.error_code, i.error_message, i.body_sha256,
    i.created_at, i.started_at, i.finished_at, i.updated_at, (
        select file_name from imports other
        where other.user_id = i.user_id and other.import_id <> i.import_id and i.status = 'waiting'
            and (other.status in ('running', 'cancelling')
                or (other.status = 'waiting' and other.created_at < i.created_at))
        order by other.status = 'waiting', other.created_at limit 1
    ) as waiting_for
"""


async def one(conn: Connection, user_id: UUID, import_id: UUID) -> DictRow:
    """Raises NotFound for a missing one and for somebody else's."""
    cursor = await conn.execute(
        f"select {_COLUMNS} from imports i where user_id = %s and import_id = %s", (user_id, import_id)
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    return row


async def latest(conn: Connection, user_id: UUID, most: int = 50) -> list[DictRow]:
    """Newest first."""
    cursor = await conn.execute(
        f"select {_COLUMNS} from imports i where user_id = %s order by created_at desc, import_id limit %s",
        (user_id, most),
    )
    return await cursor.fetchall()


async def by_key(conn: Connection, user_id: UUID, idempotency_key: str) -> DictRow | None:
    cursor = await conn.execute(
        f"select {_COLUMNS} from imports i where user_id = %s and idempotency_key = %s", (user_id, idempotency_key)
    )
    return await cursor.fetchone()


async def waiting_count(conn: Connection, user_id: UUID) -> int:
    row = await fetch_one(
        conn, "select count(*) as n from imports where user_id = %s and status = 'waiting'", (user_id,)
    )
    return int(row["n"])


async def ask_to_cancel(conn: Connection, user_id: UUID, import_id: UUID) -> None:
    """A waiting one is cancelled at once, a running one at its next batch."""
    now = clock.now()
    await conn.execute(
        "update imports set status = case status when 'waiting' then 'cancelled' else 'cancelling' end, "
        "finished_at = case status when 'waiting' then %s end, updated_at = %s "
        "where user_id = %s and import_id = %s and status in ('waiting', 'running')",
        (now, now, user_id, import_id),
    )


async def wait_again(conn: Connection, user_id: UUID, import_id: UUID) -> bool:
    """Let a cancelled or failed import wait for its turn again; False when it is in no such state."""
    cursor = await conn.execute(
        "update imports set status = 'waiting', finished_at = null, error_code = null, error_message = null, "
        "updated_at = %s where user_id = %s and import_id = %s and status in ('cancelled', 'failed')",
        (clock.now(), user_id, import_id),
    )
    return cursor.rowcount > 0


async def fail(conn: Connection, user_id: UUID, import_id: UUID, code: str, message: str) -> None:
    """Say why an unfinished import ended."""
    now = clock.now()
    await conn.execute(
        "update imports set status = 'failed', error_code = %s, error_message = %s, finished_at = %s, updated_at = %s "
        "where user_id = %s and import_id = %s and status in ('waiting', 'running', 'cancelling')",
        (code, message, now, now, user_id, import_id),
    )


async def still_waits(conn: Connection, user_id: UUID, import_id: UUID) -> None:
    """Say that somebody waits with it."""
    await conn.execute(
        "update imports set updated_at = %s where user_id = %s and import_id = %s and status = 'waiting'",
        (clock.now(), user_id, import_id),
    )


async def unfinished(conn: Connection) -> list[DictRow]:
    """All imports, of whomever, that a stopped process may have left."""
    cursor = await conn.execute(
        "select user_id, import_id, status, origin, created_at, updated_at from imports "
        "where status in ('waiting', 'running', 'cancelling') order by created_at"
    )
    return await cursor.fetchall()


async def is_over_since(conn: Connection, import_id: UUID, moment: datetime) -> bool:
    """Whether the import ended before `moment`, or does not exist."""
    cursor = await conn.execute(
        "select finished_at < %s as over from imports where import_id = %s", (moment, import_id)
    )
    row = await cursor.fetchone()
    return row is None or bool(row["over"])


async def rejects(conn: Connection, user_id: UUID, import_id: UUID) -> AsyncIterator[DictRow]:
    """Rejected rows in the order of files and rows, streamed."""
    async with conn.cursor(name="rejects") as cursor:
        await cursor.execute(
            "select file, row_number, reason from import_rejects where user_id = %s and import_id = %s "
            "order by file, row_number",
            (user_id, import_id),
        )
        async for row in cursor:
            yield row
