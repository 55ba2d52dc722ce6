"""A line for what there is a bounded number of, and the line for the database's connections."""

from __future__ import annotations

import asyncio
import time

import psycopg
import pytest
from tests.support.slowness import slowness

from echotune.core.db import Database
from echotune.core.errors import Unavailable
from echotune.core.places import Places
from echotune.core.settings import Settings


async def test_who_comes_first_goes_first_and_who_is_called_off_takes_no_place() -> None:
    places, order = Places(1), []

    async def visit(name: str) -> None:
        await places.take(5)
        order.append(name)

    await places.take(5)
    visits = [asyncio.create_task(visit(name)) for name in "abcd"]
    await asyncio.sleep(0)
    visits[0].cancel()
    places.leave()
    visits[1].cancel()  # at the very moment it was its turn
    await asyncio.sleep(0.01)
    places.leave()
    await asyncio.sleep(0.01)
    assert order == ["c", "d"]


async def test_waiting_has_an_end_and_leaves_the_line_whole() -> None:
    places = Places(1)
    await places.take(5)
    with pytest.raises(TimeoutError):
        await places.take(0.01)
    places.leave()
    await places.take(0.01)


async def test_more_than_there_are_connections_wait_and_none_is_refused(db: Database, settings: Settings) -> None:
    async def use() -> None:
        async with db.connect() as conn:
            await conn.execute("select pg_sleep(0.05)")

    await asyncio.gather(*(use() for _ in range(5 * settings.database.pool_size)))


@pytest.mark.quiet
async def test_when_the_database_is_away_the_whole_line_hears_it_soon(
    db: Database, settings: Settings, database_url: str
) -> None:
    name = database_url.rpartition("/")[2] if "?" not in database_url else database_url.split("?")[0].rpartition("/")[2]
    with psycopg.connect(database_url.replace(f"/{name}?", "/postgres?"), autocommit=True) as admin:
        admin.execute(f"alter database {name} allow_connections false".encode())
        admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,))

        async def use() -> None:
            async with db.connect() as conn:
                await conn.execute("select 1")

        began = time.monotonic()
        found = await asyncio.gather(*(use() for _ in range(60)), return_exceptions=True)
        assert {type(one) for one in found} == {Unavailable}
        assert time.monotonic() - began < 6 * slowness()
        admin.execute(f"alter database {name} allow_connections true".encode())


async def test_a_glance_leaves_the_connection_as_it_was(db: Database) -> None:
    async with db.glance() as conn:
        await conn.execute("select 1")
        assert conn.info.transaction_status == psycopg.pq.TransactionStatus.IDLE

    async def fail() -> None:
        async with db.connect() as conn:
            await conn.execute("create table gone (n int)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with db.glance() as conn:
        cursor = await conn.execute("select to_regclass('gone') as found")
        assert (await cursor.fetchone()) == {"found": None}
