"""Records of a CSV file, as a stream: a record with a stray quote costs that line alone."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

RECORD_LINES = 20
"""Most lines that one record may span; a title with a line break spans two."""
RECORD_BYTES = 1 << 16
LINE_BYTES = 1 << 20


def records(chunks: Iterator[bytes], columns: int, delimiter: str) -> Iterator[list[str] | str]:
    """Each record's cells, the header first, or the reason why a line is none. Blank lines are no records.

    A record with another number of cells than `columns` is none; if it spans several lines, a stray quote has
    swallowed them, and only its first line is given up.
    """
    lines = _lines(chunks)
    again: deque[bytes] = deque()
    while True:
        line = again.popleft() if again else next(lines, None)
        if line is None:
            return
        if not line.strip():
            continue
        if len(line) > LINE_BYTES:
            yield "row_too_long"
            continue
        taken = [line]
        quotes = line.count(b'"')
        while quotes % 2 and len(taken) < RECORD_LINES and sum(map(len, taken)) < RECORD_BYTES:
            more = again.popleft() if again else next(lines, None)
            if more is None:
                break
            taken.append(more)
            quotes += more.count(b'"')
        cells = _cells(b"".join(taken), columns, delimiter) if quotes % 2 == 0 else "broken_csv"
        if isinstance(cells, str) and len(taken) > 1:
            again.extendleft(reversed(taken[1:]))
        yield cells


def _cells(record: bytes, columns: int, delimiter: str) -> list[str] | str:
    try:
        text = record.decode()
    except UnicodeDecodeError:
        return "bad_encoding"
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error:
        return "broken_csv"
    return rows[0] if len(rows) == 1 and len(rows[0]) == columns else "wrong_number_of_columns"


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Lines with their ends. A line longer than LINE_BYTES comes cut, still too long, so that memory is bounded."""
    rest = b""
    cut = False
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if cut:
                cut = False
                continue
            yield line + b"\n"
        if len(rest) > LINE_BYTES:
            if not cut:
                yield rest
            rest, cut = b"", True
    if rest and not cut:
        yield rest
