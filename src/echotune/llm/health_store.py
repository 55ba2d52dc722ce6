"""The history of how language models answered: counts by minute, kept for 30 days. It names no listener."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from echotune.core.db import Connection

KEEP = timedelta(days=30)


class Cell(NamedTuple):
    """Tries of one minute that went alike. `first_word_ms`: about how long the first word took, None: it never came."""

    minute: datetime
    provider: str
    model: str
    outcome: str
    first_word_ms: int | None


async def add(conn: Connection, tries: Counter[Cell], total_ms: Counter[Cell]) -> None:
    """Add to what all processes have seen."""
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "insert into llm_health (minute, provider, model, outcome, first_word_ms, tries, total_ms) "
            "values (%s, %s, %s, %s, %s, %s, %s) "
            "on conflict (minute, provider, model, outcome, first_word_ms) do update "
            "set tries = llm_health.tries + excluded.tries, total_ms = llm_health.total_ms + excluded.total_ms",
            [(*cell, count, total_ms[cell]) for cell, count in sorted(tries.items(), key=str)],
        )


async def since(conn: Connection, begin: datetime) -> Counter[Cell]:
    """Tries from `begin` on, of all processes."""
    cursor = await conn.execute(
        "select minute, provider, model, outcome, first_word_ms, tries from llm_health where minute >= %s", (begin,)
    )
    return Counter(
        {
            Cell(row["minute"], row["provider"], row["model"], row["outcome"], row["first_word_ms"]): row["tries"]
            async for row in cursor
        }
    )


async def forget(conn: Connection, now: datetime) -> None:
    """Drop what is older than 30 days."""
    await conn.execute("delete from llm_health where minute < %s", (now - KEEP,))
