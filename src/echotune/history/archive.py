"""What the listener gave us, opened: a ZIP, a folder, loose files. Names inside are labels and never become paths."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from echotune.core.errors import InvalidRequest
from echotune.core.settings import ImportSettings
from echotune.history.source_file import MB, SourceFile, label_of


@dataclass(frozen=True)
class Limits:
    """What an upload may cost us (S6)."""

    entries: int = 500
    file_mb: int = 500
    """Of a file inside a ZIP; a loose one may be as large as a whole ZIP, unpacked."""
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
            self._append(label, path.stat().st_size, lambda: path.open("rb"), self._limits.unpacked_mb)

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
            self._append(
                label_of(entry.filename),
                entry.file_size,
                partial(_opened, archive, entry),
                self._limits.file_mb,
                entry.CRC,
            )
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
        elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            file.note, file.damaged = "packed in a way that is not read here", True
        elif stat.S_ISLNK(entry.external_attr >> 16):
            file.note = "a link, not a file"
        elif entry.file_size > self._limits.file_mb * MB:
            file.note, file.damaged = f"larger than {self._limits.file_mb} MB", True

    def _append(
        self, label: str, size: int, opened: Callable[[], IO[bytes]], most_mb: int, crc: int | None = None
    ) -> None:
        taken = {file.label for file in self.files}
        unique, number = label, 1
        while unique in taken:
            number += 1
            unique = f"{label} ({number})"
        self.files.append(SourceFile(unique, size, opened, most_mb, crc))

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


def _natural(label: str) -> list[tuple[int, str]]:
    """`_2` before `_10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,18})", label)]
