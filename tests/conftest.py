"""One embedded PostgreSQL a run; every test that asks gets a freshly cloned, migrated database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.api import create_app
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.embedded_postgres import EmbeddedPostgres
from echotune.core.migrations import schema
from echotune.core.settings import DatabaseSettings, Settings

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """DSN of the template database on this run's own server."""
    embedded = EmbeddedPostgres(tmp_path_factory.mktemp("server"))
    dsn = embedded.start()
    schema.upgrade(dsn)
    yield dsn
    embedded.stop()


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
    """Settings as in alone mode, but on the test's own database."""

    class AloneOnGivenDatabase(Settings):
        @property
        def alone(self) -> bool:
            return True

    return AloneOnGivenDatabase(home=tmp_path / "home", database=DatabaseSettings(url=database_url))


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
