"""How long what was sent is kept, and how much of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.settings import LlmSettings
from echotune.llm import sent_store


async def prune(conn: Connection, settings: LlmSettings, user_id: UUID | None = None) -> None:
    """Hold the records of a listener, or of all, to the days and bytes in the settings."""
    oldest = clock.now() - timedelta(days=settings.sent_days)
    await sent_store.prune(conn, user_id, oldest, round(settings.sent_mb * 1_000_000))
