"""Run one import: its turn, its files, its end. Synchronous; runs in a process of its own, or in the terminal's.

A lost database is waited for: the run then goes on from the checkpoint that the database has, which may be older than
the one we remember, because commits are not flushed one by one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg

from echotune.core import clock
from echotune.core.errors import EchoTuneError, NotFound, Unavailable
from echotune.history.archive import Sources
from echotune.history.early import Early
from echotune.history.loader import early_of
from echotune.history.progress import Progress, restored
from echotune.history.reading import Cancelled, Reading, Watch

LOCK_CLASS = 7_241_002
"""Advisory locks (LOCK_CLASS, hash of the account): one import per account at a time."""
TURN_POLL_SECONDS = 0.3
DATABASE_WAIT_SECONDS = 60
INTERRUPTED = ("interrupted", "The import was interrupted. Run it again: it goes on from where it was.")


@dataclass(frozen=True)
class Order:
    """What to import, for whom. `source` is written on plays and tracks: `export`, or `demo`."""

    dsn: str
    user_id: UUID
    import_id: UUID
    source: str = "export"


def run(order: Order, open_sources: Callable[[], Sources], watch: Watch) -> Progress:
    """Import everything, going on from the checkpoint if there is one. Returns the final progress.

    Raises Cancelled when that was wished, and EchoTuneError with a clear message; the import's row then says the same.
    """
    gone_since: float | None = None
    last_read = -1
    while True:
        try:
            with psycopg.connect(order.dsn, connect_timeout=5, autocommit=True) as conn:
                return _attempt(conn, order, open_sources, watch)
        except (psycopg.OperationalError, psycopg.InterfaceError) as gone:
            if watch.rows_read > last_read:
                gone_since, last_read = None, watch.rows_read
            gone_since = gone_since or time.monotonic()
            if watch.wants_stop() or time.monotonic() - gone_since > DATABASE_WAIT_SECONDS:
                raise Unavailable(
                    "The database went away and did not come back. What was stored is safe; run the import again.",
                    code="database_unavailable",
                ) from gone
            time.sleep(1)


def _attempt(
    conn: psycopg.Connection[Any], order: Order, open_sources: Callable[[], Sources], watch: Watch
) -> Progress:
    with _turn(conn, order, watch):
        progress = _begin(conn, order)
        try:
            zone = _zone(conn, order)
            early = early_of(conn, order.user_id, order.import_id, zone) if progress.stored else Early(zone)
            with open_sources() as sources:
                Reading(conn, order, early, sources, progress, watch).all()
        except Cancelled:
            _end(conn, order, "cancelled")
            raise
        except EchoTuneError as failed:
            _end(conn, order, "failed", (failed.problem_code, failed.message))
            raise
        _end(conn, order, "done")
        return progress


@contextmanager
def _turn(conn: psycopg.Connection[Any], order: Order, watch: Watch) -> Iterator[None]:
    """Wait until no other import of the account runs. The lock dies with the connection."""
    key = (LOCK_CLASS, str(order.user_id))
    while not _one(conn, "select pg_try_advisory_lock(%s, hashtext(%s))", key):
        watch.waiting()
        status = _one(
            conn,
            "update imports set updated_at = %s where user_id = %s and import_id = %s returning status",
            (clock.now(), order.user_id, order.import_id),
        )
        if watch.wants_stop() or status not in ("waiting", "running"):
            _end(conn, order, "cancelled")
            raise Cancelled
        time.sleep(TURN_POLL_SECONDS)
    try:
        yield
    finally:
        if not conn.closed:
            _one(conn, "select pg_advisory_unlock(%s, hashtext(%s))", key)


def _begin(conn: psycopg.Connection[Any], order: Order) -> Progress:
    """Mark it running. Whatever else of the account says that it runs is dead: we hold the lock."""
    now = clock.now()
    with conn.transaction():
        conn.execute(
            "update imports set status = 'failed', error_code = %s, error_message = %s, finished_at = %s, updated_at = %s "
            "where user_id = %s and import_id <> %s and status in ('running', 'cancelling') "
            "and origin ->> 'kind' = 'paths'",
            (*INTERRUPTED, now, now, order.user_id, order.import_id),
        )
        row = conn.execute(
            "update imports set status = 'running', started_at = coalesce(started_at, %s), updated_at = %s, "
            "finished_at = null, error_code = null, error_message = null "
            "where user_id = %s and import_id = %s and status in ('waiting', 'running') returning progress",
            (now, now, order.user_id, order.import_id),
        ).fetchone()
    if row is None:
        status = _one(
            conn,
            "select status from imports where user_id = %s and import_id = %s",
            (order.user_id, order.import_id),
        )
        if status is None or status == "done":
            raise NotFound()
        _end(conn, order, "cancelled")
        raise Cancelled
    return restored(row[0])


def _end(conn: psycopg.Connection[Any], order: Order, status: str, error: tuple[str, str] | None = None) -> None:
    """The last word on it, durable before it is said; models are rebuilt from here on."""
    now = clock.now()
    code, message = error or (None, None)
    with conn.transaction():
        conn.execute("set local synchronous_commit = on")
        conn.execute(
            "update imports set status = %s, error_code = %s, error_message = %s, finished_at = %s, updated_at = %s "
            "where user_id = %s and import_id = %s",
            (status, code, message, now, now, order.user_id, order.import_id),
        )
        conn.execute("update accounts set data_version = data_version + 1 where user_id = %s", (order.user_id,))


def _zone(conn: psycopg.Connection[Any], order: Order) -> ZoneInfo:
    return ZoneInfo(_one(conn, "select time_zone from accounts where user_id = %s", (order.user_id,)))


def _one(conn: psycopg.Connection[Any], query: str, parameters: tuple[object, ...]) -> Any:
    """The first cell; None when there is no row."""
    row = conn.execute(query.encode(), parameters).fetchone()
    return row[0] if row else None
