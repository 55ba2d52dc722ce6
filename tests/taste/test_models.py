"""When a model is kept, renewed and allowed to be old."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste import models as module
from echotune.taste.listener import ListenerModel
from echotune.taste.models import ListenerModels
from tests.support.listening import START, Play, Track, store_plays

FIRST, SECOND = Play(Track("Ada", "First"), START), Play(Track("Ada", "Second"), START)


@pytest.fixture
async def models(db: Database, local: Account) -> ListenerModels:
    await store_plays(db, local, [FIRST])
    return ListenerModels(db, gate=True)


async def now(db: Database, models: ListenerModels, account: Account) -> ListenerModel:
    async with db.connect() as conn:
        return await models.get(await accounts.by_id(conn, account.id))


async def import_is(db: Database, account: Account, status: str) -> None:
    async with db.connect() as conn:
        await conn.execute("delete from imports")
        await conn.execute(
            "insert into imports (user_id, import_id, status, file_name, origin, created_at, updated_at) "
            "values (%s, gen_random_uuid(), %s, 'export.zip', '{}', now(), now())",
            (account.id, status),
        )


async def test_a_model_is_kept_until_the_data_changes(db: Database, local: Account, models: ListenerModels) -> None:
    first = await now(db, models, local)
    assert await now(db, models, local) is first
    await store_plays(db, local, [SECOND])
    assert (await now(db, models, local)).keys == [FIRST.track.key, SECOND.track.key]


async def test_five_askers_at_once_cause_one_build(
    db: Database, local: Account, models: ListenerModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = 0
    build = module.build_listener_model

    async def counted(*arguments: object, **options: object) -> ListenerModel:
        nonlocal builds
        builds += 1
        return await build(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "build_listener_model", counted)
    found = await asyncio.gather(*(now(db, models, local) for _ in range(5)))
    assert builds == 1
    assert len({id(model) for model in found}) == 1


async def test_while_an_import_runs_a_young_model_answers_and_the_end_of_it_is_seen(
    db: Database, local: Account, models: ListenerModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await now(db, models, local)
    await import_is(db, local, "running")
    await store_plays(db, local, [SECOND])
    assert await now(db, models, local) is first
    monkeypatch.setattr(module, "IMPORT_PAUSE_SECONDS", 0)
    assert (await now(db, models, local)).size == 2
    monkeypatch.undo()
    await import_is(db, local, "done")
    await store_plays(db, local, [replace(FIRST, track=Track("Ada", "Third"))])
    assert (await now(db, models, local)).size == 3


async def test_a_change_of_time_zone_moves_the_hours(db: Database, local: Account, models: ListenerModels) -> None:
    async with db.connect() as conn:
        await conn.execute("update accounts set time_zone = 'UTC'")
    utc = await now(db, models, local)
    async with db.connect() as conn:
        await conn.execute("update accounts set time_zone = 'Asia/Tokyo'")
    tokyo = await now(db, models, local)
    assert (int(tokyo.plays.hour[0]) - int(utc.plays.hour[0])) % 24 == 9
