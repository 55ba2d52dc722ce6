"""Catalogue packs: tracks from a file, as candidates for discovery, with what the file knows of them (IN-9)."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
from pydantic import Field

from echotune.accounts.store import note_change
from echotune.catalog import pack_store
from echotune.catalog.pack_columns import map_columns
from echotune.catalog.pack_files import open_pack
from echotune.catalog.pack_rows import PackRow, RowReader
from echotune.core.errors import InvalidRequest
from echotune.core.wire import WireModel

ORIGINS: Final = {
    "open": "published under an open licence, not from Spotify's API",
    "user": "your own work",
    "spotify_api": "contains what Spotify's API said; the policy gate applies",
    "demo": "generated",
}
DEMO_PACK: Final = "demo"
PROGRESS_ROWS: Final = 5_000

Progress = Callable[[int], None]


class PackReport(WireModel):
    """What became of a file: `read = stored + duplicate + rejected`. `coverage` is the share of stored tracks (0..1)
    with a known value, `out_of_range` counts values that were dropped, `columns` tells which column was taken for what."""

    name: str
    origin: str
    read: int
    stored: int
    duplicate: int
    rejected: int
    rejected_by_reason: dict[str, int]
    coverage: dict[str, float]
    out_of_range: dict[str, int]
    columns: dict[str, str]
    ignored_columns: list[str] = Field(description="Columns that no field was recognised in")
    seconds: float


def add_pack(
    conn: psycopg.Connection[Any],
    path: Path,
    *,
    name: str,
    origin: str,
    user_id: UUID | None = None,
    column_map: Mapping[str, str] | None = None,
    progress: Progress = lambda rows: None,
) -> PackReport:
    """Reads a CSV, CSV.GZ or Parquet file into the pack `name`, replacing what it held, in the caller's transaction.

    `user_id` None offers it to everyone. `column_map` goes from field to column. `progress` hears the rows read so far.
    Memory does not grow with the file. Raises InvalidRequest for an unknown origin, a bad name, an unreadable file, or
    when a needed column is missing; nothing is stored then.
    """
    _check(conn, name, origin, user_id)
    started = time.perf_counter()
    with open_pack(path) as lines:
        columns = map_columns(lines.header, column_map or {})
        reader = RowReader(columns, lines.header)
        counts: Counter[str] = Counter()
        rows = _judged(lines.rows, reader, counts, progress)
        source = DEMO_PACK if origin == DEMO_PACK else f"pack:{name}"
        stored = pack_store.replace_pack(conn, rows, name=name, source=source, origin=origin, user_id=user_id)
    read = counts.pop("read", 0)
    rejected = counts.total()
    note_change(conn, user_id)
    known = pack_store.coverage(conn, source)
    taken = set(columns.values())
    return PackReport(
        name=name,
        origin=origin,
        read=read,
        stored=stored,
        duplicate=read - stored - rejected,
        rejected=rejected,
        rejected_by_reason=dict(sorted(counts.items())),
        coverage={fact: round(count / stored, 4) if stored else 0.0 for fact, count in known.items()},
        out_of_range={field: count for field, count in sorted(reader.out_of_range.items()) if count},
        columns={field: lines.header[place][:80] for field, place in columns.items()},
        ignored_columns=[column[:80] for place, column in enumerate(lines.header) if place not in taken][:200],
        seconds=round(time.perf_counter() - started, 3),
    )


def load_demo_pack(conn: psycopg.Connection[Any], user_id: UUID, path: Path) -> PackReport:
    """Loads the pack beside a demo (as `history.demo.write_pack` writes it) for the demo account alone."""
    return add_pack(conn, path, name=DEMO_PACK, origin=DEMO_PACK, user_id=user_id)


def _check(conn: psycopg.Connection[Any], name: str, origin: str, user_id: UUID | None) -> None:
    if origin not in ORIGINS:
        known = "; ".join(f"{key}: {meaning}" for key, meaning in ORIGINS.items())
        raise InvalidRequest(f"“{origin[:40]}” is no origin. Say where the facts come from ({known}).")
    if not re.fullmatch(r"[\w][\w .-]{0,59}", name):
        raise InvalidRequest("A pack's name has 1 to 60 letters, digits, spaces, dots, hyphens or underscores.")
    if (name == DEMO_PACK) != (origin == DEMO_PACK):
        raise InvalidRequest("The name and the origin “demo” belong to the generated demo alone.")
    exists, owner = pack_store.owner_of(conn, name)
    if exists and owner != user_id:
        raise InvalidRequest(f"The name “{name}” is taken. Choose another one.")


def _judged(
    lines: Iterable[Sequence[str] | None], reader: RowReader, counts: Counter[str], progress: Progress
) -> Iterator[PackRow]:
    """The good rows; the others are counted by reason, all of them as `read`."""
    for cells in lines:
        counts["read"] += 1
        if counts["read"] % PROGRESS_ROWS == 0:
            progress(counts["read"])
        judged = "unreadable_line" if cells is None else reader.read(cells)
        if isinstance(judged, str):
            counts[judged] += 1
        else:
            yield judged
