"""Vectors of recordings: what is kept comes back, replaced whole, each account with its own."""

from __future__ import annotations

from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from echotune.accounts.store import Account
from echotune.core.db import Connection, Database
from echotune.training import embeddings


def unit(*rows: list[float]) -> NDArray[np.float32]:
    values = np.array(rows, np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True)


def ids(*numbers: int) -> list[UUID]:
    return [UUID(int=number << 120 | number) for number in numbers]


def listed(stored: embeddings.Stored) -> list[UUID]:
    return [UUID(bytes=raw.tobytes()) for raw in stored.raw_ids]


async def tracks(conn: Connection, recordings: list[UUID]) -> None:
    for recording in recordings:
        await conn.execute(
            "insert into tracks (track_id, item, kind, title, artist, album, recording_key, recording_id, source)"
            " values (%s, 'x', 'track', '', '', '', %s, %s, 'export')",
            (recording, str(recording), recording),
        )


async def test_vectors_come_back_in_the_order_of_their_ids_and_nearly_as_they_were(db: Database) -> None:
    first, second, third = ids(1, 130, 255)
    vectors = unit([1, 2, 3], [4, -5, 6], [0, 0, 1])
    async with db.connect() as conn:
        await embeddings.keep(conn, "text", "a", [third, first, second], vectors, ["3", "1", "2"])
        stored = await embeddings.load(conn, "text", "a")
    assert listed(stored) == [first, second, third]
    np.testing.assert_allclose(stored.vectors.astype(np.float32), vectors[[1, 2, 0]], atol=5e-4)


async def test_a_new_model_replaces_the_old_ones_rows_and_sees_them_as_missing(db: Database) -> None:
    recordings = ids(1, 2, 3)
    async with db.connect() as conn:
        await tracks(conn, recordings)
        await embeddings.keep(conn, "text", "a", recordings[:2], unit([1, 0], [0, 1]), ["1", "2"])
        assert await embeddings.missing(conn, "text", "a") == recordings[2:]
        assert await embeddings.missing(conn, "text", "b", limit=2) == recordings[:2]
        assert await embeddings.missing(conn, "text", "b", after=recordings[1]) == recordings[2:]
        await embeddings.keep(conn, "text", "b", recordings[:1], unit([1, 1, 1]), ["1"])
        assert listed(await embeddings.load(conn, "text", "a")) == recordings[1:2]
        assert await embeddings.made_from(conn, "text", "b", recordings) == {recordings[0]: "1"}


async def test_an_account_has_its_own_vector_in_place_of_everyones_and_nobody_else_sees_it(
    db: Database, local: Account
) -> None:
    shared, own = ids(1, 2)
    async with db.connect() as conn:
        await embeddings.keep(conn, "text", "a", [shared, own], unit([1, 0], [1, 0]), ["", ""])
        await embeddings.keep(conn, "text", "a", [own], unit([0, 1]), [""], owner=local.id)
        theirs = await embeddings.load(conn, "text", "a", local.id)
        others = await embeddings.load(conn, "text", "a", ids(9)[0])
        assert listed(theirs) == listed(others) == [shared, own]
        assert theirs.vectors.tolist() == [[1, 0], [0, 1]]
        assert others.vectors.tolist() == [[1, 0], [1, 0]]
        await conn.execute("delete from accounts where user_id = %s", (local.id,))
        assert (await embeddings.load(conn, "text", "a", local.id)).vectors.tolist() == [[1, 0], [1, 0]]


async def test_what_has_no_recording_and_what_is_not_wanted_is_forgotten(db: Database, local: Account) -> None:
    recordings = ids(1, 2, 3)
    async with db.connect() as conn:
        assert len(await embeddings.load(conn, "text", "a")) == 0
        await tracks(conn, recordings[:2])
        await embeddings.keep(conn, "text", "a", recordings, unit([1, 0], [1, 0], [1, 0]), [""] * 3)
        await embeddings.keep(conn, "text", "a", recordings[:2], unit([0, 1], [0, 1]), [""] * 2, owner=local.id)
        assert await embeddings.forget_orphans(conn, "text") == 1
        assert listed(await embeddings.load(conn, "text", "a")) == recordings[:2]
        assert await embeddings.owners(conn, "text") == [local.id]
        assert await embeddings.forget_others(conn, "text", local.id, recordings[:1]) == 1
        assert (await embeddings.load(conn, "text", "a", local.id)).vectors.tolist() == [[0, 1], [1, 0]]


async def test_what_is_no_vector_is_refused(db: Database) -> None:
    async with db.connect() as conn:
        with pytest.raises(ValueError, match="not finite"):
            await embeddings.keep(conn, "text", "a", ids(1), np.array([[np.nan, 1]], np.float32), [""])
        with pytest.raises(ValueError, match="do not fit"):
            await embeddings.keep(conn, "text", "a", ids(1, 2), unit([1, 0]), [""])
