"""The lines of a pack file, one at a time: CSV (also gzipped, any usual separator) or Parquet."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TextIO, cast

from echotune.catalog.pack_columns import KNOWN_NAMES
from echotune.core.errors import InvalidRequest

LONGEST_LINE = 4_000_000
SEPARATORS = (",", ";", "\t", "|")
PARQUET_ROWS = 10_000


@dataclass
class PackLines:
    """Column names, and the rows as text; `None` stands for a line that could not be read."""

    header: list[str]
    rows: Iterator[Sequence[str] | None]


@contextmanager
def open_pack(path: Path) -> Iterator[PackLines]:
    """Opens a file by its content, not by its name. Raises InvalidRequest for what is neither CSV nor Parquet."""
    if not path.is_file():
        raise InvalidRequest(f"There is no file {path}.")
    with path.open("rb") as file:
        start = file.read(4)
    try:
        if start == b"PAR1":
            yield _parquet(path)
        elif start == b"PK\x03\x04" or b"\x00\x00" in start:
            raise InvalidRequest(f"{path.name} is neither CSV (or CSV.GZ) nor Parquet.")
        else:
            with _opened(path, zipped=start[:2] == b"\x1f\x8b") as stream:
                yield _csv(stream, path.name)
    except (gzip.BadGzipFile, EOFError, zlib.error) as broken:
        raise InvalidRequest(f"{path.name} is a damaged gzip file: {broken}.") from broken


@contextmanager
def _opened(path: Path, *, zipped: bool) -> Iterator[TextIO]:
    with gzip.open(path) if zipped else path.open("rb") as file:
        raw = cast(IO[bytes], file)
        start = raw.read(4)
        raw.seek(0)
        wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        encoding = "utf-16" if wide else "utf-8-sig"
        with io.TextIOWrapper(raw, encoding, errors="replace", newline="") as text:
            yield text


def _csv(stream: TextIO, name: str) -> PackLines:
    lines = iter(lambda: stream.readline(LONGEST_LINE), "")
    first = next(lines, "")
    if not first.strip():
        raise InvalidRequest(f"{name} is empty: its first line has to name the columns.")
    separator = max(SEPARATORS, key=lambda mark: _known_columns(first, mark))
    header = [cell.strip() for cell in next(csv.reader([first], delimiter=separator))]
    return PackLines(header, _csv_rows(csv.reader(lines, delimiter=separator)))


def _known_columns(line: str, separator: str) -> int:
    known = {name for names in KNOWN_NAMES.values() for name in names}
    return sum(cell.strip(' "\r\n').lower() in known for cell in line.split(separator)) * 100 + line.count(separator)


def _csv_rows(reader: Iterator[list[str]]) -> Iterator[Sequence[str] | None]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None
            continue
        if row:
            yield row


def _parquet(path: Path) -> PackLines:
    import polars as pl

    try:
        frame = pl.scan_parquet(path)
        header = frame.collect_schema().names()
    except (pl.exceptions.PolarsError, OSError) as broken:
        raise InvalidRequest(f"{path.name} is a damaged Parquet file: {broken}.") from broken
    return PackLines(header, _parquet_rows(path, header))


def _parquet_rows(path: Path, header: list[str]) -> Iterator[Sequence[str] | None]:
    import polars as pl

    batches = pl.scan_parquet(path).collect_batches(chunk_size=PARQUET_ROWS)
    for batch in batches:
        for row in batch.select(header).iter_rows():
            yield ["" if cell is None else str(cell) for cell in row]
