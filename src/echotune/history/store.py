"""The tables `imports` and `import_rejects`, for the web and the terminal. Plays are written by `loader` alone."""

from __future__ import annotations

from uuid import UUID, uuid4

from echotune.core import clock
from echotune.core.db import Connection


async def create(conn: Connection, user_id: UUID, file_name: str, *, demo: bool = False) -> UUID:
    """A new import that waits for its turn; returns its id."""
    import_id, now = uuid4(), clock.now()
    await conn.execute(
        "insert into imports (user_id, import_id, status, file_name, demo, created_at, updated_at) "
        "values (%s, %s, 'waiting', %s, %s, %s, %s)",
        (user_id, import_id, file_name[:200], demo, now, now),
    )
    return import_id
