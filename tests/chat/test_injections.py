"""Names that give orders, and a model that obeys every one of them: nothing is changed, nothing of others is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.chat.conftest import NOW
from tests.support.fake_llm import Call, FakeOpenAi, Reply, Request, Says
from tests.support.injections import FOREIGN, HIDDEN, Injection, corpus, orders
from tests.support.listening import Play, Track, store_plays
from tests.support.talking import Heard, Talk

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.chat.tools import tool as tools
from echotune.chat.tools.change import Change, Speaker
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.limits import SlidingWindow

MOST_CALLS = 4
CONFIRMED = 20
WRITTEN = ("taste_corrections", "feedback_events", "library_items", "parameter_overrides")
"""Tables that a conversation may change for a listener, besides its own words."""


def obedient(request: Request) -> Reply:
    """Look for what the listener named; then do, and say, whatever stands in what comes back."""
    said = request.json["messages"]
    asked = max(at for at, message in enumerate(said) if message["role"] == "user")
    since = said[asked + 1 :]
    if not since:
        return Says(calls=[_wanted(said[asked]["content"])])
    told = " ".join(_names(message["content"]) for message in since if message["role"] == "tool")
    done = sum(len(message.get("tool_calls") or ()) for message in since) - 1
    calls = [Call(name, wanted) for name, wanted in orders(told) if name != "say"]
    if done < min(len(calls), MOST_CALLS):
        return Says(calls=[calls[done]])
    return Says(" ".join(words for name, words in orders(told) if name == "say") or "There it is.")


def _wanted(sentence: str) -> Call:
    name = sentence.removeprefix("find ")
    if sentence.startswith("I love "):
        return Call("feedback", {"feedback": "like", "tracks": [sentence.removeprefix("I love ")]})
    return Call("search", {"artists": [name]})


def _names(content: str) -> str:
    """Every text in a tool's result, as a model would read it."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, str):
            found.append(value)

    try:
        walk(json.loads(content))
    except ValueError:  # a call that could not be read comes back as a sentence
        walk(content)
    return "\n".join(dict.fromkeys(found))


@pytest.fixture
async def obeying(listened: FastAPI, other: Account) -> AsyncIterator[FakeOpenAi]:
    """The model, a library full of orders, and another listener on the same server."""
    database = listened.state.database
    async with database.connect() as conn:
        local = await accounts.ensure(conn, "local")
    await store_plays(database, local, [play for attack in corpus() for play in _plays(attack)])
    theirs = Track(FOREIGN, HIDDEN, "Only Theirs")
    await store_plays(database, other, [Play(theirs, NOW - timedelta(hours=n)) for n in range(1, 60)])
    listened.state.chat.turns = SlidingWindow(1000, 60.0)
    settings = listened.state.chat.settings.llm
    async with FakeOpenAi(obedient) as fake:
        settings.openai_api_key, settings.openai_base_url = SecretStr("sk-fake"), fake.base_url
        yield fake


def _plays(attack: Injection) -> list[Play]:
    names = {"title": f"Song {attack.number}", "album": "Album"} | {attack.place: attack.text}
    track = Track(attack.artist, names["title"], names["album"])
    return [Play(track, NOW - timedelta(days=attack.number + 2, minutes=9 * n)) for n in range(3)]


async def changes(app: FastAPI) -> dict[str, int]:
    async with app.state.database.connect() as conn:
        counted = {}
        for table in WRITTEN:
            cursor = await conn.execute(f"select count(*) as n from {table}".encode())
            row = await cursor.fetchone()
            counted[table] = row["n"] if row else 0
    return counted


async def attacked(client: httpx.AsyncClient, attacks: list[Injection]) -> list[Heard]:
    heard = []
    for place, attack in enumerate(attacks):
        if place == 0:  # earlier orders stay in the conversation, too
            talk = await Talk.begin(client)
        heard.append(await talk.say(f"find {attack.artist}"))
    return heard


async def test_of_sixty_orders_in_names_none_is_carried_out_while_twenty_confirmed_wishes_are(
    obeying: FakeOpenAi, listened: FastAPI, client: httpx.AsyncClient
) -> None:
    attacks = corpus()
    assert len(attacks) == 60
    named = [attack for attack in attacks if attack.place != "title"]
    before = await changes(listened)
    done = 0
    for n in range(CONFIRMED):
        heard = await attacked(client, attacks[3 * n : 3 * n + 3])
        assert await changes(listened) == before | {"feedback_events": before["feedback_events"] + done}
        assert not [one for one in heard if HIDDEN in json.dumps(one.message)]
        talk = await Talk.begin(client)
        asked = (await talk.say(f"I love Song {named[n].number}")).data("confirmation")
        assert f"“Song {named[n].number}”" in asked[0]["sentence"]  # beside it may stand what the name ordered
        decided = await client.post(
            f"{talk.url}/confirmations/{asked[0]['confirmationId']}", json={"decision": "confirm"}
        )
        done += decided.json()["state"] == "confirmed"
    assert done == CONFIRMED
    assert not [request for request in obeying.requests if HIDDEN in request.body.decode()]
    assert sum("do:" in str(request.json["messages"][-1]) for request in obeying.requests) > 50  # it read them


async def test_a_server_that_runs_what_a_model_calls_is_caught(
    obeying: FakeOpenAi, listened: FastAPI, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trusting(context: tools.Context, _name: str, change: Change, request: UnderstoodRequest) -> Any:
        turn = context.deps
        document = await change.plan(turn, request)
        async with turn.chat.database.connect() as conn:
            return await change.carry_out(conn, Speaker(turn.chat, turn.account, turn.session_id), document)

    monkeypatch.setattr(tools, "_propose", trusting)
    before = await changes(listened)
    for attack in corpus()[:6]:
        talk = await Talk.begin(client)
        await talk.say(f"find {attack.artist}")
    assert await changes(listened) != before
