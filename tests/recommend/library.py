"""A small invented library, straight into the tables: artists, releases, a pack, eight years of plays with their quirks.

Shares no code with the importer or the recommender, so that it can stand against both.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg

NOW = datetime(2026, 11, 20, 18, 25, tzinfo=UTC)
AS_OF = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
GENRES = ("ambient", "indie folk", "hip hop", "jazz", "techno", "dream pop", "metal", "soul", "pop", "art rock")
FEATURES = (
    "danceability", "energy", "valence", "tempo", "acousticness", "instrumentalness", "liveness", "speechiness",
    "loudness",
)  # fmt: skip
FIRST = ("Salt", "Copper", "Quiet", "Calm", "Northern", "Paper", "Rain", "Winter", "Electric", "Slow", "Dark", "Golden")
SECOND = ("Roads", "Dream", "Harbour", "Machines", "Letters", "Run", "Lanterns", "Valley", "Fire", "Sleep", "Kitchen")
REASONS = ("trackdone", "trackdone", "trackdone", "fwdbtn", "endplay", "backbtn", "logout", None)


@dataclass
class Song:
    artist: str
    title: str
    album: str
    releases: list[UUID]
    genres: list[str]
    features: dict[str, float] | None
    year: int | None
    explicit: bool | None
    in_pack: bool
    popularity: int | None

    @property
    def key(self) -> str:
        return f"{self.artist.strip().lower()}\t{self.title.strip().lower()}"


@dataclass
class Library:
    songs: list[Song]
    artists: list[str]
    plays: list[tuple[Any, ...]] = field(default_factory=list)


def invent(seed: int, *, coverage: float = 0.6, artists: int = 110, sittings: int = 900) -> Library:
    """`coverage`: share of the pack's songs whose features are known."""
    dice = random.Random(seed)
    names = [f"{dice.choice(FIRST)} {dice.choice(SECOND)} {number}" for number in range(artists)]
    songs = [song for name in names for song in _songs(dice, name, names, coverage)]
    library = Library(songs, names)
    library.plays = _plays(dice, songs, sittings)
    return library


def _songs(dice: random.Random, artist: str, artists: list[str], coverage: float) -> list[Song]:
    genre, energy = dice.choice(GENRES), dice.random()
    decade = dice.choice((1970, 1980, 1990, 2000, 2010))
    made = []
    for number in range(dice.randint(4, 36)):
        title = f"{dice.choice(FIRST)} {dice.choice(SECOND)} {number}"
        if dice.random() < 0.04:
            title += f" (feat. {dice.choice(artists)})"
        in_pack = dice.random() < 0.75
        releases = [uuid5(NAMESPACE_URL, f"{artist}/{title}/{at}") for at in range(2 if dice.random() < 0.1 else 1)]
        known = in_pack and dice.random() < coverage
        made.append(
            Song(
                artist=artist,
                title=title,
                album=f"{dice.choice(FIRST)} {dice.choice(SECOND)}",
                releases=releases,
                genres=_genres(dice, genre) if in_pack and dice.random() < 0.85 else [],
                features=_features(dice, energy) if known else None,
                year=decade + dice.randint(0, 12) if in_pack and dice.random() < 0.85 else None,
                explicit=dice.choice((True, False, False, False, None, None)) if in_pack else None,
                in_pack=in_pack,
                popularity=dice.randint(0, 100) if in_pack else None,
            )
        )
    return made


def _genres(dice: random.Random, genre: str) -> list[str]:
    return sorted({genre, dice.choice(GENRES)}) if dice.random() < 0.3 else [genre]


def _features(dice: random.Random, energy: float) -> dict[str, float]:
    def around(middle: float) -> float:
        return round(min(1.0, max(0.0, dice.gauss(middle, 0.18))), 3)

    values = {
        "danceability": around(0.6), "energy": around(energy), "valence": around(0.5),
        "tempo": round(dice.uniform(60, 180), 1), "acousticness": around(1 - energy),
        "instrumentalness": around(0.3), "liveness": around(0.2), "speechiness": around(0.08),
        "loudness": round(dice.uniform(-20, -3), 1),
    }  # fmt: skip
    if dice.random() < 0.1:  # sources know some features and not others
        del values[dice.choice(("valence", "tempo", "speechiness", "energy"))]
    return values


