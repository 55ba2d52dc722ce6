"""Writes down what was sent and what it cost, in the background: no answer waits for it, and a busy or absent database
delays the record and does not lose it.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from typing import Final
from uuid import UUID

import psycopg

from echotune.core import metrics
from echotune.core.db import Connection, Database
from echotune.core.errors import Unavailable
from echotune.core.settings import LlmSettings
from echotune.core.telemetry import get_logger
from echotune.llm import sent_store, usage_store
from echotune.llm.link import Link
from echotune.llm.pruning import prune
from echotune.llm.sent import Bound, Ended, Left
from echotune.llm.usage import Spent

log = get_logger(__name__)

MOST_WAITING: Final = 2000
"""Entries that may wait for the database; the oldest goes first."""
BATCH: Final = 50
RETRY_SECONDS: Final = 2.0
CLOSE_SECONDS: Final = 2.0
PRUNE_EVERY: Final = 20
"""A listener's records are held to their limits after so many, and by a job every hour."""


class Ledger:
    """One a process. Without a database it only counts."""

    def __init__(self, database: Database | None, settings: LlmSettings) -> None:
        self._database, self._settings = database, settings
        self._waiting: deque[tuple[Bound, Link, Left] | Ended] = deque(maxlen=MOST_WAITING)
        self._writing: asyncio.Task[None] | None = None
        self._since_pruned: Counter[UUID] = Counter()
        self._totals: Counter[tuple[str, str]] = Counter()

    def left(self, bound: Bound, link: Link, request: Left) -> None:
        """A request goes out. Never waits."""
        if self._settings.sent_days > 0:
            self._add((bound, link, request))

    def ended(self, ended: Ended) -> None:
        """A try is over. Never waits."""
        self._count(ended.link.provider, ended.spent)
        if ended.bound:
            self._add(ended)

    async def settle(self) -> None:
        """Wait until all is written."""
        if self._writing:
            await self._writing

    async def close(self) -> None:
        """Write what can be written in two seconds."""
        if self._writing:
            await asyncio.wait([self._writing], timeout=CLOSE_SECONDS)
            self._writing.cancel()

    def _add(self, entry: tuple[Bound, Link, Left] | Ended) -> None:
        if self._database is None:
            return
        if len(self._waiting) == MOST_WAITING:
            log.error("records of language models are lost: the database has been away for too long")
        self._waiting.append(entry)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # Amazon's library sends from a thread; how the try ends is told on the loop
            return
        if self._writing is None or self._writing.done():
            self._writing = loop.create_task(self._write(self._database))

    async def _write(self, database: Database) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            try:
                async with database.connect() as conn:
                    for entry in batch:
                        await self._write_one(conn, entry)
            except Unavailable:
                self._waiting.extendleft(reversed(batch))
                await asyncio.sleep(RETRY_SECONDS)
            except psycopg.Error as failed:
                log.error("records of language models are lost", entries=len(batch), error=type(failed).__name__)

    async def _write_one(self, conn: Connection, entry: tuple[Bound, Link, Left] | Ended) -> None:
        if isinstance(entry, Ended):
            if entry.bound:
                await usage_store.add(conn, entry.bound.user_id, entry.link, entry.at, entry.spent)
                await sent_store.end(conn, entry.bound.user_id, entry)
            return
        bound, link, request = entry
        await sent_store.add(conn, bound, link, request)
        self._since_pruned[bound.user_id] += 1
        if self._since_pruned[bound.user_id] >= PRUNE_EVERY:
            del self._since_pruned[bound.user_id]
            await prune(conn, self._settings, bound.user_id)

    def _count(self, provider: str, used: Spent) -> None:
        self._totals[provider, "input"] += used.input_tokens
        self._totals[provider, "output"] += used.output_tokens
        self._totals[provider, "micro_usd"] += round((used.cost_usd or 0) * 1_000_000)
        for kind in ("input", "output"):
            metrics.put("llm.tokens.count", self._totals[provider, kind], provider=provider, kind=kind)
        metrics.put("llm.cost.usd", self._totals[provider, "micro_usd"] / 1_000_000, provider=provider)
