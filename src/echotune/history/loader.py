"""One batch into the database, in one transaction: tracks, plays, rejected rows, counters and the checkpoint.

Crash-exact (R1): whatever dies, either all of a batch is there or nothing of it, its checkpoint included. So
`synchronous_commit` may be off: a commit lost in a crash of the server takes rows and checkpoint away together, and
the rows are read again. Rows go by COPY into a temporary table, then by INSERT .. ON CONFLICT DO NOTHING.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg

from echotune.catalog.store import keep_tracks
from echotune.core import clock
from echotune.history.batch import Batch
from echotune.history.copy_rows import PLAY_COLUMNS
from echotune.history.progress import Progress

_NAMES = ", ".join(name for name, _ in PLAY_COLUMNS)
_STAGE_PLAYS = (
    "create temporary table if not exists incoming_plays ("
    + ", ".join(f"{name} {kind}" for name, kind in PLAY_COLUMNS)
    + ") on commit delete rows"
)
_EXPLAINED = """
    where not exists (
        select from plays p join tracks long on long.track_id = p.item_id
            join tracks short on short.track_id = incoming_plays.item_id
        where p.user_id = %(user_id)s and p.form = 'extended'
            and p.ended_at >= incoming_plays.ended_at and p.ended_at < incoming_plays.ended_at + interval '1 minute'
            and p.ms_played = incoming_plays.ms_played and long.recording_key = short.recording_key
    )
"""
"""A short row that an extended row explains is not stored: same names, same ms, ended in that minute."""

_SUPERSEDE = """
    update plays p set superseded_by = least(p.superseded_by, e.ended_at)
    from (
        select i.ended_at, i.ms_played, t.recording_key
        from incoming_plays i join tracks t on t.track_id = i.item_id
    ) e, tracks named
    where p.user_id = %(user_id)s and p.form = 'short' and p.ms_played = e.ms_played
        and p.ended_at = date_trunc('minute', e.ended_at)
        and named.track_id = p.item_id and named.recording_key = e.recording_key
        and (p.superseded_by is null or p.superseded_by > e.ended_at)
"""
"""A short row that came first stays, and leaves every view."""


class Loader:
    """Writes the batches of one import over one connection."""

    def __init__(self, conn: psycopg.Connection[Any], user_id: UUID, import_id: UUID, source: str) -> None:
        self._conn = conn
        self._source = source
        self._ids = {"user_id": user_id, "import_id": import_id, "source": source}
        with conn.transaction():
            conn.execute("set time zone 'UTC'")
            conn.execute("set synchronous_commit = off")
            conn.execute(_STAGE_PLAYS)

    def write(self, batch: Batch, progress: Progress, *, announce: bool) -> str:
        """Store the batch; `progress` is counted up in the same transaction. Returns the import's status."""
        with self._conn.transaction():
            keep_tracks(self._conn, batch.tracks, self._source)
            stored = self._plays(batch)
            self._rejects(batch, progress)
            progress.library_items += self._entries(batch, progress)
            progress.stored += stored
            progress.duplicate += batch.plays - stored
            if stored and announce:
                self._conn.execute(
                    "update accounts set data_version = data_version + 1 where user_id = %(user_id)s", self._ids
                )
            return self.checkpoint(progress)

    def checkpoint(self, progress: Progress) -> str:
        """Write `progress` down; returns the status, in which a wish to cancel may stand."""
        row = self._conn.execute(
            "update imports set progress = %(progress)s, updated_at = %(now)s "
            "where user_id = %(user_id)s and import_id = %(import_id)s returning status",
            {**self._ids, "progress": progress.stored_form(), "now": clock.now()},
        ).fetchone()
        return row[0] if row else "cancelling"  # the import was deleted under us

    def _plays(self, batch: Batch) -> int:
        if not batch.plays:
            return 0
        with (
            self._conn.cursor() as cursor,
            cursor.copy("copy incoming_plays from stdin (format binary)") as copy,
        ):
            copy.write(batch.plays_document())
        unexplained = _EXPLAINED if batch.form == "short" else ""
        stored = self._conn.execute(
            f"insert into plays (user_id, import_id, source, {_NAMES}) "
            f"select %(user_id)s, %(import_id)s, %(source)s, {_NAMES} from incoming_plays {unexplained} "
            "on conflict do nothing",
            self._ids,
        ).rowcount
        if batch.form == "extended" and self._has_short_plays():
            self._conn.execute(_SUPERSEDE, self._ids)
        return stored

    def _has_short_plays(self) -> bool:
        found = self._conn.execute(
            "select exists (select from plays where user_id = %(user_id)s and form = 'short')", self._ids
        ).fetchone()
        return bool(found and found[0])

    def _rejects(self, batch: Batch, progress: Progress) -> None:
        for reject in batch.rejects:
            progress.reject(reject.reason)
        if batch.rejects:
            name = progress.files[batch.file].name
            user_id, import_id = self._ids["user_id"], self._ids["import_id"]
            with (
                self._conn.cursor() as cursor,
                cursor.copy("copy import_rejects (user_id, import_id, file, row_number, reason) from stdin") as copy,
            ):
                for reject in batch.rejects:
                    copy.write_row((user_id, import_id, name, reject.row_number, reject.reason))

    def _entries(self, batch: Batch, progress: Progress) -> int:
        if not batch.entries:
            return 0
        with self._conn.cursor() as cursor:
            cursor.executemany(
                "insert into library_items (user_id, track_id, kind, name, added_on, source) "
                "values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
                [
                    (self._ids["user_id"], track_id, entry.kind, entry.name, entry.added_on, self._source)
                    for track_id, entry in batch.entries
                ],
            )
            return cursor.rowcount
