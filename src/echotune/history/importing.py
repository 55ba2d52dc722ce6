"""Run one import: read the files, write batches, keep the checkpoint. Synchronous; runs in a process of its own.

Reading and writing overlap: while the database works on one batch, the next is parsed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from echotune.core import clock
from echotune.core.errors import EchoTuneError, NotFound
from echotune.history.archive import SourceFile, Sources
from echotune.history.batch import Batch, Encoder
from echotune.history.formats import Format
from echotune.history.loader import Loader
from echotune.history.progress import FileProgress, Progress, restored
from echotune.history.rows import Block

BATCH_ROWS = 20_000
BATCH_SECONDS = 0.5
ANNOUNCE_SECONDS = 4
LOCK_CLASS = 7_241_002
"""Advisory locks (LOCK_CLASS, hash of the account): one import per account at a time."""


class Cancelled(Exception):
    """The listener wants it to stop; what is stored stays."""


@dataclass(frozen=True)
class Order:
    """What to import, for whom. `source` is written on plays and tracks: `export`, or `demo`."""

    dsn: str
    user_id: UUID
    import_id: UUID
    source: str = "export"


Watcher = Callable[[str, Progress], None]
"""Told the status and the progress after each batch, in the importing process."""


def run(order: Order, open_sources: Callable[[], Sources], watch: Watcher, wants_stop: Callable[[], bool]) -> Progress:
    """Import everything, going on from the checkpoint if there is one. Returns the final progress.

    Raises Cancelled, and EchoTuneError with a clear message; the import's row then says the same.
    """
    with psycopg.connect(order.dsn) as conn, _turn(conn, order, watch, wants_stop):
        progress = _begin(conn, order)
        try:
            with open_sources() as sources:
                _Run(conn, order, sources, progress, watch, wants_stop).all()
        except Cancelled:
            _end(conn, order, "cancelled")
            raise
        except EchoTuneError as failed:
            _end(conn, order, "failed", failed)
            raise
        _end(conn, order, "done")
        return progress


@contextmanager
def _turn(
    conn: psycopg.Connection[Any], order: Order, watch: Watcher, wants_stop: Callable[[], bool]
) -> Iterator[None]:
    """Wait until no other import of the account runs. The lock dies with the connection."""
    key = (LOCK_CLASS, str(order.user_id))
    while True:
        row = conn.execute("select pg_try_advisory_lock(%s, hashtext(%s))", key).fetchone()
        conn.commit()
        if row and row[0]:
            break
        watch("waiting", Progress())
        if wants_stop() or _status(conn, order) in ("cancelling", "cancelled"):
            _end(conn, order, "cancelled")
            raise Cancelled
        time.sleep(0.3)
    try:
        yield
    finally:
        if not conn.closed:
            conn.rollback()
            conn.execute("select pg_advisory_unlock(%s, hashtext(%s))", key)
            conn.commit()


def _status(conn: psycopg.Connection[Any], order: Order) -> str:
    row = conn.execute(
        "select status from imports where user_id = %s and import_id = %s", (order.user_id, order.import_id)
    ).fetchone()
    conn.commit()
    return str(row[0]) if row else "cancelled"


def _begin(conn: psycopg.Connection[Any], order: Order) -> Progress:
    """Mark it running. Raises Cancelled if it was cancelled while it waited."""
    now = clock.now()
    with conn.transaction():
        row = conn.execute(
            "update imports set status = 'running', started_at = coalesce(started_at, %s), updated_at = %s, "
            "finished_at = null, error_code = null, error_message = null "
            "where user_id = %s and import_id = %s and status in ('waiting', 'running') returning progress",
            (now, now, order.user_id, order.import_id),
        ).fetchone()
    if row is None:
        if _status(conn, order) in ("cancelling", "cancelled"):
            _end(conn, order, "cancelled")
            raise Cancelled
        raise NotFound()
    return restored(row[0])


def _end(conn: psycopg.Connection[Any], order: Order, status: str, error: EchoTuneError | None = None) -> None:
    """The last word on it, durable before it is said; models are rebuilt from here on."""
    now = clock.now()
    with conn.transaction():
        conn.execute("set local synchronous_commit = on")
        conn.execute(
            "update imports set status = %s, error_code = %s, error_message = %s, finished_at = %s, updated_at = %s "
            "where user_id = %s and import_id = %s",
            (status, error and error.problem_code, error and error.message, now, now, order.user_id, order.import_id),
        )
        conn.execute("update accounts set data_version = data_version + 1 where user_id = %s", (order.user_id,))


class _Run:
    """One pass over the files. The writer thread owns the connection while a batch is under way."""

    def __init__(
        self,
        conn: psycopg.Connection[Any],
        order: Order,
        sources: Sources,
        progress: Progress,
        watch: Watcher,
        wants_stop: Callable[[], bool],
    ) -> None:
        self._loader = Loader(conn, order.user_id, order.import_id, order.source)
        self._files = sources.files
        self._progress = progress
        self._watch, self._wants_stop = watch, wants_stop
        self._encoder = Encoder()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="import-writer")
        self._pending: Future[str] | None = None
        self._began, self._announced = time.monotonic(), time.monotonic()
        self._rows_at_start, self._bytes_at_start = progress.read, progress.bytes_done

    def all(self) -> None:
        progress = self._progress
        if not progress.files:
            progress.files = [_file_progress(file) for file in self._files]
            progress.bytes_total = sum(file.size for file in self._files if file.format)
        with self._writer:
            for number in range(progress.checkpoint_file, len(self._files)):
                known = self._files[number].format
                if known:
                    self._file(number, known)
            self._settle()
        self._finish()

    def _file(self, number: int, known: Format) -> None:
        file = self._files[number]
        done = self._progress.checkpoint_rows if number == self._progress.checkpoint_file else 0
        batch, since, seen = Batch(number, done), time.monotonic(), 0
        for block in known.read(file.chunks(), file.sample):
            self._encoder.add(_without(block, min(block.rows, done - seen), seen), batch)
            seen += block.rows
            if batch.rows >= BATCH_ROWS or (batch.rows and time.monotonic() - since > BATCH_SECONDS):
                batch.bytes_read = file.bytes_read
                self._submit(batch, None)
                batch, since = Batch(number, batch.rows_before + batch.rows), time.monotonic()
        batch.bytes_read = file.size
        self._submit(batch, file)

    def _submit(self, batch: Batch, ended: SourceFile | None) -> None:
        self._settle()
        self._pending = self._writer.submit(self._write, batch, ended)

    def _settle(self) -> None:
        """Wait for the batch under way, and stop here if that is wished."""
        if self._pending is None:
            return
        status = self._pending.result()
        self._pending = None
        self._watch(status, self._progress)
        if status == "cancelling" or self._wants_stop():
            raise Cancelled

    def _write(self, batch: Batch, ended: SourceFile | None) -> str:
        progress = self._progress
        file = progress.files[batch.file]
        file.rows = batch.rows_before + batch.rows
        file.status = "reading"
        progress.checkpoint_file, progress.checkpoint_rows = batch.file, file.rows
        if ended:
            file.status = "failed" if ended.damaged else "done"
            file.rows_total, file.note = file.rows, ended.note
            progress.checkpoint_file, progress.checkpoint_rows = batch.file + 1, 0
        if file.kind == "history":
            progress.read += batch.rows
        self._measure(batch)
        announce = time.monotonic() - self._announced > ANNOUNCE_SECONDS
        if announce:
            self._announced = time.monotonic()
        return self._loader.write(batch, progress, announce=announce)

    def _measure(self, batch: Batch) -> None:
        progress = self._progress
        elapsed = max(time.monotonic() - self._began, 0.001)
        progress.bytes_done = batch.bytes_read + sum(file.size for file in self._files[: batch.file] if file.format)
        progress.seconds = round(elapsed, 3)
        progress.rows_per_second = round((progress.read - self._rows_at_start) / elapsed, 1)
        bytes_a_second = (progress.bytes_done - self._bytes_at_start) / elapsed
        left = progress.bytes_total - progress.bytes_done
        progress.seconds_left = round(left / bytes_a_second, 1) if bytes_a_second > 0 else None
        if batch.last_ended_us is not None:
            progress.current_year = datetime.fromtimestamp(batch.last_ended_us / 1e6, UTC).year

    def _finish(self) -> None:
        """Say so when nothing could be read at all."""
        progress = self._progress
        if not any(file.kind != "other" for file in progress.files):
            raise _nothing_to_read(progress)
        progress.seconds_left = 0.0
        progress.bytes_done = progress.bytes_total
        self._loader.checkpoint(progress)


def _nothing_to_read(progress: Progress) -> EchoTuneError:
    from echotune.core.errors import InvalidRequest

    if any(file.note == "encrypted" for file in progress.files):
        return InvalidRequest("This ZIP is encrypted. Unpack it first, then import the folder.", code="encrypted")
    return InvalidRequest(
        "No file in here is a streaming history. EchoTune reads the ZIP that Spotify sends, its JSON files, or a CSV.",
        code="nothing_to_read",
    )


def _file_progress(file: SourceFile) -> FileProgress:
    if file.format is None:
        return FileProgress(file.label, "", "other", "failed" if file.damaged else "ignored", note=file.note)
    return FileProgress(file.label, file.format.label, file.format.kind, "waiting")


def _without(block: Block, drop: int, before: int) -> Block:
    """The block without its first `drop` rows, which an earlier run has stored; `before` rows of the file precede it.

    Every row is a play, an entry or a reject, so the rejects tell how many of the others to drop.
    """
    if drop <= 0:
        return block
    rejects = [reject for reject in block.rejects if reject.row_number > before + drop]
    others = drop - (len(block.rejects) - len(rejects))
    return Block(block.rows - drop, block.plays[others:], rejects, block.entries[others:], block.unknown_keys)
