"""The catalogue's tables: the only place that writes tracks, recordings, features, tags and packs."""

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

import psycopg

from echotune.catalog.identity import recording_key, track_id


class NamedItem(Protocol):
    """What a row or a pack says of a track: its item, kind (track, episode, chapter) and names, '' where unknown."""

    @property
    def item(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def artist(self) -> str: ...
    @property
    def album(self) -> str: ...


_KEEP_RECORDINGS = """
    insert into recordings (recording_key, recording_id)
    select distinct on (recording_key) recording_key, track_id
    from unnest(%s::text[], %s::uuid[]) with ordinality as arriving (recording_key, track_id, place)
    order by recording_key, place
    on conflict do nothing"""

_KEEP_TRACKS = """
    insert into tracks (track_id, item, kind, title, artist, album, recording_key, recording_id, source)
    select track_id, item, kind, title, artist, album, recording_key, recording_id, %s
    from unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        as arriving (track_id, item, kind, title, artist, album, recording_key)
    join recordings using (recording_key)
    order by track_id
    on conflict (track_id) do update
        set title = excluded.title, artist = excluded.artist, album = excluded.album,
            recording_key = excluded.recording_key, recording_id = excluded.recording_id, source = excluded.source
        where (starts_with(tracks.source, 'pack:') and not starts_with(excluded.source, 'pack:'))
            or (tracks.title = '' and excluded.title <> '')"""


def keep_tracks(conn: psycopg.Connection[Any], items: Iterable[NamedItem], source: str) -> dict[str, UUID]:
    """Makes sure that each item has its track and recording, inside the caller's transaction; returns ids by item.

    Names seen first stay (no name at all gives way to one), but the listener's own record (`source` 'export', 'user', ...) replaces what a pack said.
    The recording's id is the track id of its first member in the order given.
    """
    by_item = {item.item: item for item in items}
    if not by_item:
        return {}
    ids = {item: track_id(item) for item in by_item}
    arriving = list(by_item.values())
    track_ids, keys = list(ids.values()), [recording_key(item.artist, item.title, item.item) for item in arriving]
    conn.execute(_KEEP_RECORDINGS, (keys, track_ids))
    columns = [[getattr(item, name) for item in arriving] for name in ("item", "kind", "title", "artist", "album")]
    conn.execute(_KEEP_TRACKS, (source, track_ids, *columns, keys))
    return ids