def _plays(dice: random.Random, songs: list[Song], sittings: int) -> list[tuple[Any, ...]]:
    """Rows of `plays` but for the account: sittings around favourites that change with the years."""
    began, rows = datetime(2018, 10, 1, tzinfo=UTC), []
    played = dice.sample(songs, int(len(songs) * 0.6))
    weight = {id(song): dice.paretovariate(0.9) for song in played}
    for _ in range(sittings):
        moment = began + timedelta(seconds=dice.randint(0, int((NOW - began).total_seconds())))
        phase = (moment.year * 7) % 5
        favoured = [song for at, song in enumerate(played) if at % 5 == phase] or played
        for song in dice.choices(favoured, [weight[id(song)] for song in favoured], k=dice.randint(3, 22)):
            row, moment = _play(dice, song, moment)
            if row[0] < NOW - timedelta(minutes=1):
                rows.append(row)
    return list({(row[0], row[1], row[2]): row for row in rows}.values())


def _play(dice: random.Random, song: Song, moment: datetime) -> tuple[tuple[Any, ...], datetime]:
    reason = dice.choice(REASONS)
    ms = dice.randint(500, 29_999) if dice.random() < 0.25 else dice.randint(30_000, 300_000)
    ended = moment + timedelta(milliseconds=ms)
    kind = "video" if dice.random() < 0.01 else "audio"
    private, superseded = dice.random() < 0.01, ended if dice.random() < 0.01 else None
    row = (
        ended.replace(microsecond=0),
        dice.choice(song.releases),
        ms,
        kind,
        reason,
        dice.random() < 0.3,
        private,
        superseded,
    )
    return row, ended + timedelta(seconds=dice.randint(0, 40))


def store(dsn: str, user_id: UUID, library: Library) -> None:
    """Write everything, and say that the record has changed."""
    pack_id = uuid5(NAMESPACE_URL, "pack")
    with psycopg.connect(dsn) as conn, conn.cursor() as cursor:
        cursor.execute(
            "insert into packs (pack_id, name, source, origin, created_at) values (%s, 'test', 'pack:test', 'open', %s)",
            (pack_id, NOW),
        )
        for table, columns, rows in _tables(pack_id, library.songs):
            with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        _store_plays(cursor, user_id, library.plays)
        cursor.execute("analyze")
        cursor.execute("update accounts set data_version = data_version + 1 where user_id = %s", (user_id,))


def _tables(pack_id: UUID, songs: list[Song]) -> Iterator[tuple[str, str, list[tuple[Any, ...]]]]:
    in_pack = [song for song in songs if song.in_pack]
    yield "recordings", "recording_key, recording_id", [(song.key, song.releases[0]) for song in songs]
    yield (
        "tracks",
        "track_id, item, kind, title, artist, album, recording_key, recording_id, source",
        [
            (
                release,
                f"item:{release}",
                "track",
                song.title,
                song.artist,
                f"{song.album} {at}",
                song.key,
                song.releases[0],
                "export",
            )
            for song in songs
            for at, release in enumerate(song.releases)
        ],
    )
    yield (
        "pack_tracks",
        "pack_id, track_id, popularity, explicit, released",
        [
            (pack_id, song.releases[0], song.popularity, song.explicit, song.year and date(song.year, 5, 1))
            for song in in_pack
        ],
    )
    yield (
        "track_tags",
        "track_id, tag, source, fetched_at",
        [(song.releases[0], genre, "pack:test", NOW) for song in in_pack for genre in song.genres],
    )
    yield (
        "track_features",
        f"track_id, source, fetched_at, {', '.join(FEATURES)}",
        [
            (song.releases[0], "pack:test", NOW, *(song.features.get(name) for name in FEATURES))
            for song in in_pack
            if song.features
        ],
    )


def _store_plays(cursor: psycopg.Cursor[Any], user_id: UUID, plays: list[tuple[Any, ...]]) -> None:
    columns = "user_id, ended_at, item_id, ms_played, kind, reason_end, shuffle, incognito, superseded_by, form, source, import_id"
    with cursor.copy(f"copy plays ({columns}) from stdin") as copy:
        for row in plays:
            copy.write_row((user_id, *row, "extended", "export", UUID(int=0)))
