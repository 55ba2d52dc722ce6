"""Uploads on their way to an import: streamed to disk under HOME/uploads (0700, files 0600), deleted after it (P9).

Files are numbered; the names that the browser tells are kept beside them as labels and never become paths.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from python_multipart.multipart import MultipartParser, parse_options_header

from echotune.core.errors import InvalidRequest, TooLarge

WRITE_BYTES = 1 << 20
MOST_FILES = 500
ABANDONED_SECONDS = 3600


@dataclass(frozen=True)
class Upload:
    """What arrived: labels in the order of the numbered files, and a digest over names and contents."""

    names: list[str]
    sha256: str


def folder_of(home: Path, import_id: UUID) -> Path:
    return home / "uploads" / str(import_id)


def make_folder(home: Path, import_id: UUID) -> Path:
    folder = folder_of(home, import_id)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    return folder


def delete(home: Path, import_id: UUID) -> None:
    shutil.rmtree(folder_of(home, import_id), ignore_errors=True)


def abandoned(home: Path) -> list[UUID]:
    """Folders in which nothing was written for an hour; whether an import still wants them, only the store knows."""
    found = []
    for folder in (home / "uploads").glob("*/"):
        newest = max((path.stat().st_mtime for path in (folder, *folder.iterdir())), default=0)
        if time.time() - newest > ABANDONED_SECONDS:
            found.append(UUID(folder.name))
    return found


class _Files:
    """Numbered files in a folder; buffers, so that the disk is touched once a megabyte, off the event loop."""

    def __init__(self, folder: Path, most_mb: int) -> None:
        self._folder, self._most_mb = folder, most_mb
        self._left = most_mb << 20
        self._out: int | None = None
        self._buffer: list[bytes] = []
        self._content = hashlib.sha256()
        self._all = hashlib.sha256()
        self.names: list[str] = []

    def begin(self, name: str) -> None:
        if len(self.names) == MOST_FILES:
            raise TooLarge(f"More than {MOST_FILES} files at once are not taken.")
        path = self._folder / str(len(self.names))
        self._out = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self.names.append(name)
        self._content = hashlib.sha256()

    def put(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(f"The upload is larger than {self._most_mb} MB.", code="upload_too_large")
        self._buffer.append(data)

    async def flush(self, *, least: int = WRITE_BYTES) -> None:
        if self._out is not None and sum(map(len, self._buffer)) >= least:
            data, self._buffer = b"".join(self._buffer), []
            await asyncio.to_thread(self._write, self._out, data)

    def end(self) -> None:
        """Finish the present file; what is buffered is written here."""
        if self._out is not None:
            self._write(self._out, b"".join(self._buffer))
            self._all.update(self.names[-1].encode() + b"\x00" + self._content.digest())
            self.close()

    def close(self) -> None:
        if self._out is not None:
            os.close(self._out)
        self._out, self._buffer = None, []

    def upload(self) -> Upload:
        return Upload(self.names, self._all.hexdigest())

    def _write(self, out: int, data: bytes) -> None:
        self._content.update(data)
        view = memoryview(data)
        while view:
            view = view[os.write(out, view) :]


async def receive(
    body: AsyncIterator[bytes], content_type: str, name: str | None, folder: Path, most_mb: int
) -> Upload:
    """Stream a request's body into `folder`: a multipart form of files, or one file as it is.

    Raises TooLarge over `most_mb`, InvalidRequest for an empty body or a broken form.
    """
    files = _Files(folder, most_mb)
    try:
        if content_type.partition(";")[0].strip().lower() == "multipart/form-data":
            await _receive_form(body, content_type, files)
        else:
            files.begin(_label(name) if name else "upload")
            async for chunk in body:
                files.put(chunk)
                await files.flush()
            files.end()
    finally:
        files.close()
    if not any((folder / str(number)).stat().st_size for number in range(len(files.names))):
        raise InvalidRequest("Nothing was sent. Choose the ZIP that Spotify sent, or its JSON files.", code="empty")
    return files.upload()


async def _receive_form(body: AsyncIterator[bytes], content_type: str, files: _Files) -> None:
    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        raise InvalidRequest("The form has no boundary.", code="broken_form")
    part = _Part(files)
    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": part.begin,
            "on_header_field": part.header_name,
            "on_header_value": part.header_value,
            "on_header_end": part.header_end,
            "on_headers_finished": part.headers_finished,
            "on_part_data": part.data,
            "on_part_end": part.end,
        },
    )
    try:
        async for chunk in body:
            parser.write(chunk)
            await files.flush()
        parser.finalize()
    except ValueError as broken:  # MultipartParseError is one
        raise InvalidRequest("The form that was sent is broken.", code="broken_form") from broken


@dataclass
class _Part:
    """One part of a form; fields that are no files are passed over."""

    files: _Files
    _name: bytes = b""
    _value: bytes = b""
    _disposition: bytes = b""
    _is_file: bool = field(default=False)

    def begin(self) -> None:
        self._disposition, self._is_file = b"", False

    def header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        if self._name.lower() == b"content-disposition":
            self._disposition = self._value
        self._name = self._value = b""

    def headers_finished(self) -> None:
        name = parse_options_header(self._disposition)[1].get(b"filename")
        if name is not None:
            self._is_file = True
            self.files.begin(_label(name.decode("utf-8", "replace")))

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self.files.put(data[start:end])

    def end(self) -> None:
        if self._is_file:
            self.files.end()


def _label(name: str) -> str:
    """The last part of a name that a browser tells, to show."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:200] or "upload"
