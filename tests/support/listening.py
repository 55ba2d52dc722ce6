"""Put a listener's plays into the database row by row, without any importer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import numpy as np

from echotune.accounts.store import Account
from echotune.core.db import Database

START = datetime(2019, 1, 1, tzinfo=UTC)
STARTS = ("trackdone", "fwdbtn", "clickrow", "playbtn", "appload", "unknown", None)
ENDS = ("trackdone", "trackdone", "fwdbtn", "endplay", "backbtn", "logout", "trackerror", None)


@dataclass(frozen=True)
class Track:
    artist: str
    title: str
    album: str = "Album"
    duration_ms: int | None = None
    released: str | None = None
    explicit: bool | None = None

    @property
    def item(self) -> str:
        return f"spotify:track:{uuid5(NAMESPACE_URL, repr((self.artist, self.title, self.album))).hex[:22]}"

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, self.item)

    @property
    def key(self) -> str:
        return f"{self.artist.strip().lower()}\t{self.title.strip().lower()}"


@dataclass(frozen=True)
class Play:
    track: Track
    ended_at: datetime
    ms_played: int = 180_000
    reason_start: str | None = "trackdone"
    reason_end: str | None = "trackdone"
    shuffle: bool | None = False
    incognito: bool = False
    kind: str = "audio"
    superseded: bool = False


@dataclass
class RandomListening:
    """A seeded, shapeless history: every kind of row, several releases of a recording, differing spellings."""

    seed: int = 0
    plays: int = 600
    days: int = 400
    tracks: list[Track] = field(init=False)
    rows: list[Play] = field(init=False)

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        self.tracks = [
            Track(f"Artist {n % 9}" if n % 7 else f" ARTIST {n % 9} ", f"Song {n // 2}", f"Album {n % 2}", 200_000 + n, f"{1990 + n % 30}-01-01")
            for n in range(60)
        ]  # fmt: skip
        seconds = np.sort(rng.integers(0, self.days * 86_400, self.plays))
        self.rows = [self._row(rng, int(second)) for second in seconds]

    def _row(self, rng: np.random.Generator, second: int) -> Play:
        return Play(
            self.tracks[int(len(self.tracks) * rng.random() ** 2)],
            START + timedelta(seconds=second),
            int(rng.choice([0, 2_000, 4_999, 5_000, 29_999, 30_000, 95_000, 240_000])),
            STARTS[rng.integers(len(STARTS))],
            ENDS[rng.integers(len(ENDS))],
            [True, False, None][rng.integers(3)],
            incognito=bool(rng.random() < 0.05),
            kind="audio" if rng.random() < 0.95 else "video",
            superseded=bool(rng.random() < 0.03),
        )


async def store_tracks(database: Database, tracks: Iterable[Track]) -> None:
    rows = [{**vars(track), "item": track.item, "id": track.id, "key": track.key} for track in tracks]
    async with database.connect() as conn, conn.cursor() as cursor:
        await cursor.executemany(
            "insert into recordings values (%(key)s, %(id)s) on conflict (recording_key) do nothing", rows
        )
        await cursor.executemany(
            "insert into tracks (track_id, item, kind, title, artist, album, recording_key, recording_id, duration_ms, "
            "explicit, released, source) select %(id)s, %(item)s, 'track', %(title)s, %(artist)s, %(album)s, %(key)s, "
            "recording_id, %(duration_ms)s, %(explicit)s, %(released)s, 'export' "
            "from recordings where recording_key = %(key)s on conflict (track_id) do nothing",
            rows,
        )


async def store_plays(database: Database, account: Account, plays: Iterable[Play]) -> None:
    """Store the plays and their tracks, and say that the data changed."""
    rows = list(plays)
    await store_tracks(database, {play.track: None for play in rows})
    async with database.connect() as conn, conn.cursor() as cursor:
        import_id = uuid4()
        await cursor.executemany(
            "insert into plays (user_id, ended_at, item_id, ms_played, kind, form, reason_start, reason_end, shuffle, incognito, "
            "superseded_by, source, import_id) values (%s, %s, %s, %s, %s, 'extended', %s, %s, %s, %s, %s, 'export', %s) "
            "on conflict do nothing",
            [
                (account.id, play.ended_at, play.track.id, play.ms_played, play.kind, play.reason_start, play.reason_end,
                 play.shuffle, play.incognito, play.ended_at if play.superseded else None, import_id)
                for play in rows
            ],
        )  # fmt: skip
        await cursor.execute("update accounts set data_version = data_version + 1 where user_id = %s", (account.id,))


async def store_pack(
    database: Database,
    tracks: Iterable[Track],
    *,
    name: str = "shelf",
    origin: str = "cc0",
    owner: Account | None = None,
    popularity: dict[Track, float] | None = None,
) -> None:
    rows = list(tracks)
    await store_tracks(database, rows)
    async with database.connect() as conn:
        pack_id = uuid4()
        await conn.execute(
            "insert into packs (pack_id, name, source, origin, user_id, created_at) values (%s, %s, %s, %s, %s, now())",
            (pack_id, name, f"pack:{name}", origin, owner and owner.id),
        )
        for track in rows:
            await conn.execute(
                "insert into pack_tracks (pack_id, track_id, popularity) values (%s, %s, %s)",
                (pack_id, track.id, (popularity or {}).get(track)),
            )
