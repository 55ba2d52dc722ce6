"""What a parser gives: plays, rejected rows and library entries, in blocks. No field for what is never kept (P9)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

ItemKind: TypeAlias = Literal["track", "episode", "chapter"]
Form: TypeAlias = Literal["extended", "named", "short"]
"""`extended` rows carry a URI; `named` ones only names, to the second; `short` ones only names, to the minute."""
PlayKind: TypeAlias = Literal["audio", "video", "podcast", "audiobook"]


class Item(Struct, gc=False):
    """What a row names. `item` is the Spotify URI, else (`named`) the names; unknown names are empty."""

    item: str
    kind: ItemKind
    title: str
    artist: str
    album: str
    named: bool = False


class Setting(Struct, gc=False):
    """All of a row that repeats from row to row, shared by the rows that agree in it."""

    kind: PlayKind
    form: Form
    platform: str | None = None
    platform_class: str | None = None
    country: str | None = None
    reason_start: str | None = None
    reason_end: str | None = None
    shuffle: bool | None = None
    skipped: bool | None = None
    offline: bool | None = None
    incognito: bool = False


class Play(Struct, gc=False):
    """One row of a history file. Times are microseconds since 1970 in UTC; `ended_us` is the end, as exported."""

    ended_us: int
    ms_played: int
    item: Item
    setting: Setting
    offline_us: int | None


class Reject(NamedTuple):
    """A row that cannot be stored: its number in the file (the first is 1) and why. Never its content."""

    row_number: int
    reason: str


class LibraryEntry(NamedTuple):
    """An addition of the listener: a saved track, or a track on a playlist."""

    item: Item
    kind: Literal["saved", "playlist"]
    name: str
    added_on: date | None


class Block(Struct):
    """Consecutive rows of one file: `rows` were read, each is in `plays`, in `rejects` or (library files) in `entries`."""

    rows: int
    plays: list[Play]
    rejects: list[Reject]
    entries: list[LibraryEntry]
    unknown_keys: frozenset[str] = frozenset()
