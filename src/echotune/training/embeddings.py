"""Vectors of recordings in the database: the only place that reads and writes the table `embeddings`.

A *space* ("text", "content") is one way to compare recordings and holds vectors of one model at a time: another model's
rows count as missing and are replaced. Rows hold nothing about listening. Most are for everyone; one made from facts
that only one account may read (its own packs) carries that account as `owner`, and is seen by and erased with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.core import clock
from echotune.core.db import Connection

FIRST: Final = UUID(int=0)
"""Where a walk over all recordings begins; no recording has this id."""

_KEEP: LiteralString = """
    insert into embeddings (space, recording_id, user_id, model_id, dim, vector, made_from, made_at)
    select %(space)s, recording_id, %(owner)s, %(model)s, %(dim)s, vector, made_from, %(now)s
    from unnest(%(ids)s::uuid[], %(vectors)s::bytea[], %(made_from)s::text[])
        as arriving (recording_id, vector, made_from)
    order by recording_id
    on conflict on constraint embeddings_one do update set
        model_id = excluded.model_id, dim = excluded.dim, vector = excluded.vector,
        made_from = excluded.made_from, made_at = excluded.made_at"""

_LOAD: LiteralString = """
    select string_agg(uuid_send(recording_id), ''::bytea), string_agg(vector, ''::bytea), max(dim)
    from (
        select recording_id, vector, dim from embeddings
        where space = %(space)s and model_id = %(model)s and (user_id is null or user_id = %(owner)s)
            and recording_id >= %(first)s and recording_id <= %(last)s
        order by recording_id, user_id nulls first
    ) as part"""

_MISSING: LiteralString = """
    select distinct recording_id from tracks
    where kind = 'track' and recording_id > %(after)s and not exists (
        select from embeddings
        where space = %(space)s and user_id is not distinct from %(owner)s and model_id = %(model)s
            and embeddings.recording_id = tracks.recording_id)
    order by recording_id
    limit %(limit)s"""

_MADE_FROM: LiteralString = """
    select recording_id, made_from from embeddings
    where space = %(space)s and user_id is not distinct from %(owner)s and model_id = %(model)s
        and recording_id = any(%(ids)s)"""

_OWNERS: LiteralString = "select distinct user_id from embeddings where space = %(space)s and user_id is not null"

_FORGET_ORPHANS: LiteralString = """
    delete from embeddings where space = %(space)s
        and not exists (select from tracks where tracks.recording_id = embeddings.recording_id)"""

_FORGET_OTHERS: LiteralString = """
    delete from embeddings
    where space = %(space)s and user_id is not distinct from %(owner)s
        and not exists (select from unnest(%(ids)s::uuid[]) as kept where kept = recording_id)"""

PARTS: Final = 16  # an answer's field holds at most 1 GB: a million vectors come in parts


@dataclass(frozen=True, eq=False)
class Stored:
    """N vectors in the order of their ids."""

    raw_ids: NDArray[Any]
    """V16[N], raw recording ids, ascending."""
    vectors: NDArray[np.float16]
    """float16[N, d], unit rows."""

    def __len__(self) -> int:
        return len(self.raw_ids)


async def keep(
    conn: Connection,
    space: str,
    model_id: str,
    ids: Sequence[UUID],
    vectors: NDArray[np.float32],
    made_from: Sequence[str],
    owner: UUID | None = None,
) -> None:
    """Stores `vectors` (float32[N, d], unit rows) of N distinct recordings, in place of what the space had for them.

    `made_from`: digest of each one's input. Kept in half precision (cosines stay within 0.001). In the caller's
    transaction. Raises ValueError for shapes that do not fit and for values that are not finite.
    """
    if vectors.ndim != 2 or not len(ids) == len(vectors) == len(made_from):
        raise ValueError(f"{len(ids)} ids, {len(made_from)} digests and vectors of shape {vectors.shape} do not fit")
    if not np.isfinite(vectors).all():
        raise ValueError("a vector holds a value that is not finite")
    rows = np.ascontiguousarray(vectors, np.dtype("<f2"))
    await conn.execute(
        _KEEP,
        {
            "space": space,
            "model": model_id,
            "owner": owner,
            "dim": rows.shape[1],
            "now": clock.now(),
            "ids": list(ids),
            "vectors": [row.tobytes() for row in rows],
            "made_from": list(made_from),
        },
    )


async def load(conn: Connection, space: str, model_id: str, owner: UUID | None = None) -> Stored:
    """All vectors of a space made by `model_id`: everyone's, and for the recordings where `owner` has its own, those."""
    ids, vectors, dim = bytearray(), bytearray(), 1
    async with conn.cursor(binary=True) as cursor:
        for part in range(PARTS):
            bounds = {"first": _bound(part, "00"), "last": _bound(part, "ff")}
            await cursor.execute(_LOAD, {"space": space, "model": model_id, "owner": owner, **bounds})
            result = cursor.pgresult
            if result is None or (found := result.get_value(0, 0)) is None:
                continue
            ids += found
            vectors += result.get_value(0, 1) or b""
            dim = int.from_bytes(result.get_value(0, 2) or b"\x01", "big")
    raw_ids = np.frombuffer(ids, "V16")
    rows = np.frombuffer(vectors, "<f2").reshape(len(raw_ids), -1 if len(raw_ids) else dim)
    if owner is None or not len(raw_ids):
        return Stored(raw_ids, rows)
    last = np.append(raw_ids[1:] != raw_ids[:-1], True)  # the owner's comes after everyone's
    return Stored(raw_ids[last], rows[last])


def _bound(part: int, rest: str) -> UUID:
    return UUID(f"{part:x}{rest[1]}{rest * 15}")


async def missing(
    conn: Connection, space: str, model_id: str, after: UUID = FIRST, limit: int = 1000, owner: UUID | None = None
) -> list[UUID]:
    """The next recordings after `after`, ascending, that the space has no vector of this model for."""
    params = {"space": space, "model": model_id, "owner": owner, "after": after, "limit": limit}
    return [row["recording_id"] for row in await (await conn.execute(_MISSING, params)).fetchall()]


async def made_from(
    conn: Connection, space: str, model_id: str, ids: Sequence[UUID], owner: UUID | None = None
) -> dict[UUID, str]:
    """For those of `ids` that have a vector, the digest of what it was made from."""
    params = {"space": space, "model": model_id, "owner": owner, "ids": list(ids)}
    rows = await (await conn.execute(_MADE_FROM, params)).fetchall()
    return {row["recording_id"]: row["made_from"] for row in rows}


async def owners(conn: Connection, space: str) -> list[UUID]:
    """Accounts that have vectors of their own in the space."""
    return [row["user_id"] for row in await (await conn.execute(_OWNERS, {"space": space})).fetchall()]


async def forget_space(conn: Connection, space: str) -> int:
    """Deletes a whole space; returns how many vectors it had."""
    return (await conn.execute("delete from embeddings where space = %s", (space,))).rowcount


async def forget_orphans(conn: Connection, space: str) -> int:
    """Deletes the vectors of recordings that no track belongs to any more; returns how many."""
    return (await conn.execute(_FORGET_ORPHANS, {"space": space})).rowcount


async def forget_others(conn: Connection, space: str, owner: UUID | None, ids: Sequence[UUID]) -> int:
    """Deletes the owner's own vectors (None: everyone's) but for those of `ids`; returns how many."""
    return (await conn.execute(_FORGET_OTHERS, {"space": space, "owner": owner, "ids": list(ids)})).rowcount
