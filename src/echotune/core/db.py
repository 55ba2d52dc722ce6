"""The database: one pool a process, migrations at start, one way to get a connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from echotune.core.embedded_postgres import EmbeddedPostgres
from echotune.core.errors import Unavailable
from echotune.core.migrations import schema
from echotune.core.places import Places
from echotune.core.settings import Settings
from echotune.core.telemetry import get_logger

Connection = AsyncConnection[DictRow]
LINE_SECONDS = 20.0
WATCH_SECONDS = 5
REVIVE_AFTER_SECONDS = 15  # long enough for an operator who stopped it on purpose
log = get_logger(__name__)


async def fetch_one(conn: Connection, query: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> DictRow:
    """The one row of a query that always has one (an aggregate, an insert that returns)."""
    cursor = await conn.execute(query, parameters)
    row = await cursor.fetchone()
    if row is None:
        raise LookupError("a query that always has a row had none")
    return row


class Database:
    """A pool of connections to the product's PostgreSQL, embedded or given by `DATABASE_URL`."""

    def __init__(self, dsn: str, settings: Settings, embedded: EmbeddedPostgres | None = None) -> None:
        self.dsn = dsn
        self._embedded = embedded
        self._watch: asyncio.Task[None] | None = None
        self._wait_seconds = settings.database.pool_wait_seconds
        self._places = Places(settings.database.pool_size)
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            dsn,
            min_size=1,
            max_size=settings.database.pool_size,
            open=False,
            timeout=self._wait_seconds,
            reconnect_timeout=5,
            kwargs={"row_factory": dict_row, "connect_timeout": 2},
        )

    @classmethod
    async def open(cls, settings: Settings) -> Database:
        """Start or find the server, bring the schema up to date, open the pool."""
        dsn, embedded = settings.database.url, None
        if dsn is None:
            embedded = EmbeddedPostgres(settings.home)
            dsn = await asyncio.to_thread(embedded.start)
        await asyncio.to_thread(schema.upgrade, dsn)
        database = cls(dsn, settings, embedded)
        await database._pool.open()
        if embedded:
            database._watch = asyncio.create_task(database._revive(embedded))
        return database

    async def close(self) -> None:
        if self._watch:
            self._watch.cancel()
        await self._pool.close(timeout=2)
        if self._embedded:
            await asyncio.to_thread(self._embedded.stop)

    async def _revive(self, embedded: EmbeddedPostgres) -> None:
        """Start the embedded server again when it died and nobody did so: there is no operator to do it."""
        down_seconds = 0
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            down_seconds = 0 if embedded.is_running() else down_seconds + WATCH_SECONDS
            if down_seconds >= REVIVE_AFTER_SECONDS:
                log.warning("the embedded database died; starting it again")
                await asyncio.to_thread(embedded.restart)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        """A connection in a transaction: committed when the block ends well, rolled back when it raises.

        When all are in use, who asks waits in line: many at once are slow, not refused. Raises Unavailable when the
        database is away, at once for everybody in the line, or when the line is too long.
        """
        try:
            await self._places.take(LINE_SECONDS)
        except TimeoutError as crowded:
            raise _away() from crowded
        try:
            async with self._pool.connection(timeout=self._wait_seconds) as conn:
                yield conn
        except PoolTimeout as gone:
            self._places.give_up(_away)
            raise _away() from gone
        except psycopg.OperationalError as gone:
            raise _away() from gone
        finally:
            self._places.leave()

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Connection]:
        """A connection for statements that only read and need not agree with each other: without a transaction, which
        would take two messages more to the database."""
        async with self.connect() as conn:
            await conn.set_autocommit(True)
            try:
                yield conn
            finally:
                if not conn.closed:
                    await conn.set_autocommit(False)


def _away() -> Unavailable:
    return Unavailable(
        "The database does not answer. Nothing was lost; try again in a moment.",
        code="database_unavailable",
        retry_after_seconds=2,
    )
