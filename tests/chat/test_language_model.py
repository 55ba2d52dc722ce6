"""A turn with a language model: it calls the tools, says what they returned, and may do nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.support.fake_llm import Call, FakeOpenAi, Request, Says
from tests.support.talking import Talk


@pytest.fixture
async def upstream() -> AsyncIterator[FakeOpenAi]:
    async with FakeOpenAi(Says("Nothing.")) as fake:
        yield fake


@pytest.fixture
async def model(listened: FastAPI, upstream: FakeOpenAi) -> FakeOpenAi:
    """OpenAI on loopback, with a key: what is said to it and by it."""
    settings = listened.state.chat.settings.llm
    settings.openai_api_key = SecretStr("sk-fake")
    settings.openai_base_url = upstream.base_url
    return upstream


def after_tools(request: Request) -> bool:
    return request.json["messages"][-1]["role"] == "tool"


def acting(call: Call, then: str) -> object:
    """A model that makes one call and then says something."""
    return lambda request: Says(then) if after_tools(request) else Says(calls=[call])


async def test_a_model_calls_a_tool_and_speaks_of_what_came_back(model: FakeOpenAi, talk: Talk) -> None:
    model.script = acting(Call("recommend", {"intent": "recommend", "count": 3}), "Here are three songs.")
    heard = await talk.say("three songs please")
    assert len(heard.cards) == 3
    assert heard.text == "Here are three songs."
    metadata = heard.message["metadata"]
    assert metadata["providerUsed"] == "openai"
    assert metadata["degraded"] is False
    assert metadata["promptVersions"] == {"instructions": "v1"}
    assert model.calls == 2
