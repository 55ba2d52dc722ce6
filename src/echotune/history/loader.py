"""One batch into the database, in one transaction: tracks, plays, rejected rows, counters and the checkpoint.

Crash-exact (R1): whatever dies, either all of a batch is there or nothing of it, its checkpoint included. So
`synchronous_commit` may be off: a commit lost in a crash of the server takes rows and checkpoint away together, and
the rows are read again. Rows go by COPY into a temporary table, then by INSERT .. ON CONFLICT DO NOTHING.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg

from echotune.catalog.store import keep_tracks
from echotune.core import clock
from echotune.history.batch import Batch
from echotune.history.copy_rows import PLAY_COLUMNS
from echotune.history.early import STORED_COLUMNS, Early, read_stored
from echotune.history.interning import Interned
from echotune.history.progress import Progress

_MEMORY = 128 << 20
LISTED_REJECTS = 100_000
"""Beyond these, rejected rows of one import are counted and no longer listed."""
_NAMES = ", ".join(name for name, _ in PLAY_COLUMNS)
_STAGE_PLAYS = (
    "create temporary table if not exists incoming_plays ("
    + ", ".join(f"{name} {kind}" for name, kind in PLAY_COLUMNS)
    + ") on commit delete rows"
)
_EXPLAINED = """
    where not exists (
        select from plays told join tracks long on long.track_id = told.item_id
            join tracks short on short.track_id = incoming_plays.item_id
        where told.user_id = %(user_id)s and told.form <> 'short'
            and told.ended_at >= incoming_plays.ended_at
            and told.ended_at < incoming_plays.ended_at + interval '1 minute'
            and told.ms_played = incoming_plays.ms_played and long.recording_key = short.recording_key
    )
"""
"""A short row that an extended row explains is not stored: same names, same ms, ended in that minute."""

_SUPERSEDE = """
    update plays vague set superseded_by = better.ended_at
    from plays nearby
        join tracks named on named.track_id = nearby.item_id
        cross join lateral (
            select min(told.ended_at) as ended_at
            from plays told join tracks long on long.track_id = told.item_id
            where told.user_id = nearby.user_id and told.form <> 'short'
                and (nearby.form = 'short' or told.form = 'extended')
                and told.ended_at >= nearby.ended_at
                and told.ended_at <= nearby.ended_at
                    + case nearby.form when 'short' then interval '59.999999 seconds' else interval '0' end
                and told.ms_played = nearby.ms_played and long.recording_key = named.recording_key
        ) better
    where nearby.user_id = %(user_id)s and nearby.form <> 'extended'
        and nearby.ended_at between %(first)s - interval '1 minute' and %(last)s
        and vague.user_id = nearby.user_id and vague.ended_at = nearby.ended_at
        and vague.item_id = nearby.item_id and vague.ms_played = nearby.ms_played
        and better.ended_at is not null and vague.superseded_by is distinct from better.ended_at
"""
"""A vague row that came before the one that explains it stays, and leaves every view: a short row that an extended
one explains, or a row without a URI beside one with it. The answer depends on the rows alone, not on their order."""


Artists = Interned[bytes, str]
"""Track id -> artist, for what this import has met."""


class Loader:
    """Writes the batches of one import over one connection, which must be in autocommit mode."""

    def __init__(
        self, conn: psycopg.Connection[Any], user_id: UUID, import_id: UUID, source: str, early: Early
    ) -> None:
        self._conn = conn
        self._early = early
        self._source = source
        self._ids = {"user_id": user_id, "import_id": import_id, "source": source}
        conn.execute("set time zone 'UTC'")
        conn.execute("set synchronous_commit = off")
        conn.execute(_STAGE_PLAYS)

    def write(self, batch: Batch, progress: Progress, artist_of: Artists, *, announce: bool) -> str:
        """Store the batch; `progress` is counted up in the same transaction. Returns the import's status."""
        with self._conn.transaction():
            keep_tracks(self._conn, batch.tracks, self._source)
            stored = self._plays(batch, artist_of)
            progress.early = self._early.insights()
            self._rejects(batch, progress)
            progress.library_items += self._entries(batch)
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

    def _plays(self, batch: Batch, artist_of: Artists) -> int:
        if not batch.plays:
            return 0
        with (
            self._conn.cursor() as cursor,
            cursor.copy("copy incoming_plays from stdin (format binary)") as copy,
        ):
            copy.write(batch.plays_document())
        unexplained = _EXPLAINED if batch.short else ""
        with (
            self._conn.cursor() as cursor,
            cursor.copy(
                f"copy (insert into plays (user_id, import_id, source, {_NAMES}) "
                f"select %(user_id)s, %(import_id)s, %(source)s, {_NAMES} from incoming_plays {unexplained} "
                f"on conflict do nothing returning {STORED_COLUMNS}) to stdout (format binary)",
                self._ids,
            ) as added,
        ):
            rows = read_stored(b"".join(added))
        self._early.add(rows, artist_of)
        stored = len(rows)
        if stored:
            self._conn.execute(
                _SUPERSEDE, {**self._ids, "first": _moment(batch.first_ended_us), "last": _moment(batch.last_ended_us)}
            )
        return stored

    def _rejects(self, batch: Batch, progress: Progress) -> None:
        """Rows of history files alone: what a library file holds is no row that was read."""
        file = progress.files[batch.file]
        if file.kind != "history" or not batch.rejects:
            return
        listed = batch.rejects[: max(0, LISTED_REJECTS - progress.rejected)]
        for reject in batch.rejects:
            progress.reject(reject.reason)
        user_id, import_id = self._ids["user_id"], self._ids["import_id"]
        with (
            self._conn.cursor() as cursor,
            cursor.copy("copy import_rejects (user_id, import_id, file, row_number, reason) from stdin") as copy,
        ):
            for reject in listed:
                copy.write_row((user_id, import_id, file.name, reject.row_number, reject.reason))

    def _entries(self, batch: Batch) -> int:
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


def _moment(ended_us: int | None) -> datetime:
    return datetime.fromtimestamp((ended_us or 0) / 1e6, UTC)


def early_of(conn: psycopg.Connection[Any], user_id: UUID, import_id: UUID, zone: ZoneInfo) -> Early:
    """The early insights of what an import had stored before it was interrupted."""
    early, ids = Early(zone), {"user_id": user_id, "import_id": import_id}
    mine = "from plays where user_id = %(user_id)s and import_id = %(import_id)s"
    artists = conn.execute(f"select track_id, artist from tracks where track_id in (select item_id {mine})", ids)
    artist_of: Artists = Interned(_MEMORY)
    for track_id, artist in artists:
        artist_of.keep(track_id.bytes, artist, len(artist))
    with (
        conn.cursor() as cursor,
        cursor.copy(f"copy (select {STORED_COLUMNS} {mine}) to stdout (format binary)", ids) as stored,
    ):
        early.add(read_stored(b"".join(stored)), artist_of)
    return early
