"""One file of an import, whatever holds it: recognised by its first bytes, read in chunks, honest about damage."""

from __future__ import annotations

import re
import zipfile
import zlib
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from typing import IO

from echotune.history.formats import Format, recognise
from echotune.history.formats.sample import SAMPLE_BYTES, Sample

CHUNK_BYTES = 1 << 20
MB = 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HISTORY_NAME = re.compile(r"(endsong|endvideo|streaming_?history)[^/]*\.(json|csv)$", re.IGNORECASE)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class SourceFile:
    """One file that can be read once or again from its beginning."""

    def __init__(
        self, label: str, size: int, opened: Callable[[], IO[bytes]], most_mb: int, crc: int | None = None
    ) -> None:
        self.label, self.size = label, size
        self.bytes_read = 0
        self.note: str | None = None
        self.damaged = False
        self._opened, self._most_mb, self._crc = opened, most_mb, crc
        self.sample = Sample(label, b"")
        self.format: Format | None = None

    def recognise(self) -> None:
        """Look at the first bytes; afterwards `format` says who reads it, or `note` why nobody does."""
        head = b"".join(self._read(SAMPLE_BYTES, SAMPLE_BYTES))
        self.sample = Sample(self.label, head)
        self.format = recognise(self.sample)
        if self.format is None and self.note is None:
            self._say_why_not(head)

    def _say_why_not(self, head: bytes) -> None:
        if head.startswith(b"PK\x03\x04"):
            self.note = "a ZIP inside a ZIP is not opened"
        elif _HISTORY_NAME.search(self.label):
            self._damage("named like a streaming history, but no row can be found in it")
        else:
            self.note = "of no use here"

    def chunks(self) -> Iterator[bytes]:
        """The content. Damage ends it early and is told in `note`: what came before it is good."""
        self.bytes_read = 0
        content = self._read(CHUNK_BYTES, self._most_mb * MB)
        return self._utf8(self._counted(content)) if self.sample.is_utf16 else self._counted(content)

    def _counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        crc = 0
        for chunk in chunks:
            self.bytes_read += len(chunk)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if self._crc is not None and crc != self._crc and not self.damaged:
            self._damage("damaged: its checksum is wrong")

    def _utf8(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Some editors save as UTF-16. What is wrong in it stays wrong, for the row that holds it."""
        decoder = getincrementaldecoder("utf-16")("surrogatepass")
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass")

    def _read(self, step: int, most: int) -> Iterator[bytes]:
        left = most
        try:
            with self._opened() as stream:
                while left > 0 and (chunk := stream.read(min(step, left))):
                    left -= len(chunk)
                    yield chunk
                if left == 0 and step == CHUNK_BYTES and stream.read(1):
                    self._damage(f"longer than {self._most_mb} MB: the rest was not read")
        except _DAMAGE as damage:
            self._damage(f"damaged: {damage}" if str(damage) else "damaged")

    def _damage(self, note: str) -> None:
        self.note, self.damaged = _CONTROL.sub(" ", note)[:200], True


def label_of(name: str) -> str:
    """A name that others chose, as something to show: no control characters, no way up, not long."""
    parts = [part for part in re.split(r"[/\\]", _CONTROL.sub("", name)) if part not in ("", ".", "..")]
    return "/".join(parts)[-200:] or "unnamed"
