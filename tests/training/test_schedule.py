"""Trainings without being asked: when, for whom, once, and harmless when they fail."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from echotune import bootstrap
from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.errors import NotReady, Unavailable
from echotune.core.jobs import JobContext
from echotune.core.settings import Settings
from echotune.training import jobs, registry, store
from echotune.training.order import Order, Trained
from echotune.training.ranker.serving import name_of
from echotune.training.run import train
from echotune.training.schedule import is_due
from echotune.training.store import Training
from echotune.training.trainers import TRAINERS
from tests.support.library import add, random_rows

NIGHT, DAY = datetime(2026, 5, 2, 3, tzinfo=UTC), datetime(2026, 5, 2, 13, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


def ran(hours_before: float, now: datetime, made_from: str) -> Training:
    return Training("taste", now - timedelta(hours=hours_before), now, "served", None, "v", made_from)


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (NIGHT, ran(23, NIGHT, "older"), True),
        (NIGHT, ran(23, NIGHT, "same"), False),
        (NIGHT, ran(5, NIGHT, "older"), False),
        (DAY, ran(23, DAY, "older"), False),
        (DAY, ran(40, DAY, "older"), True),
        (DAY, ran(400, DAY, "same"), False),
        (DAY, None, True),
    ],
)
def test_trainings_are_due_at_night_when_there_is_something_new(
    now: datetime, last: Training | None, due: bool
) -> None:
    assert is_due(now, ZONE, last, NIGHT - timedelta(days=9), "same") is due


def test_the_night_is_that_of_the_zone() -> None:
    last = ran(23, DAY, "older")
    assert is_due(DAY, ZoneInfo("America/Los_Angeles"), last, DAY, "same") is False
    assert is_due(DAY, ZoneInfo("America/Anchorage"), last, DAY, "same") is True


def test_what_is_new_is_not_trained_in_the_hour_of_its_arrival() -> None:
    assert is_due(NIGHT, ZONE, None, NIGHT - timedelta(hours=1), "new") is False


@pytest.fixture
async def listener(db: Database) -> Account:
    async with db.connect() as conn:
        account = await accounts.ensure(conn, "local")
        await add(conn, account.id, random_rows(3, 300, datetime(2026, 1, 1, tzinfo=UTC), 90))
        return await accounts.by_id(conn, account.id)


def context(db: Database, settings: Settings) -> JobContext:
    async def nobody(*_: Any, **__: Any) -> None:
        raise AssertionError

    return JobContext(db, settings, nobody)


async def test_what_is_due_is_trained_in_a_process_of_its_own_and_not_a_second_time(
    db: Database, settings: Settings, listener: Account
) -> None:
    assert await jobs.due_now(db) == []
    clock.fix(datetime.now(UTC) + timedelta(days=3))
    assert ("taste", str(listener.id)) in await jobs.due_now(db)
    await jobs.train_when_due(context(db, settings))
    async with db.connect() as conn:
        served = await registry.serving(conn, settings.home, name_of(listener.id))
        runs = [run for run in await store.trainings(conn) if run.name == "taste"]
    assert [run.outcome for run in runs] == ["served"], runs
    assert served is not None
    clock.fix(datetime.now(UTC) + timedelta(hours=1))
    assert ("taste", str(listener.id)) not in await jobs.due_now(db)


async def test_the_schedule_names_a_job() -> None:
    assert bootstrap.SCHEDULES.keys() <= bootstrap.JOBS.keys()


async def test_only_one_training_runs_in_a_home(
    db: Database, settings: Settings, listener: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow(order: Order) -> Trained:
        begun.set()
        await may_end.wait()
        raise Unavailable("The database went away.")

    monkeypatch.setitem(TRAINERS, "cf", slow)
    order = Order(db, settings.home, True, listener)
    first = asyncio.create_task(train(order, ["cf"]))
    await begun.wait()
    with pytest.raises(NotReady, match="Another training"):
        await train(order, ["taste"])
    may_end.set()
    [report] = await first
    assert (report.outcome, report.reason) == ("failed", "The database went away.")


@pytest.mark.parametrize("failure", [Unavailable("Gone."), OSError(28, "No space left on device"), MemoryError()])
async def test_a_failure_is_listed_and_what_served_serves_on(
    db: Database, settings: Settings, listener: Account, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    order = Order(db, settings.home, True, listener)
    [good] = await train(order, ["taste"])

    def fails(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr("echotune.training.artefacts.write", fails)
    [failed] = await train(order, ["taste"])
    assert failed.outcome == "failed"
    async with db.connect() as conn:
        served = await registry.serving(conn, settings.home, name_of(listener.id))
        latest = (await store.trainings(conn))[0]
    assert served is not None
    assert served.manifest.model_version == good.version
    assert (latest.outcome, latest.reason) == ("failed", failed.reason)


KILLED = """
import asyncio, sys
from pathlib import Path
from uuid import UUID
from echotune.accounts import store as accounts
from echotune.core.db import Database
from echotune.core.settings import DatabaseSettings, Settings
from echotune.training import run, taste
from echotune.training.order import Order

