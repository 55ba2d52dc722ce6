"""Background entry points of language models."""

from __future__ import annotations

from echotune.core.jobs import JobContext
from echotune.llm.pruning import prune


async def prune_sent(context: JobContext) -> None:
    """Hold what was sent to the days and bytes in the settings, for listeners who send nothing more, too."""
    async with context.database.connect() as conn:
        await prune(conn, context.settings.llm)
