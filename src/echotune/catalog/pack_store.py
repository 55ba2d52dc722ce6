"""How a pack enters the tables: copied into a temporary table, then merged in one transaction."""

from collections.abc import Iterable
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import tuple_row

from echotune.catalog.gate import GATED_ORIGIN
from echotune.catalog.identity import recording_key, track_id
from echotune.catalog.pack_columns import FEATURES
from echotune.catalog.pack_rows import PackRow
from echotune.core import clock

_FEATURE_LIST: LiteralString = """danceability, energy, valence, tempo, acousticness, instrumentalness, liveness,
    speechiness, loudness, key, mode"""

_ARRIVING: LiteralString = """
    create temporary table arriving (
        place integer, track_id uuid, item text, kind text, title text, artist text, album text, recording_key text,
        popularity real, duration_ms integer, explicit boolean, released date, tags text[],
        danceability real, energy real, valence real, tempo real, acousticness real, instrumentalness real,
        liveness real, speechiness real, loudness real, key smallint, mode smallint
    ) on commit drop"""

_TYPES = ["int4", "uuid", *["text"] * 6, "float4", "int4", "bool", "date", "text[]", *["float4"] * 9, "int2", "int2"]

_DROP_REPEATED: LiteralString = """
    delete from arriving using (
        select place, row_number() over (partition by track_id order by place) as nth from arriving
    ) as numbered
    where numbered.place = arriving.place and nth > 1"""

_KEEP_RECORDINGS: LiteralString = """
    insert into recordings (recording_key, recording_id)
    select distinct on (recording_key) recording_key, track_id from arriving order by recording_key, place
    on conflict do nothing"""

_KEEP_TRACKS: LiteralString = """
    insert into tracks (track_id, item, kind, title, artist, album, recording_key, recording_id, source)
    select track_id, item, kind, title, artist, album, recording_key, recording_id, %(source)s
    from arriving join recordings using (recording_key)
    order by track_id
    on conflict do nothing"""

_TELL_FACTS: LiteralString = """
    update tracks set
        duration_ms = coalesce(arriving.duration_ms, tracks.duration_ms),
        explicit = coalesce(arriving.explicit, tracks.explicit),
        released = coalesce(arriving.released, tracks.released)
    from arriving
    where tracks.track_id = arriving.track_id
        and (arriving.duration_ms is not null or arriving.explicit is not null or arriving.released is not null)"""

_KEEP_FEATURES: LiteralString = f"""
    insert into track_features (track_id, source, fetched_at, {_FEATURE_LIST})
    select track_id, %(source)s, %(now)s, {_FEATURE_LIST}
    from arriving where num_nonnulls({_FEATURE_LIST}) > 0"""

_KEEP_TAGS: LiteralString = """
    insert into track_tags (track_id, tag, source, fetched_at)
    select track_id, unnest(tags), %(source)s, %(now)s from arriving"""

_KEEP_MEMBERS: LiteralString = """
    insert into pack_tracks (pack_id, track_id, popularity, duration_ms, explicit, released)
    select %(pack)s, track_id, popularity, duration_ms, explicit, released from arriving"""

_FORGET: tuple[LiteralString, ...] = (
    "delete from track_features where source = %(source)s",
    "delete from track_tags where source = %(source)s",
    "delete from packs where source = %(source)s",
)


def owner_of(conn: psycopg.Connection[Any], name: str) -> tuple[bool, UUID | None]:
    """Whether a pack of this name exists, and whose it is (None: everyone's)."""
    row = _one(conn, "select user_id from packs where name = %s", name)
    return (False, None) if row is None else (True, row[0])


def _one(conn: psycopg.Connection[Any], query: LiteralString, *parameters: object) -> tuple[Any, ...] | None:
    with conn.cursor(row_factory=tuple_row) as cursor:
        return cursor.execute(query, parameters).fetchone()


def replace_pack(
    conn: psycopg.Connection[Any],
    rows: Iterable[PackRow],
    *,
    name: str,
    source: str,
    origin: str,
    user_id: UUID | None,
) -> int:
    """Stores `rows` as the pack `name` instead of what it held; returns the number of distinct tracks.

    Facts of origin `spotify_api` stay with the pack: the tracks table, which everyone reads, never learns them.
    """
    conn.execute("set local work_mem = '64MB'")  # sorts and joins of a large pack stay off the disk
    conn.execute(_ARRIVING)
    _copy(conn, rows)
    conn.execute(_DROP_REPEATED)
    conn.execute("create index on arriving (track_id)")
    conn.execute("analyze arriving")
    known = {"source": source, "now": clock.now(), "pack": uuid4()}
    for statement in _FORGET:
        conn.execute(statement, known)
    conn.execute(
        "insert into packs (pack_id, name, source, origin, user_id, created_at) values (%s, %s, %s, %s, %s, %s)",
        (known["pack"], name, source, origin, user_id, known["now"]),
    )
    conn.execute(_KEEP_RECORDINGS)
    conn.execute(_KEEP_TRACKS, known)
    if origin != GATED_ORIGIN:
        conn.execute(_TELL_FACTS)
    conn.execute(_KEEP_FEATURES, known)
    conn.execute(_KEEP_TAGS, known)
    stored = conn.execute(_KEEP_MEMBERS, known).rowcount
    conn.execute("drop table arriving")
    return stored


def _copy(conn: psycopg.Connection[Any], rows: Iterable[PackRow]) -> None:
    with conn.cursor() as cursor, cursor.copy("copy arriving from stdin (format binary)") as copy:
        copy.set_types(_TYPES)
        for place, row in enumerate(rows):
            sound = [None if value is None else int(value) for value in row.features[9:]]
            copy.write_row(
                (
                    place,
                    track_id(row.item),
                    row.item,
                    row.kind,
                    row.title,
                    row.artist,
                    row.album,
                    recording_key(row.artist, row.title),
                    row.popularity,
                    row.duration_ms,
                    row.explicit,
                    row.released,
                    row.tags,
                    *row.features[:9],
                    *sound,
                )
            )


def coverage(conn: psycopg.Connection[Any], source: str) -> dict[str, int]:
    """How many tracks of a pack have each fact: features by name, and `tags`, `popularity`, `released`, `explicit`."""
    counts = ", ".join(f"count({name})" for name in FEATURES)
    features = _one(conn, f"select {counts} from track_features where source = %s", source)
    tags = _one(conn, "select count(distinct track_id) from track_tags where source = %s", source)
    facts = _one(
        conn,
        "select count(popularity), count(released), count(explicit), count(duration_ms) "
        "from pack_tracks join packs using (pack_id) where source = %s",
        source,
    )
    if features is None or tags is None or facts is None:
        return {}
    return {
        **dict(zip(FEATURES, features, strict=True)),
        "tags": tags[0],
        **dict(zip(("popularity", "released", "explicit", "duration_ms"), facts, strict=True)),
    }
