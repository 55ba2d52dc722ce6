"""The extended streaming history in all its generations: `endsong_N.json` and `Streaming_History_Audio_*.json`.

A: 21 keys with `username`, `ip_addr_decrypted`, `user_agent_decrypted`. B: the same under new file names. C: 23 keys,
without `username` and user agent, with `ip_addr` and four audiobook keys. Every key may be missing, every value null.
Address, user agent and user name have no field here, so they are never decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from echotune.catalog import identity
from echotune.history.formats.sample import Sample
from echotune.history.interning import Interned
from echotune.history.json_rows import JsonRows
from echotune.history.platforms import platform_class
from echotune.history.rows import Block, Item, ItemKind, Play, PlayKind, Reject, Setting
from echotune.history.times import FIRST_US, LAST_US, instant_us, offline_us

DROPPED_KEYS = frozenset({"username", "ip_addr", "ip_addr_decrypted", "user_agent_decrypted"})
LONGEST_MS: Final = 2**31 - 1
TEXT_CHARACTERS: Final = 4000
_NAMES = re.compile(r"endsong|endvideo|streaming_history_(audio|video)", re.IGNORECASE)
_URI = re.compile(r"spotify:[a-z]+:.+", re.DOTALL)
_LINK = re.compile(r"https?://open\.spotify\.com/(?:intl-\w+/)?(track|episode|chapter|show)/(\w{22})\b")
_BARE_ID = re.compile(r"[0-9A-Za-z]{22}")
_MEMORY = 48 << 20


class ExtendedRow(Struct, gc=False):
    """One row as it is written; a value of another type makes the row unreadable."""

    ts: str | None = None
    ms_played: int | None = None
    platform: str | None = None
    conn_country: str | None = None
    master_metadata_track_name: str | None = None
    master_metadata_album_artist_name: str | None = None
    master_metadata_album_album_name: str | None = None
    spotify_track_uri: str | None = None
    episode_name: str | None = None
    episode_show_name: str | None = None
    spotify_episode_uri: str | None = None
    audiobook_title: str | None = None
    audiobook_uri: str | None = None
    audiobook_chapter_uri: str | None = None
    audiobook_chapter_title: str | None = None
    reason_start: str | None = None
    reason_end: str | None = None
    shuffle: bool | None = None
    skipped: bool | None = None
    offline: bool | None = None
    offline_timestamp: int | float | None = None
    incognito_mode: bool | None = None


KEYS = frozenset(ExtendedRow.__struct_fields__)


class Extended:
    """Audio files. The subclass for video files differs in the kind of its plays."""

    name = "extended"
    label = "Extended streaming history"
    kind: Final[Literal["history"]] = "history"
    rank = 0
    is_video = False

    def recognises(self, sample: Sample) -> bool:
        named = sample.is_empty_list and _NAMES.search(sample.name) is not None
        return named or (sample.is_json and {"ts", "ms_played"} <= sample.keys)

    def read(self, chunks: Iterator[bytes], sample: Sample) -> Iterator[Block]:
        plays = ExtendedPlays(is_video=self.is_video)
        unknown = frozenset(sample.keys - KEYS - DROPPED_KEYS)
        for rows in JsonRows(ExtendedRow).read(chunks):
            yield plays.block(rows, unknown)


class ExtendedPlays:
    """Turns the rows of one file into plays. Counts rows, so that a rejected one can be found."""

    def __init__(self, *, is_video: bool) -> None:
        self._is_video = is_video
        self._rows = 0
        self._items: Interned[str, tuple[tuple[str | None, ...], Item]] = Interned(_MEMORY)
        self._settings: Interned[tuple[str | bool | None, ...], Setting] = Interned(_MEMORY // 4)

    def block(self, rows: list[ExtendedRow | str], unknown_keys: frozenset[str] = frozenset()) -> Block:
        plays: list[Play] = []
        rejects: list[Reject] = []
        number = self._rows
        for row in rows:
            number += 1
            outcome = row if isinstance(row, str) else self._play(row)
            if isinstance(outcome, str):
                rejects.append(Reject(number, outcome))
            else:
                plays.append(outcome)
        self._rows = number
        return Block(len(rows), plays, rejects, [], unknown_keys)

    def _play(self, row: ExtendedRow) -> Play | str:
        """The play, or the reason why the row is none."""
        if row.ts is None:
            return "no_ts"
        ended_us = instant_us(row.ts)
        if ended_us is None:
            return "bad_ts"
        if not FIRST_US <= ended_us < LAST_US:
            return "ts_out_of_range"
        ms_played = row.ms_played
        if ms_played is None:
            return "no_ms_played"
        if not 0 <= ms_played <= LONGEST_MS:
            return "ms_played_out_of_range"
        item = self._item(row)
        if isinstance(item, str):
            return item
        setting = self._setting(row, item)
        if isinstance(setting, str):
            return setting
        return Play(ended_us, ms_played, item, setting, offline_us(row.offline_timestamp))

    def _item(self, row: ExtendedRow) -> Item | str:
        uri = row.spotify_track_uri or row.spotify_episode_uri or row.audiobook_chapter_uri or row.audiobook_uri
        names = (
            row.master_metadata_track_name, row.master_metadata_album_artist_name,
            row.master_metadata_album_album_name, row.episode_name, row.audiobook_chapter_title,
        )  # fmt: skip
        known = self._items.get(uri) if uri else None
        if known is not None and known[0] == names:
            return known[1]
        item = item_of(row)
        if item is None:
            return "no_item"
        if not all(map(is_storable, (item.item, item.title, item.artist, item.album))):
            return "bad_text"
        if uri:
            self._items.keep(
                uri, (names, item), 2 * (len(item.item) + len(item.title) + len(item.artist) + len(item.album))
            )
        return item

    def _setting(self, row: ExtendedRow, item: Item) -> Setting | str:
        key = (
            item.kind, item.named, row.platform, row.conn_country, row.reason_start, row.reason_end,
            row.shuffle, row.skipped, row.offline, row.incognito_mode,
        )  # fmt: skip
        known = self._settings.get(key)
        if known is not None:
            return known
        texts = (row.platform, row.conn_country, row.reason_start, row.reason_end)
        if not all(text is None or is_storable(text) for text in texts):
            return "bad_text"
        setting = Setting(
            kind="video" if self._is_video else PLAY_KINDS[item.kind],
            form="named" if item.named else "extended",
            platform=row.platform,
            platform_class=platform_class(row.platform),
            country=row.conn_country,
            reason_start=row.reason_start.lower() if row.reason_start is not None else None,
            reason_end=row.reason_end.lower() if row.reason_end is not None else None,
            shuffle=row.shuffle,
            skipped=row.skipped,
            offline=row.offline,
            incognito=bool(row.incognito_mode),
        )
        return self._settings.keep(key, setting, sum(len(text) for text in texts if text))


PLAY_KINDS: dict[ItemKind, PlayKind] = {"track": "audio", "episode": "podcast", "chapter": "audiobook"}


def item_of(row: ExtendedRow) -> Item | None:
    """What the row names: by the first URI that is set, else by names. None when it names nothing.

    The column decides the kind: a chapter's URI may look like an episode's, a book's like a show's.
    """
    track = (
        row.master_metadata_track_name,
        row.master_metadata_album_artist_name,
        row.master_metadata_album_album_name,
    )
    episode = (row.episode_name, row.episode_show_name, row.episode_show_name)
    chapter = (row.audiobook_chapter_title or row.audiobook_title, row.audiobook_title, row.audiobook_title)
    columns: tuple[tuple[str | None, ItemKind, tuple[str | None, str | None, str | None]], ...] = (
        (row.spotify_track_uri, "track", track),
        (row.spotify_episode_uri, "episode", episode),
        (row.audiobook_chapter_uri, "chapter", chapter),
        (row.audiobook_uri, "chapter", chapter),
    )
    for written, kind, names in columns:
        uri = spotify_uri(written, kind) if written else None
        if uri:
            return Item(uri, kind, names[0] or "", names[1] or "", names[2] or "")
    for _, kind, (title, artist, album) in columns[:3]:
        if title and title.strip():
            return named_item(kind, title, artist or "", album or "")
    return None


def spotify_uri(text: str, kind: ItemKind) -> str | None:
    """A Spotify URI from a URI, an open.spotify.com link or a bare id; None when it is none of them."""
    text = text.strip()
    if _URI.fullmatch(text):
        return text
    link = _LINK.match(text)
    if link:
        return f"spotify:{link[1]}:{link[2]}"
    return f"spotify:{kind}:{text}" if _BARE_ID.fullmatch(text) else None


def named_item(kind: ItemKind, title: str, artist: str, album: str) -> Item:
    """An item that has only names."""
    return Item(identity.names_item(artist, title, album), kind, title, artist, album, named=True)


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can keep it (no NUL) and anybody would read it."""
    return len(text) <= TEXT_CHARACTERS and "\x00" not in text
