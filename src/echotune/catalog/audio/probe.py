"""Look at a file before anything opens it: what it is by its first bytes, and whether it is whole."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from echotune.core.errors import EchoTuneError

MOST_BYTES: Final = 2 << 30
HEAD_BYTES: Final = 64
SIZE_NOT_TOLD: Final = (0, 0xFFFFFFFF)
"""What a program writes that streams a WAV and never comes back to its header."""

SUFFIXES: Final = frozenset(
    {
        ".wav",
        ".wave",
        ".aif",
        ".aiff",
        ".aifc",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
        ".mp3",
        ".m4a",
        ".mp4",
        ".aac",
        ".wma",
    }
)
"""Files of a folder that are looked at; a file named by itself may have any name."""


class BadAudio(EchoTuneError):
    """A file that is not analysed. `reason` is one word for counting, the message a sentence."""

    code, title = "bad_audio", "That file cannot be analysed"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def probe(path: Path) -> str:
    """The kind of an audio file: wav, aiff, flac, ogg or mp3. Raises BadAudio for everything else."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as refused:
        raise BadAudio("unreadable", f"It cannot be read: {refused.strerror}.") from refused
    if not size:
        raise BadAudio("empty", "It is empty.")
    if size > MOST_BYTES:
        raise BadAudio("too_large", f"It has more than {MOST_BYTES >> 30} GiB.")
    kind = _kind(head)
    _check_whole(kind, head, size)
    return kind


def _kind(head: bytes) -> str:
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[:4] == b"fLaC":
        return "flac"
    if head[:4] == b"OggS":
        return "ogg"
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "mp3"
    if (
        head[4:8] == b"ftyp"
        or head[:4] == b"\x30\x26\xb2\x75"
        or (head[:1] == b"\xff" and head[1:2] in (b"\xf1", b"\xf9"))
    ):
        raise BadAudio("unsupported", "AAC and WMA cannot be read here; FLAC, WAV, AIFF, Ogg and MP3 can.")
    raise BadAudio("not_audio", "It is not audio that is known here, whatever its name says.")


def _check_whole(kind: str, head: bytes, size: int) -> None:
    """WAV and AIFF say how long they are; a shorter file was cut off."""
    if kind == "wav" and head[:4] == b"RIFF":
        told = struct.unpack("<I", head[4:8])[0]
    elif kind == "aiff":
        told = struct.unpack(">I", head[4:8])[0]
    else:
        return
    if told not in SIZE_NOT_TOLD and told + 8 > size + 1:  # an odd length may lack its padding byte
        raise BadAudio("truncated", f"It says that it has {told + 8:,} bytes, and has {size:,}.")
