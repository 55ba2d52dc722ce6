"""A listener with a small invented library, and ways to ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.settings import DatabaseSettings, Settings
from echotune.recommend.answer import answer
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.schemas import RecommendationResponse
from echotune.taste.models import ListenerModels
from tests.recommend import library as invented


@dataclass
class Listener:
    """One account over an invented library."""

    database: Database
    models: ListenerModels
    settings: Settings
    account: Account
    library: invented.Library

    async def ask(
        self,
        request: RecommendationRequest | None = None,
        *,
        previous: RecommendationResponse | None = None,
        **parts: Any,
    ) -> RecommendationResponse:
        async with self.database.connect() as conn:
            self.account = await accounts.by_id(conn, self.account.id)
        request = request or RecommendationRequest(**parts)
        return await answer(self.database, self.models, self.settings, self.account, request, previous=previous)


@pytest.fixture(scope="session")
def stocked_url(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the invented library in the account `local`; shared, so tests leave it as it was."""
    yield from _stocked(server, coverage=0.6)


@pytest.fixture(scope="session", params=[0.0, 0.25, 1.0], ids=["0 % features", "25 % features", "100 % features"])
def covered_url(request: pytest.FixtureRequest, server: str) -> Iterator[str]:
    """The same at three coverages of features."""
    yield from _stocked(server, coverage=request.param)


def _stocked(server: str, *, coverage: float) -> Iterator[str]:
    name = f"stocked_{uuid4().hex}"
    admin, dsn = server.replace("/echotune?", "/postgres?"), server.replace("/echotune?", f"/{name}?")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"create database {name} template echotune")
    user_id = uuid4()
    with psycopg.connect(dsn) as conn:
        conn.execute(
            "insert into accounts (user_id, kind, display_name, time_zone) values (%s, 'local', 'You', 'Europe/Stockholm')",
            (user_id,),
        )
    invented.store(dsn, user_id, invented.invent(3, coverage=coverage))
    yield dsn
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"drop database {name} with (force)")


@pytest.fixture
async def listener(stocked_url: str) -> AsyncIterator[Listener]:
    async for one in _listening(stocked_url, 0.6):
        yield one


@pytest.fixture
async def covered(covered_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Listener]:
    async for one in _listening(covered_url, 0.6):
        yield one


@pytest.fixture
async def own(stocked_url: str, server: str) -> AsyncIterator[Listener]:
    """The same listener in a database of the test's own, to be changed."""
    name = f"own_{uuid4().hex}"
    admin = server.replace("/echotune?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"create database {name} template {_name(stocked_url)}")
    async for one in _listening(server.replace("/echotune?", f"/{name}?"), 0.6):
        yield one
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"drop database {name} with (force)")


def _name(dsn: str) -> str:
    return urlsplit(dsn).path.removeprefix("/")


async def _listening(dsn: str, coverage: float) -> AsyncIterator[Listener]:
    clock.fix(invented.NOW)
    settings = Settings(database=DatabaseSettings(url=dsn))
    database = await Database.open(settings)
    async with database.connect() as conn:
        account = await accounts.by_kind(conn, "local")
    yield Listener(
        database, ListenerModels(database, gate=True), settings, account, invented.invent(3, coverage=coverage)
    )
    await database.close()