async def writes_and_never_promotes(order):
    trained = await taste.train(order)
    print("written", flush=True)
    await asyncio.sleep(60)
    return trained

async def work(dsn, home, listener):
    run.TRAINERS["taste"] = writes_and_never_promotes
    database = await Database.open(Settings(home=home, database=DatabaseSettings(url=dsn)))
    async with database.connect() as conn:
        account = await accounts.by_id(conn, listener)
    await run.train(Order(database, home, True, account), ["taste"])

asyncio.run(work(sys.argv[1], Path(sys.argv[2]), UUID(sys.argv[3])))
"""


async def test_a_training_killed_before_it_promotes_leaves_what_served_and_no_lock(
    db: Database, settings: Settings, listener: Account
) -> None:
    order = Order(db, settings.home, True, listener)
    [good] = await train(order, ["taste"])
    arguments = [sys.executable, "-c", KILLED, db.dsn, str(settings.home), str(listener.id)]
    child = await asyncio.create_subprocess_exec(*arguments, stdout=asyncio.subprocess.PIPE)
    assert child.stdout is not None
    assert await child.stdout.readline() == b"written\n"
    with pytest.raises(NotReady, match="Another training"):
        await train(order, ["taste"])
    child.kill()
    await child.wait()
    assert len(list((settings.home / "artefacts" / name_of(listener.id)).glob("*/manifest.json"))) == 2
    async with db.connect() as conn:
        served = await registry.serving(conn, settings.home, name_of(listener.id))
    assert served is not None
    assert served.manifest.model_version == good.version
    await train(order, ["cf"])
    async with db.connect() as conn:
        runs = await store.trainings(conn)
    assert [(run.name, run.outcome) for run in runs] == [("cf", "skipped"), ("taste", "failed"), ("taste", "served")]
    assert "interrupted" in (runs[1].reason or "")


async def test_an_erased_account_leaves_no_model(db: Database, settings: Settings, listener: Account) -> None:
    [report] = await train(Order(db, settings.home, True, listener), ["taste"])
    folder = settings.home / "artefacts" / name_of(listener.id)
    assert report.version
    assert (folder / report.version).exists()
    assert (folder / f"{report.version}.report.json").exists()
    async with db.connect() as conn:
        await conn.execute("delete from accounts where user_id = %s", (listener.id,))
        other = await accounts.ensure(conn, "demo")
    await train(Order(db, settings.home, True, other), ["cf"])
    assert not folder.exists()
    async with db.connect() as conn:
        assert await store.versions(conn) == []


def test_what_the_terminal_offers_can_be_trained() -> None:
    assert set(TRAINERS) == {"taste", "content", "cf"}
