"""CSV made from the extended history by others: with all its columns, with eight of them, or with renamed ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final, Literal

from echotune.history.csv_rows import records
from echotune.history.formats.extended import DROPPED_KEYS, KEYS, ExtendedPlays, ExtendedRow
from echotune.history.formats.sample import Sample
from echotune.history.rows import Block

BLOCK_ROWS = 2000
RENAMED = {
    "track_name": "master_metadata_track_name",
    "artist_name": "master_metadata_album_artist_name",
    "album_name": "master_metadata_album_album_name",
}
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}


def _integer(text: str) -> int:
    """`214000`, and `214000.0` as tables with gaps write it."""
    number = float(text)
    if number != int(number):
        raise ValueError(text)
    return int(number) if abs(number) > 2**53 else int(text.removesuffix(".0"))


def _boolean(text: str) -> bool:
    return _BOOLEANS[text.lower()]


_CONVERSIONS: dict[str, Callable[[str], Any]] = {
    "ms_played": _integer,
    "offline_timestamp": float,
    "shuffle": _boolean,
    "skipped": _boolean,
    "offline": _boolean,
    "incognito_mode": _boolean,
}
_ABSENT = frozenset({"", "nan", "none", "null", "<na>"})


class CsvHistory:
    """One variant; they differ in the columns by which they are known."""

    kind: Final[Literal["history"]] = "history"
    rank: Final = 2

    def __init__(self, name: str, label: str, telling_columns: frozenset[str]) -> None:
        self.name, self.label, self._telling = name, label, telling_columns

    def recognises(self, sample: Sample) -> bool:
        return self._telling <= {column.strip().lower() for column in sample.columns}

    def read(self, chunks: Iterator[bytes], sample: Sample) -> Iterator[Block]:
        """The header is no row; the first line after it is row 1."""
        written = [column.strip().lower() for column in sample.columns]
        fields = [RENAMED.get(column, column) for column in written]
        unknown = frozenset(written) - KEYS - DROPPED_KEYS - set(RENAMED) - {""}
        rows = (_row(cells, fields) for cells in islice(records(chunks, len(fields), sample.delimiter), 1, None))
        plays = ExtendedPlays(is_video=False)
        while block := list(islice(rows, BLOCK_ROWS)):
            yield plays.block(block, unknown)


def _row(cells: list[str] | str, fields: list[str]) -> ExtendedRow | str:
    if isinstance(cells, str):
        return cells
    values: dict[str, Any] = {}
    for field, cell in zip(fields, cells, strict=True):
        if field not in KEYS or cell == "":
            continue
        convert = _CONVERSIONS.get(field)
        if convert is None:
            values[field] = cell
        elif cell.strip().lower() not in _ABSENT:
            try:
                values[field] = convert(cell.strip())
            except (ValueError, KeyError, OverflowError):
                return f"bad_{field}"
    return ExtendedRow(**values)
