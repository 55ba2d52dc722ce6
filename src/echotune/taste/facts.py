"""Facts about recordings: audio features, tags, popularity, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echotune.core.db import Connection
from echotune.taste import queries
from echotune.taste.columns import fetch_columns
from echotune.taste.listener import FEATURES
from echotune.taste.places import Places
from echotune.taste.tags import Tags

TRUST: Final = (
    "user", "local_audio", "pack:", "demo", "export", "musicbrainz", "listenbrainz", "lastfm", "reccobeats", "deezer",
    "spotify_api", "estimated",
)  # fmt: skip
"""Whose word counts first where sources differ (`pack:` stands for all packs, by name)."""


@dataclass(frozen=True, eq=False)
class Raw:
    """The fact tables as read; `source` columns count from 1 into `sources`, the most trusted first."""

    sources: tuple[str, ...]
    features: dict[str, Any]
    tags: dict[str, Any]
    packs: dict[str, Any]


async def fetch(conn: Connection, params: dict[str, Any]) -> Raw:
    rows = await (await conn.execute(queries.SOURCES, params)).fetchall()
    sources = sorted((row["source"] for row in rows), key=lambda source: (_trust(source), source))
    params = {**params, "sources": sources}
    return Raw(
        tuple(sources),
        await fetch_columns(
            conn, queries.FEATURES, {"track_id": "uuid", "source": "i2"} | dict.fromkeys(FEATURES, "f4"), params
        ),
        await fetch_columns(conn, queries.TAGS, {"track_id": "uuid", "source": "i2", "tag": "text"}, params),
        await fetch_columns(
            conn,
            queries.PACK_TRACKS,
            {
                "track_id": "uuid",
                "popularity": "f4",
                "duration_ms": "i4",
                "explicit": "i2",
                "released_year": "i2",
                "factual": "bool",
            },
            params,
        ),
    )


def features(raw: Raw, places: Places, size: int) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """float32[size, F] with NaN where unknown, and int8[size, F] sources with -1; the most trusted source wins."""
    values = np.full((size, len(FEATURES)), np.nan, np.float32)
    said_by = np.full((size, len(FEATURES)), -1, np.int8)
    recording, source = places.recordings(raw.features["track_id"]), raw.features["source"] - 1
    order = np.lexsort((recording, -source))  # the most trusted last, so that it stays
    order = order[recording[order] >= 0]
    for column, feature in enumerate(FEATURES):
        known = order[~np.isnan(raw.features[feature][order])]
        values[recording[known], column] = raw.features[feature][known]
        said_by[recording[known], column] = source[known]
    return values, said_by


def tags(raw: Raw, places: Places) -> Tags:
    """Each (tag, recording) once, with its most trusted source."""
    names = sorted(set(raw.tags["tag"]))
    number = {name: at for at, name in enumerate(names)}
    tag = np.fromiter((number[name] for name in raw.tags["tag"]), np.int32, len(raw.tags["tag"]))
    recording, source = places.recordings(raw.tags["track_id"]), raw.tags["source"] - 1
    order = np.lexsort((source, recording, tag))
    order = order[recording[order] >= 0]
    tag, recording, source = tag[order], recording[order], source[order]
    new = np.ones(len(order), bool)
    new[1:] = (tag[1:] != tag[:-1]) | (recording[1:] != recording[:-1])
    return Tags(tuple(names), tag[new], recording[new], source[new].astype(np.int8))


def in_packs(raw: Raw, places: Places, size: int) -> NDArray[np.bool_]:
    """bool[size]: whether any visible pack has the recording."""
    mask = np.zeros(size, bool)
    recording = places.recordings(raw.packs["track_id"])
    mask[recording[recording >= 0]] = True
    return mask


def popularity(raw: Raw, places: Places, size: int) -> NDArray[np.float32]:
    """float32[size]: the highest of the packs' columns, NaN where none says."""
    said = np.where(raw.packs["factual"], raw.packs["popularity"], np.nan)
    known = ~np.isnan(said)
    value = np.full(size, -np.inf, np.float32)
    np.maximum.at(value, places.recordings(raw.packs["track_id"])[known], said[known].astype(np.float32))
    value[np.isneginf(value)] = np.nan
    return value


def completed(raw: Raw, places: Places, column: str, known: NDArray[Any], unknown: int) -> NDArray[Any]:
    """A members' column with its unknown places filled by the packs (of several, the highest)."""
    member, said = places.members(raw.packs["track_id"]), raw.packs[column]
    told = raw.packs["factual"] & (said != unknown) & (member >= 0)
    by_packs = np.full(len(known), unknown, known.dtype)
    np.maximum.at(by_packs, member[told], said[told].astype(known.dtype))
    return np.where(known == unknown, by_packs, known)


def _trust(source: str) -> int:
    prefix = "pack:" if source.startswith("pack:") else source
    return TRUST.index(prefix) if prefix in TRUST else len(TRUST)
