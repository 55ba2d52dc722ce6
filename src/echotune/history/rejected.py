"""The list of rejected rows as CSV that a spreadsheet cannot be made to run."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator

from psycopg.rows import DictRow

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LINES_A_PIECE = 1000


def safe_cell(text: str) -> str:
    """A cell that would begin a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


async def csv_lines(rows: AsyncIterator[DictRow], total: int) -> AsyncIterator[str]:
    """`file,row,reason`, in pieces of some lines; of `total` rows the last may be unlisted, which a line says."""
    piece = io.StringIO()
    writer = csv.writer(piece)
    writer.writerow(("file", "row", "reason"))
    count = 0
    async for row in rows:
        writer.writerow((safe_cell(row["file"]), row["row_number"], safe_cell(row["reason"])))
        count += 1
        if count % LINES_A_PIECE == 0:
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()
    if total > count:
        writer.writerow(("", "", f"{total - count} more rows are not listed"))
    yield piece.getvalue()
