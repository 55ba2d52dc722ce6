"""Rows put straight into the tables, for tests that need a record and no import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4, uuid5

from echotune.core.db import Connection

NAMESPACE = UUID("6f9b1c2e-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Heard:
    """One row of audio history."""

    ended_at: datetime
    artist: str
    title: str
    album: str = "Album"
    ms_played: int = 180_000
    reason_start: str = "trackdone"
    reason_end: str = "trackdone"
    kind: str = "audio"

    @property
    def track_id(self) -> UUID:
        return uuid5(NAMESPACE, f"{self.artist}\t{self.title}\t{self.album}")

    @property
    def recording_key(self) -> str:
        return f"{self.artist.strip().lower()}\t{self.title.strip().lower()}"


async def add(conn: Connection, user_id: UUID, rows: list[Heard]) -> None:
    """Store the rows as an import would have: tracks, recordings, plays."""
    import_id = uuid4()
    async with conn.cursor() as cursor:
        for row in {row.track_id: row for row in rows}.values():
            await cursor.execute(
                "insert into recordings values (%s, %s) on conflict do nothing", (row.recording_key, row.track_id)
            )
            await cursor.execute(
                "insert into tracks (track_id, item, kind, title, artist, album, recording_key, recording_id, source) "
                "select %s, %s, 'track', %s, %s, %s, recording_key, recording_id, 'export' from recordings where recording_key = %s "
                "on conflict do nothing",
                (
                    row.track_id,
                    f"spotify:track:{row.track_id.hex[:22]}",
                    row.title,
                    row.artist,
                    row.album,
                    row.recording_key,
                ),
            )
        await cursor.executemany(
            "insert into plays (user_id, ended_at, item_id, ms_played, kind, form, reason_start, reason_end, source, import_id) "
            "values (%s, %s, %s, %s, %s, 'extended', %s, %s, 'export', %s) on conflict do nothing",
            [
                (user_id, r.ended_at, r.track_id, r.ms_played, r.kind, r.reason_start, r.reason_end, import_id)
                for r in rows
            ],
        )
        await cursor.execute("update accounts set data_version = data_version + 1 where user_id = %s", (user_id,))


def random_rows(seed: int, count: int, first: datetime, days: int, artists: int = 12) -> list[Heard]:
    """Seeded rows without any structure: for counting, not for learning."""
    dice = Random(seed)
    rows = []
    for _ in range(count):
        artist = f"Artist {dice.randrange(artists)}"
        rows.append(
            Heard(
                ended_at=first.astimezone(UTC) + timedelta(seconds=dice.randrange(days * 86400)),
                artist=artist,
                title=f"Song {dice.randrange(9)}",
                ms_played=dice.choice([1_000, 12_000, 29_999, 30_000, 95_000, 240_000]),
                reason_end=dice.choice(["trackdone", "fwdbtn", "endplay", "backbtn", "logout"]),
                kind=dice.choice(["audio"] * 9 + ["video"]),
            )
        )
    return list({(row.ended_at, row.track_id, row.ms_played): row for row in rows}.values())
