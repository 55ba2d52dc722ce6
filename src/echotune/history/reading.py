"""One pass over the files of an import: parse, batch, write, keep count.

Reading and writing overlap: while the database works on one batch, the next is parsed. A batch holds rows of one file,
ends within BATCH_SECONDS, and is the unit of progress, of cancelling and of resuming.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

import psycopg

from echotune.core.errors import EchoTuneError, InvalidRequest
from echotune.history.archive import Sources
from echotune.history.batch import MOST_BYTES, Batch, Encoder
from echotune.history.early import Early
from echotune.history.formats import Format
from echotune.history.loader import Loader
from echotune.history.progress import FileProgress, Progress
from echotune.history.rows import Block
from echotune.history.source_file import SourceFile

BATCH_ROWS = 20_000
BATCH_SECONDS = 0.5
ANNOUNCE_SECONDS = 4
"""How often models may be told, while it runs, that there are new plays."""


class Cancelled(Exception):
    """The listener wants it to stop; what is stored stays."""


class Owner(Protocol):
    """Whose import it is, and what is written as source."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def import_id(self) -> UUID: ...
    @property
    def source(self) -> str: ...


class Watch:
    """How the importing process is watched and stopped from within: the terminal's bar and its Ctrl-C."""

    def __init__(
        self,
        show: Callable[[str, Progress], None] = lambda status, progress: None,
        wants_stop: Callable[[], bool] = lambda: False,
        longest_seconds: float = 3600,
    ) -> None:
        self._show, self.wants_stop = show, wants_stop
        self._latest = time.monotonic() + longest_seconds
        self.rows_read = 0

    def waiting(self) -> None:
        self._show("waiting", Progress())

    def show(self, status: str, progress: Progress) -> None:
        self.rows_read = progress.read
        self._show(status, progress)
        if time.monotonic() > self._latest:
            raise InvalidRequest(
                "The import took longer than it may. What was stored stays; it can be resumed.", code="too_slow"
            )


class Reading:
    """The writer thread owns the connection while a batch is under way."""

    def __init__(
        self,
        conn: psycopg.Connection[Any],
        owner: Owner,
        early: Early,
        sources: Sources,
        progress: Progress,
        watch: Watch,
    ) -> None:
        self._loader = Loader(conn, owner.user_id, owner.import_id, owner.source, early)
        self._files = sources.files
        self._progress = progress
        self._watch = watch
        self._encoder = Encoder()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="import-writer")
        self._pending: Future[str] | None = None
        self._began = self._announced = time.monotonic()
        self._rows_at_start, self._bytes_at_start = progress.read, progress.bytes_done

    def all(self) -> None:
        """Everything from the checkpoint on. Raises Cancelled, or InvalidRequest when nothing can be read at all."""
        progress = self._progress
        if [file.name for file in progress.files] != [file.label for file in self._files]:
            progress.start([_file_progress(file) for file in self._files])
            progress.bytes_total = sum(file.size for file in self._files if file.format)
        if not any(file.format for file in self._files):
            raise _nothing_to_read(self._files)
        with self._writer:
            for number in range(progress.checkpoint_file, len(self._files)):
                known = self._files[number].format
                if known:
                    self._file(number, known)
            self._settle()
        progress.seconds_left, progress.bytes_done = 0.0, progress.bytes_total
        self._loader.checkpoint(progress)

    def _file(self, number: int, known: Format) -> None:
        file = self._files[number]
        done = self._progress.checkpoint_rows if number == self._progress.checkpoint_file else 0
        batch, since, seen = Batch(number, done), time.monotonic(), 0
        for block in known.read(file.chunks(), file.sample):
            self._encoder.add(_without(block, min(block.rows, done - seen), seen), batch)
            seen += block.rows
            full = batch.rows >= BATCH_ROWS or batch.size >= MOST_BYTES
            if full or (batch.rows and time.monotonic() - since > BATCH_SECONDS):
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
        self._watch.show(status, self._progress)
        if status == "cancelling" or self._watch.wants_stop():
            raise Cancelled

    def _write(self, batch: Batch, ended: SourceFile | None) -> str:
        progress = self._progress
        file = progress.files[batch.file]
        file.rows = batch.rows_before + batch.rows
        file.status = "reading"
        file.note_unknown_keys(batch.unknown_keys)
        progress.checkpoint_file, progress.checkpoint_rows = batch.file, file.rows
        if ended:
            file.status = "failed" if ended.damaged else "done"
            file.rows_total, file.note = file.rows, ended.note or file.note
            progress.checkpoint_file, progress.checkpoint_rows = batch.file + 1, 0
        if file.kind == "history":
            progress.read += batch.rows
        self._measure(batch)
        announce = time.monotonic() - self._announced > ANNOUNCE_SECONDS
        if announce:
            self._announced = time.monotonic()
        return self._loader.write(batch, progress, self._encoder.artist_of, announce=announce)

    def _measure(self, batch: Batch) -> None:
        progress = self._progress
        elapsed = max(time.monotonic() - self._began, 0.001)
        progress.bytes_done = batch.bytes_read + sum(file.size for file in self._files[: batch.file] if file.format)
        progress.rows_per_second = round((progress.read - self._rows_at_start) / elapsed, 1)
        bytes_a_second = (progress.bytes_done - self._bytes_at_start) / elapsed
        left = progress.bytes_total - progress.bytes_done
        progress.seconds_left = round(left / bytes_a_second, 1) if bytes_a_second > 0 else None
        if batch.last_ended_us is not None:
            progress.current_year = datetime.fromtimestamp(batch.last_ended_us / 1e6, UTC).year


def _nothing_to_read(files: list[SourceFile]) -> EchoTuneError:
    if any(file.note == "encrypted" for file in files):
        return InvalidRequest("This ZIP is encrypted. Unpack it first, then import the folder.", code="encrypted")
    damaged = next((file for file in files if file.damaged), None)
    if damaged:
        return InvalidRequest(
            f"No streaming history could be read. {damaged.label}: {damaged.note}.", code="nothing_to_read"
        )
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
