"""What the listener gave us, opened: a ZIP, a folder, loose files. Names inside are labels and never become paths."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from echotune.core.errors import InvalidRequest
from echotune.core.settings import ImportSettings
from echotune.history.formats import Format, recognise
from echotune.history.formats.sample import SAMPLE_BYTES, Sample

CHUNK_BYTES = 1 << 20
MB = 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HISTORY_NAME = re.compile(r"(endsong|endvideo|streaming_?history)[^/]*\.(json|csv)$", re.IGNORECASE)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True)
class Limits:
    """What an upload may cost us (S6)."""

    entries: int = 500
    file_mb: int = 500
    unpacked_mb: int = 4096
    ratio: int = 250
    """Deflate packs a bomb 1000:1; real exports reach 10 to 30."""

    @classmethod
    def of(cls, settings: ImportSettings) -> Limits:
        return cls(settings.entries, settings.file_mb, settings.unpacked_mb)


class Given(NamedTuple):
    """A file or folder of ours to read, and the name to show for it."""

    path: Path
    name: str


class SourceFile:
    """One file that can be read once or again from its beginning."""

    def __init__(
        self, label: str, size: int, opened: Callable[[], IO[bytes]], limits: Limits, crc: int | None = None
    ) -> None:
        self.label, self.size = label, size
        self.bytes_read = 0
        self.note: str | None = None
        self.damaged = False
        self._opened, self._limits, self._crc = opened, limits, crc
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
        content = self._read(CHUNK_BYTES, self._limits.file_mb * MB)
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
                    self._damage(f"longer than {self._limits.file_mb} MB: the rest was not read")
        except _DAMAGE as damage:
            self._damage(f"damaged: {damage}" if str(damage) else "damaged")

    def _damage(self, note: str) -> None:
        self.note, self.damaged = _CONTROL.sub(" ", note)[:200], True


class Sources:
    """The files of one import, in the order in which they are read. Close it after use."""

    def __init__(self, given: list[Given], limits: Limits = Limits()) -> None:
        self._limits = limits
        self._stack = ExitStack()
        self.files: list[SourceFile] = []
        try:
            for path, name in given:
                self._add(path, name)
            self._order()
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self) -> Sources:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _add(self, path: Path, name: str) -> None:
        if path.is_dir():
            for inside in self._walk(path):
                self._add_file(inside, str(inside.relative_to(path)))
        elif path.is_file():
            self._add_file(path, name)
        else:
            raise InvalidRequest(f"There is no file or folder “{name}”.", code="no_such_path")

    def _walk(self, folder: Path) -> list[Path]:
        found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
        if len(found) > self._limits.entries:
            raise InvalidRequest(
                f"The folder “{folder.name}” holds {len(found)} files; an export has fewer than {self._limits.entries}. "
                "Name the export's own folder.",
                code="too_many_files",
            )
        return found

    def _add_file(self, path: Path, label: str) -> None:
        with path.open("rb") as start:
            packed = start.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
        if packed:
            self._add_zip(path)
        else:
            self._append(label, path.stat().st_size, lambda: path.open("rb"))

    def _add_zip(self, path: Path) -> None:
        try:
            archive = self._stack.enter_context(zipfile.ZipFile(path))
        except (zipfile.BadZipFile, OSError, ValueError) as damage:
            raise InvalidRequest(
                "This ZIP is cut off or damaged. Download it again from Spotify's mail and try once more.",
                code="bad_zip",
            ) from damage
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        self._check(entries)
        for entry in entries:
            self._append(_label(entry.filename), entry.file_size, partial(_opened, archive, entry), entry.CRC)
            self._refuse(entry, self.files[-1])

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > self._limits.entries:
            raise InvalidRequest(
                f"This ZIP holds {len(entries)} files; an export has fewer than {self._limits.entries}.",
                code="too_many_files",
            )
        unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
        if unpacked > self._limits.unpacked_mb * MB or unpacked > max(packed, 1) * self._limits.ratio + 10 * MB:
            raise InvalidRequest(
                f"This ZIP would unpack to {unpacked // MB} MB from {max(1, packed // MB)} MB. An export never does that.",
                code="zip_bomb",
            )

    def _refuse(self, entry: zipfile.ZipInfo, file: SourceFile) -> None:
        """Entries that are not opened at all, and why."""
        if entry.flag_bits & 0x1:
            file.note, file.damaged = "encrypted", True
        elif stat.S_ISLNK(entry.external_attr >> 16):
            file.note = "a link, not a file"
        elif entry.file_size > self._limits.file_mb * MB:
            file.note, file.damaged = f"larger than {self._limits.file_mb} MB", True

    def _append(self, label: str, size: int, opened: Callable[[], IO[bytes]], crc: int | None = None) -> None:
        taken = {file.label for file in self.files}
        unique, number = label, 1
        while unique in taken:
            number += 1
            unique = f"{label} ({number})"
        self.files.append(SourceFile(unique, size, opened, self._limits, crc))

    def _order(self) -> None:
        for file in self.files:
            if file.note is None:
                file.recognise()
        self.files.sort(key=lambda file: (file.format.rank if file.format else 99, _natural(file.label)))


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """The entry's content. The library would withhold the last rows of a file whose checksum is wrong; we read all of
    it and say so afterwards."""
    stream = archive.open(entry)
    stream._expected_crc = None  # type: ignore[attr-defined]
    return stream


def _label(name: str) -> str:
    """A name inside a ZIP as something to show: no control characters, no way up, not long."""
    parts = [part for part in re.split(r"[/\\]", _CONTROL.sub("", name)) if part not in ("", ".", "..")]
    return "/".join(parts)[-200:] or "unnamed"


def _natural(label: str) -> list[tuple[int, str]]:
    """`_2` before `_10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,18})", label)]
