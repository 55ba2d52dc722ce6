"""What left for a language model is shown as it left; a wish is sent once; a budget is kept to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.conftest import ORIGIN
from tests.support.fake_llm import Call, FakeOpenAi, Reply, Request, Says
from tests.support.talking import Talk

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.chat.jobs import forget_deleted
from echotune.core import clock
from echotune.core.jobs import JobContext
from echotune.core.settings import LlmSettings

WISH = "three upbeat songs, please"


def recommends(request: Request) -> Reply:
    if request.json["messages"][-1]["role"] == "tool":
        return Says("Here are three songs.")
    return Says(calls=[Call("recommend", {"intent": "recommend", "count": 3})])


@pytest.fixture
async def model(listened: FastAPI) -> AsyncIterator[FakeOpenAi]:
    """OpenAI on loopback, with a key."""
    async with FakeOpenAi(recommends) as fake:
        settings: LlmSettings = listened.state.chat.settings.llm
        settings.openai_api_key, settings.openai_base_url = SecretStr("sk-fake-never-seen"), fake.base_url
        yield fake


async def sent(app: FastAPI, client: httpx.AsyncClient, **query: str) -> list[dict[str, object]]:
    """What the listener is shown, once all of it is written."""
    await app.state.chat.llm.ledger.settle()
    answer = await client.get("/api/llm/sent", params=query)
    answer.raise_for_status()
    requests: list[dict[str, object]] = answer.json()["requests"]
    return requests


async def used(app: FastAPI, client: httpx.AsyncClient) -> dict[str, object]:
    await app.state.chat.llm.ledger.settle()
    document: dict[str, object] = (await client.get("/api/llm/usage")).json()
    return document


async def test_the_page_shows_the_bytes_that_the_provider_received(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient, listened: FastAPI
) -> None:
    heard = await talk.say(WISH)
    shown = await sent(listened, client, messageId=heard.message["id"])
    bodies = [(await client.get(f"/api/llm/sent/{request['requestId']}")).json()["body"] for request in shown]
    # The clock stands still here, so which of the two is newer cannot be told.
    assert sorted(body.encode() for body in bodies) == sorted(request.body for request in model.requests)
    assert len(bodies) == 2
    assert {request["question"] for request in shown} == {WISH}
    assert {request["sessionId"] for request in shown} == {talk.session_id}
    assert {request["url"] for request in shown} == {model.base_url + "/chat/completions"}
    assert all("never-seen" not in body for body in bodies)
    usage = await used(listened, client)
    assert (usage["requests"], usage["inputTokens"], usage["outputTokens"]) == (2, 42, 14)
    assert await sent(listened, client, sessionId=str(uuid4())) == []


async def test_pages_follow_each_other_and_deleting_empties_them(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient, listened: FastAPI
) -> None:
    await talk.say(WISH)
    first, second = await sent(listened, client)
    assert [request["requestId"] for request in await sent(listened, client, before=str(first["requestId"]))] == [
        second["requestId"]
    ]
    assert (await client.delete("/api/llm/sent")).status_code == 204
    assert await sent(listened, client) == []
    assert (await used(listened, client))["requests"] == 2


async def test_another_listener_sees_none_of_it(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient, listened: FastAPI, other: Account
) -> None:
    await talk.say(WISH)
    (mine, _) = await sent(listened, client)
    async with listened.state.database.connect() as conn:
        cookie = await accounts.start_session(conn, other.id)
    headers, transport = {"Origin": ORIGIN}, httpx.ASGITransport(listened)
    async with httpx.AsyncClient(
        transport=transport, base_url=ORIGIN, headers=headers, cookies={"echotune_session": cookie}
    ) as theirs:
        assert await sent(listened, theirs) == []
        assert (await theirs.get(f"/api/llm/sent/{mine['requestId']}")).status_code == 404
        assert (await used(listened, theirs))["requests"] == 0


async def test_a_deleted_conversation_can_be_brought_back_for_a_day_and_then_takes_what_was_sent_along(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient, listened: FastAPI
) -> None:
    await talk.say(WISH)
    context = JobContext(listened.state.database, listened.state.settings, listened.state.jobs.enqueue)
    assert (await client.delete(talk.url)).is_success
    await forget_deleted(context)
    assert (await client.patch(talk.url, json={"deleted": False})).is_success
    assert len((await talk.reload())["messages"]) == 2
    assert len(await sent(listened, client)) == 2
    await client.delete(talk.url)
    clock.fix(clock.now() + timedelta(days=1, seconds=1))
    await forget_deleted(context)
    assert await sent(listened, client) == []
    assert (await client.patch(talk.url, json={"deleted": False})).status_code == 404


async def test_who_keeps_no_conversations_keeps_nothing_that_was_sent(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient, listened: FastAPI
) -> None:
    await client.patch("/api/settings", json={"chatHistory": False})
    await (await Talk.begin(client)).say("three calm songs")
    assert model.calls == 2
    assert await sent(listened, client) == []


async def test_a_wish_is_understood_once_and_anew_when_asked_again(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient
) -> None:
    first = await talk.say(WISH, "m1")
    again = await (await Talk.begin(client)).say("Three upbeat songs!!")
    assert model.calls == 3  # the second time it only words the answer
    assert [heard.message["metadata"]["remembered"] for heard in (first, again)] == [False, True]
    assert len(again.cards) == 3
    regenerated = await talk.again(WISH, "m1")
    assert model.calls == 5
    assert regenerated.message["metadata"]["remembered"] is False


async def test_a_budget_that_is_used_up_lets_the_built_in_engine_answer_until_it_begins_anew(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient, listened: FastAPI
) -> None:
    settings: LlmSettings = listened.state.chat.settings.llm
    settings.openai_model, settings.monthly_usd = "gpt-4o", 5.0
    await client.patch("/api/settings", json={"monthlyBudget": 0.0001})
    assert (await talk.say(WISH)).message["metadata"]["providerUsed"] == "openai"
    usage = await used(listened, client)
    # 42 tokens in and 14 out, at 2.50 and 10.00 dollars a million
    assert usage["cost"] == pytest.approx(0.000245)
    assert (usage["budget"], usage["usedUp"], usage["beginsAnew"]) == (0.0001, True, "2026-12-01")
    heard = await talk.say("three calm songs")
    assert model.calls == 2
    metadata = heard.message["metadata"]
    assert (metadata["providerUsed"], metadata["degraded"]) == ("built-in", False)
    assert "1 December 2026" in metadata["degradedReason"]
    assert len(heard.cards) == 3
    await client.patch("/api/settings", json={"monthlyBudget": None})
    assert (await talk.say("three slow songs")).message["metadata"]["providerUsed"] == "openai"


async def test_under_a_budget_no_model_of_unknown_price_is_asked_but_one_s_own(
    model: FakeOpenAi, talk: Talk, client: httpx.AsyncClient, listened: FastAPI
) -> None:
    settings: LlmSettings = listened.state.chat.settings.llm
    settings.openai_model, settings.monthly_usd = "a-model-nobody-priced", 5.0
    heard = await talk.say(WISH)
    assert heard.message["metadata"]["providerUsed"] == "built-in"
    assert "known price" in heard.message["metadata"]["degradedReason"]
    settings.monthly_usd = None
    assert (await talk.say("three calm songs")).message["metadata"]["providerUsed"] == "openai"
    usage = await used(listened, client)
    assert (usage["cost"], usage["unknownCostRequests"]) == (None, 2)
    settings.ollama_base_url, settings.monthly_usd = model.base_url, 0.0
    settings.ollama_model, settings.openai_api_key = "own-model", None
    assert (await talk.say("three slow songs")).message["metadata"]["providerUsed"] == "ollama"
