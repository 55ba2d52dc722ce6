"""A language model that fails in the middle of a turn: the listener reads one answer, and nothing twice."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.support.fake_llm import Call, Cuts, FakeOpenAi, Hangs, Reply, Request, Resets, Says
from tests.support.talking import Heard, Talk

WORDS = "Here are three songs. They begin gently. They end gently too."


@pytest.fixture
async def model(listened: FastAPI) -> AsyncIterator[FakeOpenAi]:
    settings = listened.state.chat.settings.llm
    settings.first_token_seconds = 0.5
    async with FakeOpenAi() as fake:
        settings.openai_api_key = SecretStr("sk-fake")
        settings.openai_base_url = fake.base_url
        yield fake


def after_the_tool(*replies: Reply) -> object:
    """Calls a tool well; what it says of the result goes wrong in these ways, one after the other."""
    left = list(replies)

    def reply(request: Request) -> Reply:
        if request.json["messages"][-1]["role"] != "tool":
            return Says(calls=[Call("recommend", {"count": 3})])
        return left.pop(0) if len(left) > 1 else left[0]

    return reply


def tried(heard: Heard) -> list[str]:
    return [attempt["outcome"] for attempt in heard.message["metadata"]["fallbackAttempts"]]


async def test_an_answer_that_breaks_off_after_a_tool_ran_is_finished_and_the_cards_stand_once(
    model: FakeOpenAi, talk: Talk
) -> None:
    whole = Says(WORDS, pieces=20)
    model.script = after_the_tool(Cuts(whole, 11), Cuts(whole, 3), whole)  # type: ignore[assignment]
    heard = await talk.say("three songs please")
    assert heard.text == WORDS
    assert len(heard.data("recommendation")) == 1
    assert (heard.message["metadata"]["providerUsed"], tried(heard)) == ("openai", ["cut", "cut"])
    assert (await talk.reload())["messages"][-1]["parts"] == heard.message["parts"]


@pytest.mark.parametrize("dies", [Resets(), Hangs()])
async def test_a_model_that_dies_after_a_tool_ran_leaves_the_words_to_the_built_in_engine(
    model: FakeOpenAi, talk: Talk, dies: Reply
) -> None:
    model.script = after_the_tool(dies)  # type: ignore[assignment]
    heard = await talk.say("three songs please")
    assert len(heard.cards) == 3
    assert heard.cards[0]["title"] in heard.text
    metadata = heard.message["metadata"]
    assert (metadata["providerUsed"], metadata["degraded"], metadata["status"]) == ("built-in", True, "done")
