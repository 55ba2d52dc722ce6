"""Where interactions of many listeners come from: a file that is given, and the plays of this household."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.catalog.identity import recording_key
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest
from echotune.taste import labels, queries
from echotune.taste.columns import fetch_columns, halves
from echotune.training.cf.interactions import Interactions, confidences
from echotune.training.recorded import FEWEST_LISTENERS, listeners


@dataclass(frozen=True)
class Rows:
    """One entry an interaction: names of listeners, recording keys, confidences > 0."""

    listeners: list[str]
    items: list[str]
    weights: list[float]

    def joined(self, other: Rows) -> Rows:
        return Rows(self.listeners + other.listeners, self.items + other.items, self.weights + other.weights)

    def interactions(self) -> Interactions:
        return Interactions.of(self.listeners, self.items, np.array(self.weights, np.float32))


async def of_household(conn: Connection) -> Rows:
    """Interactions of all accounts: sums of play labels as confidences, for recordings of FEWEST_LISTENERS or more."""
    rows = Rows([], [], [])
    for user_id in await listeners(conn):
        items, weights = await of_listener(conn, user_id)
        rows = rows.joined(Rows([f"account:{user_id}"] * len(items), items, weights.tolist()))
    names, counts = np.unique(np.array(rows.items, dtype=object), return_counts=True)
    common = set(names[counts >= FEWEST_LISTENERS].tolist())
    kept = [at for at, item in enumerate(rows.items) if item in common]
    return Rows([rows.listeners[at] for at in kept], [rows.items[at] for at in kept], [rows.weights[at] for at in kept])


async def of_listener(conn: Connection, user_id: UUID) -> tuple[list[str], NDArray[np.float32]]:
    """One account's recordings (keys) with a confidence above 0. Incognito plays are left out."""
    plays = await fetch_columns(
        conn,
        queries.PLAYS,
        {"item_id": "uuid", "ms_played": "i4", "reason_start": "i2", "reason_end": "i2", "shuffle": "bool"},
        {"user": user_id, "reasons": list(labels.REASONS)},
    )
    said = labels.weights(
        plays["ms_played"],
        plays["reason_start"].astype(np.int8),
        plays["reason_end"].astype(np.int8),
        plays["shuffle"],
    )
    pairs, inverse = np.unique(np.stack(halves(plays["item_id"]), axis=1), axis=0, return_inverse=True)
    key_of = await _keys(conn, pairs)
    by_key: dict[str, float] = {}
    for key, label in zip(key_of, np.bincount(inverse, said, len(pairs)).tolist(), strict=True):
        if key is not None:
            by_key[key] = by_key.get(key, 0.0) + label
    weights = confidences(np.array(list(by_key.values())))
    known = np.flatnonzero(weights > 0)
    keys = list(by_key)
    return [keys[at] for at in known.tolist()], weights[known]


async def _keys(conn: Connection, pairs: NDArray[np.uint64]) -> list[str | None]:
    """The recording key of each track id (as halves), None for what is no track."""
    ids = [UUID(int=(int(high) << 64) | int(low)) for high, low in pairs.tolist()]
    cursor = await conn.execute(
        "select track_id, recording_key from tracks where kind = 'track' and track_id = any(%s)", (ids,)
    )
    found: dict[Any, str] = {row["track_id"]: row["recording_key"] for row in await cursor.fetchall()}
    return [found.get(track_id) for track_id in ids]


async def of_file(conn: Connection, path: Path) -> Rows:
    """A tab-separated file: listener, artist, title and perhaps a weight; or listener, recording id and perhaps a weight.

    Raises InvalidRequest naming file and line for anything else, and for a recording id that this home does not know.
    """
    rows, ids = Rows([], [], []), {}
    for number, cells in _lines(path):
        listener, item, weight = _triple(path, number, cells)
        if isinstance(item, UUID):
            ids[len(rows.items)] = item
        rows.listeners.append(f"file:{listener}")
        rows.items.append(str(item))
        rows.weights.append(weight)
    if not rows.items:
        raise InvalidRequest(f"{path} holds no interactions.")
    if ids:
        cursor = await conn.execute(
            "select distinct on (recording_id) recording_id, recording_key from tracks where recording_id = any(%s) "
            'order by recording_id, recording_key collate "C"',
            (list(set(ids.values())),),
        )
        key_of = {row["recording_id"]: row["recording_key"] for row in await cursor.fetchall()}
        for at, recording_id in ids.items():
            if recording_id not in key_of:
                raise InvalidRequest(f"{path}: there is no recording {recording_id} here.")
            rows.items[at] = key_of[recording_id]
    return rows


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n").split("\t")
    except OSError as refused:
        raise InvalidRequest(f"{path} cannot be read: {refused.strerror}.") from refused
    except UnicodeDecodeError as refused:
        raise InvalidRequest(f"{path} is no text in UTF-8.") from refused


def _triple(path: Path, number: int, cells: list[str]) -> tuple[str, str | UUID, float]:
    wrong = InvalidRequest(
        f"{path}, line {number}: expected are listener, artist, title and perhaps a weight above 0, or listener, "
        "recording id and perhaps a weight, parted by tabs."
    )
    if len(cells) < 2 or not cells[0].strip():
        raise wrong
    recording = _uuid(cells[1])
    item: str | UUID = recording or recording_key(cells[1], cells[2] if len(cells) > 2 else "")
    rest = cells[2:] if recording else cells[3:]
    weight = _weight(rest[0]) if rest else 1.0
    if len(rest) > 1 or weight is None or (recording is None and (len(cells) < 3 or not cells[2].strip())):
        raise wrong
    return cells[0].strip(), item, weight


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def _weight(text: str) -> float | None:
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if 0 < weight < float("inf") else None
