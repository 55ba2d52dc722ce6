"""The table `taste_corrections`."""

from __future__ import annotations

from uuid import UUID

from echotune.core.db import Connection
from echotune.taste.steering import Correction

_COLUMNS = "kind, target, label, action, created_at"


async def put_correction(conn: Connection, user_id: UUID, correction: Correction) -> None:
    """Keep a correction; a second one of the same thing replaces the first."""
    await conn.execute(
        "insert into taste_corrections (user_id, kind, target, label, action, created_at) values (%s, %s, %s, %s, %s, %s) "
        "on conflict (user_id, kind, target) do update "
        "set label = excluded.label, action = excluded.action, created_at = excluded.created_at",
        (
            user_id,
            correction.kind,
            correction.target,
            correction.label,
            correction.action,
            correction.created_at,
        ),
    )


async def remove_correction(conn: Connection, user_id: UUID, kind: str, target: str) -> bool:
    """Whether there was one."""
    cursor = await conn.execute(
        "delete from taste_corrections where user_id = %s and kind = %s and target = %s", (user_id, kind, target)
    )
    return cursor.rowcount == 1


async def count_corrections(conn: Connection, user_id: UUID) -> int:
    cursor = await conn.execute("select count(*) as number from taste_corrections where user_id = %s", (user_id,))
    row = await cursor.fetchone()
    return int(row["number"]) if row else 0
