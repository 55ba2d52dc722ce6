"""Read the facts of the whole catalogue, as everyone or as one account may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, LiteralString
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.core.db import Connection
from echotune.taste import facts
from echotune.taste.columns import fetch_columns, halves
from echotune.taste.places import Places
from echotune.training.content.inputs import Inputs, seeds

NOBODY: Final = UUID(int=0)
"""Owns nothing: what this account may read, everyone may."""

_TRACKS: LiteralString = """
    select track_id, recording_id, recording_key, coalesce(extract(year from released), 0)::int2 as released_year
    from tracks where kind = 'track' order by recording_id, track_id"""

_PACK_OWNERS: LiteralString = "select distinct user_id from packs where user_id is not null order by user_id"

_OWN_RECORDINGS: LiteralString = """
    select distinct recording_id from pack_tracks join packs using (pack_id) join tracks using (track_id)
    where packs.user_id = %(user)s and tracks.kind = 'track'"""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All recordings, by id, with what one reader may know of them."""

    raw_ids: NDArray[Any]
    """V16[N], ascending."""
    inputs: Inputs

    def ids(self, rows: NDArray[np.intp]) -> list[UUID]:
        """The recording ids of some rows."""
        return [UUID(bytes=raw.tobytes()) for raw in self.raw_ids[rows]]


async def read_catalogue(conn: Connection, *, gate: bool, account: UUID | None = None) -> Catalogue:
    """What everyone may read, or what `account` may. `gate`: facts of Spotify's API are left out."""
    params = {"user": account or NOBODY, "gate": gate}
    tracks = await fetch_columns(
        conn,
        _TRACKS,
        {"track_id": "uuid", "recording_id": "uuid", "recording_key": "text", "released_year": "i2"},
        params,
    )
    raw = await facts.fetch(conn, params)
    opens = _openings(tracks["recording_id"])
    recording = (np.cumsum(opens) - 1).astype(np.int32)
    first, size = np.flatnonzero(opens), int(opens.sum())
    places = Places(tracks["track_id"], recording)
    features, _ = facts.features(raw, places, size)
    tags = facts.tags(raw, places)
    year = facts.completed(raw, places, "released_year", tracks["released_year"], 0)
    artist_no, artist_keys = _artists([tracks["recording_key"][at] for at in first.tolist()])
    inputs = Inputs(
        seed=seeds(tracks["recording_id"][first]),
        features=features,
        year=_earliest(year, recording, size),
        artist_no=artist_no,
        artist_keys=artist_keys,
        tag_names=tags.names,
        tag=tags.tag,
        tagged=tags.recording,
    )
    return Catalogue(tracks["recording_id"][first], inputs)


async def pack_owners(conn: Connection) -> list[UUID]:
    """Accounts that have packs of their own, and so may read more than everyone may."""
    return [row["user_id"] for row in await (await conn.execute(_PACK_OWNERS)).fetchall()]


async def in_own_packs(conn: Connection, account: UUID, whole: Catalogue) -> NDArray[np.bool_]:
    """bool[N]: what this account's own packs say something about."""
    own = await fetch_columns(conn, _OWN_RECORDINGS, {"recording_id": "uuid"}, {"user": account})
    places = Places(whole.raw_ids, np.arange(len(whole.raw_ids), dtype=np.int32))
    mask = np.zeros(len(whole.raw_ids), bool)
    mask[places.members(own["recording_id"])] = True
    return mask


def _openings(raw_ids: NDArray[Any]) -> NDArray[np.bool_]:
    """bool: where a new recording begins, the rows being in the order of recordings."""
    high, low = halves(raw_ids)
    opens = np.ones(len(raw_ids), bool)
    opens[1:] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    return opens


def _artists(keys: list[str]) -> tuple[NDArray[np.int32], list[str]]:
    """The artist of each recording key `artist TAB title`; '' where a key names none."""
    numbers: dict[str, int] = {}
    names = (artist if tab else "" for artist, tab, _ in (key.partition("\t") for key in keys))
    artist_no = np.fromiter((numbers.setdefault(name, len(numbers)) for name in names), np.int32, len(keys))
    return artist_no, list(numbers)


def _earliest(year: NDArray[np.int16], recording: NDArray[np.int32], size: int) -> NDArray[np.int16]:
    """The earliest known year of a recording's releases, 0 where none is known."""
    unknown = np.int16(np.iinfo(np.int16).max)
    earliest = np.full(size, unknown, np.int16)
    np.minimum.at(earliest, recording, np.where(year > 0, year, unknown))
    return np.where(earliest == unknown, np.int16(0), earliest)
