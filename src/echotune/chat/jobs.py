"""Background entry points of conversations."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from echotune.core import clock
from echotune.core.jobs import JobContext

RESTORABLE: Final = timedelta(days=1)
"""How long a deleted conversation can be brought back; then its words are gone, and what was sent for it."""


async def forget_deleted(context: JobContext) -> None:
    """Erase conversations that were deleted a day ago."""
    from echotune.chat import store  # with the language engine, which a process that only queues need not load

    async with context.database.connect() as conn:
        await store.forget_deleted(conn, clock.now() - RESTORABLE)
