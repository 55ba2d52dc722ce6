"""Plays and tracks in PostgreSQL's binary COPY form, built a batch at a time.

A play is a packed head (time, item, ms) and the bytes of its Setting, which are made once per Setting.
"""

from __future__ import annotations

import struct
from typing import Final

from echotune.history.rows import Setting

HEADER: Final = b"PGCOPY\n\xff\r\n\x00" + struct.pack("!ii", 0, 0)
TRAILER: Final = struct.pack("!h", -1)
POSTGRES_EPOCH_US: Final = 946_684_800_000_000
"""PostgreSQL counts microseconds from 2000-01-01."""

_NULL: Final = struct.pack("!i", -1)
_PLAY: Final = struct.Struct("!hiqi16siiiq")
_PLAY_WITHOUT_OFFLINE: Final = struct.Struct("!hiqi16siii")

PLAY_COLUMNS: Final = (
    ("ended_at", "timestamptz"), ("item_id", "uuid"), ("ms_played", "integer"), ("offline_at", "timestamptz"),
    ("kind", "text"), ("form", "text"), ("platform", "text"), ("platform_class", "text"), ("country", "text"),
    ("reason_start", "text"), ("reason_end", "text"), ("shuffle", "boolean"), ("skipped", "boolean"),
    ("offline", "boolean"), ("incognito", "boolean"),
)  # fmt: skip
"""Columns of an encoded play, in order."""


def play_head(ended_us: int, track_id: bytes, ms_played: int, offline_us: int | None) -> bytes:
    """The columns before the Setting's."""
    ended = ended_us - POSTGRES_EPOCH_US
    if offline_us is None:
        return _PLAY_WITHOUT_OFFLINE.pack(len(PLAY_COLUMNS), 8, ended, 16, track_id, 4, ms_played, -1)
    return _PLAY.pack(len(PLAY_COLUMNS), 8, ended, 16, track_id, 4, ms_played, 8, offline_us - POSTGRES_EPOCH_US)


def setting_tail(setting: Setting) -> bytes:
    """The columns of a Setting, in the order of its fields."""
    texts = (
        setting.kind, setting.form, setting.platform, setting.platform_class,
        setting.country, setting.reason_start, setting.reason_end,
    )  # fmt: skip
    flags = (setting.shuffle, setting.skipped, setting.offline, setting.incognito)
    return b"".join([*map(_text_field, texts), *map(_flag_field, flags)])


def _text_field(text: str | None) -> bytes:
    if text is None:
        return _NULL
    encoded = text.encode()
    return struct.pack("!i", len(encoded)) + encoded


def _flag_field(flag: bool | None) -> bytes:
    return _NULL if flag is None else b"\x00\x00\x00\x01\x01" if flag else b"\x00\x00\x00\x01\x00"
