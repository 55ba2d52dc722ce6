"""The account package's `YourLibrary.json` and `Playlist1.json`: what the listener added by hand, with exact URIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, Literal

import msgspec

from echotune.history.formats.extended import is_storable, named_item, spotify_uri
from echotune.history.formats.sample import Sample
from echotune.history.rows import Block, Item, LibraryEntry, Reject

LARGEST_BYTES = 32 << 20
"""These files are decoded at once; real ones stay below 2 MB."""
NAME_CHARACTERS = 200
BLOCK_ENTRIES = 5000

Entries = Callable[[dict[str, Any]], Iterator[LibraryEntry | None]]


class Library:
    """A file of additions. None among its entries is one that cannot be read."""

    kind: Final[Literal["library"]] = "library"
    rank: Final = 4

    def __init__(self, name: str, label: str, telling_keys: frozenset[str], entries: Entries) -> None:
        self.name, self.label, self._telling, self._entries = name, label, telling_keys, entries

    def recognises(self, sample: Sample) -> bool:
        return sample.head[:1] == b"{" and self._telling <= sample.keys

    def read(self, chunks: Iterator[bytes], sample: Sample) -> Iterator[Block]:
        content = bytearray()
        for chunk in chunks:
            content += chunk
            if len(content) > LARGEST_BYTES:
                yield Block(1, [], [Reject(1, "file_too_large")], [])
                return
        try:
            document = msgspec.json.decode(bytes(content).removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield Block(1, [], [Reject(1, "broken_json")], [])
            return
        block = Block(0, [], [], [])
        for number, entry in enumerate(self._entries(document if isinstance(document, dict) else {}), 1):
            block.rows += 1
            if entry is None:
                block.rejects.append(Reject(number, "not_a_track"))
            else:
                block.entries.append(entry)
            if block.rows == BLOCK_ENTRIES:
                yield block
                block = Block(0, [], [], [])
        yield block


def saved_tracks(document: dict[str, Any]) -> Iterator[LibraryEntry | None]:
    """`tracks` of `YourLibrary.json`."""
    for written in _list(document, "tracks"):
        item = _item(written, "uri", "track", "artist", "album")
        yield LibraryEntry(item, "saved", "", None) if item else None


def playlist_tracks(document: dict[str, Any]) -> Iterator[LibraryEntry | None]:
    """Tracks of all playlists of a `Playlist*.json`; episodes on them are left out, local files stay."""
    for playlist in _list(document, "playlists"):
        name = playlist.get("name") if isinstance(playlist, dict) else None
        for written in _list(playlist, "items"):
            track = written.get("track") if isinstance(written, dict) else None
            local = written.get("localTrack") if isinstance(written, dict) else None
            if track is None and local is None and isinstance(written, dict):
                continue
            item = _item(track or local, "trackUri" if track else "uri", "trackName", "artistName", "albumName")
            clean = str(name or "").replace("\x00", "")[:NAME_CHARACTERS]
            yield LibraryEntry(item, "playlist", clean, _date(written)) if item else None


def _list(holder: object, key: str) -> list[Any]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def _item(written: object, *keys: str) -> Item | None:
    if not isinstance(written, dict):
        return None
    texts = [written.get(key) or "" for key in keys]
    if not all(isinstance(text, str) and is_storable(text) for text in texts):
        return None
    uri, title, artist, album = texts
    known = spotify_uri(uri, "track") if uri else None
    if known and known.startswith(("spotify:track:", "spotify:local:")):
        return Item(known, "track", title, artist, album)
    return named_item("track", title, artist, album) if title.strip() else None


def _date(written: dict[str, Any]) -> date | None:
    text = written.get("addedDate")
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None
