"""The short form of the account package: names only, the end to the minute, the last year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, Protocol

from msgspec import Struct

from echotune.history.formats.extended import LONGEST_MS, PLAY_KINDS, is_storable, named_item
from echotune.history.formats.sample import Sample
from echotune.history.interning import Interned
from echotune.history.json_rows import JsonRows
from echotune.history.rows import Block, Item, ItemKind, Play, Reject, Setting
from echotune.history.times import FIRST_US, LAST_US, instant_us

_MEMORY = 32 << 20


class MusicRow(Struct, gc=False, rename="camel"):
    end_time: str | None = None
    ms_played: int | None = None
    artist_name: str | None = None
    track_name: str | None = None

    def names(self) -> tuple[str | None, str | None]:
        """Title and artist."""
        return self.track_name, self.artist_name


class PodcastRow(Struct, gc=False, rename="camel"):
    end_time: str | None = None
    ms_played: int | None = None
    podcast_name: str | None = None
    episode_name: str | None = None

    def names(self) -> tuple[str | None, str | None]:
        return self.episode_name, self.podcast_name


class AudiobookRow(Struct, gc=False, rename="camel"):
    end_time: str | None = None
    ms_played: int | None = None
    audiobook_name: str | None = None
    chapter_name: str | None = None

    def names(self) -> tuple[str | None, str | None]:
        return self.chapter_name or self.audiobook_name, self.audiobook_name


class ShortRow(Protocol):
    end_time: str | None
    ms_played: int | None

    def names(self) -> tuple[str | None, str | None]: ...


class Short:
    """One of the three short files; they differ in their row type and the kind of their items."""

    kind: Final[Literal["history"]] = "history"
    rank: Final = 3

    def __init__(
        self,
        name: str,
        label: str,
        row_type: type[MusicRow | PodcastRow | AudiobookRow],
        item_kind: ItemKind,
        telling_key: str,
    ) -> None:
        self.name, self.label = name, label
        self._row_type, self._item_kind, self._telling_key = row_type, item_kind, telling_key

    def recognises(self, sample: Sample) -> bool:
        if sample.is_empty_list:
            return f"streaminghistory_{self.name.removeprefix('short_')}" in sample.name.lower()
        return sample.is_json and {"endTime", "msPlayed", self._telling_key} <= sample.keys

    def read(self, chunks: Iterator[bytes], sample: Sample) -> Iterator[Block]:
        unknown = frozenset(sample.keys - set(_written_keys(self._row_type)))
        setting = Setting(kind=PLAY_KINDS[self._item_kind], form="short")
        items: Interned[tuple[str | None, str | None], Item] = Interned(_MEMORY)
        number = 0
        for rows in JsonRows(self._row_type).read(chunks):
            block = Block(len(rows), [], [], [], unknown)
            for row in rows:
                number += 1
                outcome = row if isinstance(row, str) else self._play(row, items, setting)
                if isinstance(outcome, str):
                    block.rejects.append(Reject(number, outcome))
                else:
                    block.plays.append(outcome)
            yield block

    def _play(
        self, row: ShortRow, items: Interned[tuple[str | None, str | None], Item], setting: Setting
    ) -> Play | str:
        if row.end_time is None:
            return "no_ts"
        ended_us = instant_us(row.end_time)
        if ended_us is None:
            return "bad_ts"
        if not FIRST_US <= ended_us < LAST_US:
            return "ts_out_of_range"
        if row.ms_played is None:
            return "no_ms_played"
        if not 0 <= row.ms_played <= LONGEST_MS:
            return "ms_played_out_of_range"
        names = row.names()
        item = items.get(names)
        if item is None:
            title, artist = names
            if not title or not title.strip():
                return "no_item"
            if not (is_storable(title) and is_storable(artist or "")):
                return "bad_text"
            item = named_item(self._item_kind, title, artist or "", "")
            items.keep(names, item, 2 * len(item.item))
        return Play(ended_us, row.ms_played, item, setting, None)


def _written_keys(row_type: type[Struct]) -> tuple[str, ...]:
    return row_type.__struct_encode_fields__
