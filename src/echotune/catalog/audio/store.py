"""What was measured, kept beside the recording it belongs to: the table `track_features`, source `local_audio`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from echotune.catalog.audio.facts import AudioFacts
from echotune.core import clock
from echotune.core.db import Connection

SOURCE: Final = "local_audio"

_FIND = """
    select recording_key, track_id, recording_id, album from tracks
    where kind = 'track' and recording_key = any(%s) order by track_id"""

_KEEP = """
    insert into track_features (track_id, source, fetched_at, tempo, loudness, key, mode, spectral_centroid, mfcc)
    values (%(track)s, %(source)s, %(now)s, %(tempo)s, %(loudness)s, %(key)s, %(mode)s, %(centroid)s, %(mfcc)s)
    on conflict (track_id, source) do update set fetched_at = excluded.fetched_at, tempo = excluded.tempo,
        loudness = excluded.loudness, key = excluded.key, mode = excluded.mode,
        spectral_centroid = excluded.spectral_centroid, mfcc = excluded.mfcc"""

_KEEP_DURATION = "update tracks set duration_ms = %s where track_id = %s and duration_ms is null"


async def find_tracks(
    conn: Connection, keys: Mapping[str, Sequence[str]], albums: Mapping[str, str]
) -> dict[str, UUID]:
    """The track of each file (by any name for it) whose possible recording keys, likeliest first, are known.

    Of a recording's releases the one on the file's album (`albums`), else the first.
    """
    wanted = sorted({key for possible in keys.values() for key in possible})
    rows = await (await conn.execute(_FIND, (wanted,))).fetchall()
    by_key: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_key.setdefault(row["recording_key"], []).append(row)
    found = {}
    for file, possible in keys.items():
        releases = next((by_key[key] for key in possible if key in by_key), None)
        if releases:
            found[file] = _release(releases, albums.get(file, ""))
    return found


async def keep(conn: Connection, track_id: UUID, facts: AudioFacts) -> None:
    """Replaces what an earlier analysis said of the track."""
    await conn.execute(
        _KEEP,
        {
            "track": track_id,
            "source": SOURCE,
            "now": clock.now(),
            "tempo": facts.tempo,
            "loudness": facts.loudness,
            "key": facts.key,
            "mode": facts.mode,
            "centroid": facts.spectral_centroid_hz,
            "mfcc": facts.mfcc,
        },
    )
    await conn.execute(_KEEP_DURATION, (facts.duration_ms, track_id))


def _release(releases: list[dict[str, Any]], album: str) -> UUID:
    same = [row for row in releases if album and row["album"].strip().lower() == album.strip().lower()]
    first = [row for row in releases if row["track_id"] == row["recording_id"]]
    chosen: UUID = (same or first or releases)[0]["track_id"]
    return chosen
