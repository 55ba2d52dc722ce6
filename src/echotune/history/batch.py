"""A batch: what goes into the database in one transaction, already encoded."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from echotune.catalog import identity
from echotune.history.copy_rows import HEADER, TRAILER, play_head, setting_tail
from echotune.history.interning import Interned
from echotune.history.rows import Block, Item, LibraryEntry, Reject, Setting

_MEMORY = 48 << 20
MOST_BYTES = 8 << 20
"""A batch of long texts ends here, whatever its rows."""


@dataclass
class Batch:
    """Rows of one file: the first `rows_before` were stored by earlier batches, `rows` more are in this one."""

    file: int
    rows_before: int
    rows: int = 0
    size: int = 0
    """Bytes of what is encoded, about."""
    plays: int = 0
    short: bool = False
    encoded: list[bytes] = field(default_factory=lambda: [HEADER])
    tracks: list[Item] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    entries: list[tuple[UUID, LibraryEntry]] = field(default_factory=list)
    bytes_read: int = 0
    unknown_keys: frozenset[str] = frozenset()
    first_ended_us: int | None = None
    last_ended_us: int | None = None

    def plays_document(self) -> bytes:
        return b"".join([*self.encoded, TRAILER])


class Encoder:
    """Encodes blocks into batches, and remembers which tracks the database has been given."""

    def __init__(self) -> None:
        self._tracks: Interned[str, tuple[bytes, bool]] = Interned(_MEMORY)
        self.artist_of: Interned[bytes, str] = Interned(_MEMORY)
        self._tails: Interned[int, tuple[Setting, bytes]] = Interned(_MEMORY // 4)

    def add(self, block: Block, to: Batch) -> None:
        known, tails, encoded = self._tracks.get, self._tails.get, to.encoded
        for play in block.plays:
            track = known(play.item.item)
            if track is None or not (track[1] or not play.item.title):
                track = self._new_track(play.item, to)
            setting = play.setting
            tail = tails(id(setting))
            if tail is None or tail[0] is not setting:
                tail = (setting, setting_tail(setting))
                self._tails.keep(id(setting), tail, 2 * len(tail[1]))
            encoded.append(play_head(play.ended_us, track[0], play.ms_played, play.offline_us))
            encoded.append(tail[1])
            to.size += len(tail[1]) + 60
        if block.plays:
            to.plays += len(block.plays)
            to.short = block.plays[0].setting.form == "short"
            ends = [play.ended_us for play in block.plays]
            to.first_ended_us = min(ends) if to.first_ended_us is None else min(to.first_ended_us, *ends)
            to.last_ended_us = max(ends) if to.last_ended_us is None else max(to.last_ended_us, *ends)
        for entry in block.entries:
            track = known(entry.item.item) or self._new_track(entry.item, to)
            to.entries.append((UUID(bytes=track[0]), entry))
        to.unknown_keys |= block.unknown_keys
        to.rejects.extend(block.rejects)
        to.rows += block.rows

    def _new_track(self, item: Item, to: Batch) -> tuple[bytes, bool]:
        to.tracks.append(item)
        to.size += len(item.item) + len(item.title) + len(item.artist) + len(item.album)
        known = (identity.track_id(item.item).bytes, bool(item.title))
        self.artist_of.keep(known[0], item.artist, len(item.artist))
        self._tracks.keep(item.item, known, len(item.item))
        return known
