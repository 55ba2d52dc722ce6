"""What a recording is in words, and the vector in the space "text" that is made of them.

    tags    each a phrase of its own: "indie folk music", "calm music"
    names   one phrase: "Winter Song by Some Band, from A Long Album"

The vector points between the tags' vectors, and a little towards the names': said in one breath, names would drown the
tags, which say most of how a song is described (figures in docs/decisions/0011-text-encoder.md). Without tags the names
are all there is. A gated fact (`catalog.gate`) is in no phrase: with the gate off the vectors belong to a space of
their own, which is not read again once the gate is on, and deleted by the next run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

import numpy as np

from echotune.catalog.gate import HIDDEN_SOURCES
from echotune.core.db import Connection
from echotune.embedding.encoder import Encoder, Vectors

EVERYONE: Final = UUID(int=0)
"""An account that nobody is: it may read what everyone may."""
MOST_TAGS: Final = 8
MOST_KEPT_PHRASES: Final = 50_000
NAMES_SHARE: Final = np.float32(0.15)
"""Length of the names' vector beside that of the tags' mean, which is at most 1."""
RECIPE: Final = "tags apart, names 0.15"
"""Part of every digest; a change of phrases or shares changes it."""

_SOURCES: LiteralString = f"""
    select source from (select distinct source from track_tags) as used
    where source not in {HIDDEN_SOURCES}
        and (source in (select source from packs) or not (starts_with(source, 'pack:') or source = 'demo'))"""
"""What an erased pack left behind is read by nobody: whom it was for cannot be told any more."""

_OWNERS: LiteralString = """
    select user_id, array_agg(source) as sources from packs
    where user_id is not null and not (%(gate)s and origin = 'spotify_api') group by user_id order by user_id"""

_TEXTS: LiteralString = f"""
    with chosen as (
        select distinct recording_id from tracks
        where kind = 'track' and recording_id > %(after)s and (%(theirs)s::text[] is null or exists (
            select from track_tags where track_tags.track_id = tracks.track_id and source = any(%(theirs)s)))
        order by recording_id limit %(limit)s)
    select chosen.recording_id, named.title, named.artist, named.album, coalesce(tagged.tags, '{{}}') as tags
    from chosen
    cross join lateral (
        select title, artist, album from tracks
        where tracks.recording_id = chosen.recording_id and kind = 'track'
        order by starts_with(source, 'pack:'), album = '', track_id limit 1) as named
    left join lateral (
        select array_agg(tag order by said desc, tag) as tags from (
            select lower(tag) as tag, count(*) as said from tracks join track_tags using (track_id)
            where tracks.recording_id = chosen.recording_id and track_tags.source = any(%(sources)s)
            group by lower(tag) order by said desc, tag limit {MOST_TAGS}) as counted) as tagged on true
    order by chosen.recording_id"""


@dataclass(frozen=True)
class Reader:
    """Whose texts are made, and of what: everyone's (`owner` None), or those of an account with facts of its own."""

    owner: UUID | None
    sources: list[str]
    """Whose tags may be read."""
    theirs: list[str] | None = None
    """The owner's own among them; its texts are those of recordings that these say something of."""


@dataclass(frozen=True)
class Described:
    """One recording's names, '' where unknown, and tags, the most said first."""

    recording_id: UUID
    title: str
    artist: str
    album: str
    tags: list[str]

    @property
    def tag_phrases(self) -> list[str]:
        return [f"{tag} music" for tag in self.tags]

    @property
    def names(self) -> str:
        by = f" by {self.artist}" if self.artist else ""
        return f"{self.title}{by}, from {self.album}" if self.album not in ("", self.title) else self.title + by

    @property
    def digest(self) -> str:
        """Stored as `made_from`: other words, or another way to join them, another digest."""
        words = "\n".join((RECIPE, *self.tag_phrases, self.names))
        return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


class Joining:
    """Vectors of recordings from the encoder's vectors of their phrases. Each phrase is encoded once: tags come again and
    again, names when an account has facts of its own."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def vectors(self, recordings: list[Described]) -> Vectors:
        """float32[N, d], unit rows; zeros for a recording without a word."""
        self._encode({phrase for one in recordings for phrase in (*one.tag_phrases, one.names)})
        joined = np.array([self._between(one) for one in recordings], np.float32).reshape(-1, self._encoder.dim)
        joined /= np.maximum(np.linalg.norm(joined, axis=1, keepdims=True), 1e-9)
        return joined

    def _between(self, one: Described) -> Vectors:
        names = NAMES_SHARE * self._known[one.names]
        return names + np.mean([self._known[phrase] for phrase in one.tag_phrases], axis=0) if one.tags else names

    def _encode(self, phrases: set[str]) -> None:
        if len(self._known) > MOST_KEPT_PHRASES:
            self._known.clear()
        fresh = sorted(phrases.difference(self._known))
        self._known.update(zip(fresh, self._encoder.encode(fresh), strict=True))


def space(*, gate: bool) -> str:
    """The space's name in the embeddings store."""
    return "text" if gate else "text/ungated"


async def readers(conn: Connection, *, gate: bool) -> list[Reader]:
    """Everyone first, then each account with packs of its own, whose facts no other vectors may hold."""
    rows = await (await conn.execute(_OWNERS, {"gate": gate})).fetchall()
    return [
        Reader(None, await _sources(conn, EVERYONE, gate=gate)),
        *[Reader(row["user_id"], await _sources(conn, row["user_id"], gate=gate), row["sources"]) for row in rows],
    ]


async def _sources(conn: Connection, user: UUID, *, gate: bool) -> list[str]:
    return [row["source"] for row in await (await conn.execute(_SOURCES, {"user": user, "gate": gate})).fetchall()]


async def described(conn: Connection, reader: Reader, after: UUID, limit: int) -> list[Described]:
    """The reader's next recordings after `after`, ascending."""
    params = {"sources": reader.sources, "theirs": reader.theirs, "after": after, "limit": limit}
    return [Described(**row) for row in await (await conn.execute(_TEXTS, params)).fetchall()]
