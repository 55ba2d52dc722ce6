"""Who may answer a listener, with whose key; and keys that go in and never come out."""

from __future__ import annotations

import logging
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic_ai import Agent
from tests.support.fake_llm import FakeOpenAi

from echotune.accounts import store as accounts
from echotune.accounts.preferences import Preferences
from echotune.chat.language_models import answerers
from echotune.chat.turn import Chat
from echotune.core.db import Connection
from echotune.core.settings import LlmSettings, Settings
from echotune.llm import key_store

OWN, OPERATORS = "sk-own-0123456789-wxyz", "sk-operators-9876543210"


@pytest.fixture
def llm() -> LlmSettings:
    """What the operator has set: nothing, whatever this machine's environment holds."""
    return LlmSettings.model_construct(**{name: field.default for name, field in LlmSettings.model_fields.items()})


@pytest.fixture
def settings(settings: Settings, llm: LlmSettings) -> Settings:
    return settings.model_copy(update={"llm": llm})


async def providers(client: httpx.AsyncClient) -> dict[str, dict[str, object]]:
    listed = (await client.get("/api/providers")).json()
    return {provider["name"]: provider for provider in listed["providers"]} | {"next": listed["next"]}


async def dump(conn: Connection) -> str:
    """Every row of every table, as text."""
    cursor = await conn.execute(
        "select table_name as name from information_schema.tables where table_schema = 'public'"
    )
    rows: list[str] = []
    for table in await cursor.fetchall():
        found = await conn.execute(f"select t::text as row from {table['name']} t".encode())
        rows += [row["row"] for row in await found.fetchall()]
    return "\n".join(rows)


async def test_without_anything_the_built_in_engine_answers_and_each_says_what_it_lacks(
    client: httpx.AsyncClient,
) -> None:
    known = await providers(client)
    assert list(known)[-2:] == ["built-in", "next"]
    assert known["next"] == "built-in"
    others = [provider for name, provider in known.items() if name not in ("built-in", "next")]
    assert len(others) == 8
    assert all(not provider["usable"] and provider["reason"] and provider["defaultModel"] for provider in others)


async def test_a_key_goes_in_is_used_and_never_comes_out(
    app: FastAPI, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    given = await client.put("/api/providers/openai/key", json={"key": f" {OWN}\n"})
    assert given.status_code == 200
    assert given.json()["usable"]
    assert given.json()["key"]["ending"] == "wxyz"
    assert given.json()["key"]["addedAt"]
    assert not given.json()["key"]["fromEnvironment"]
    assert (await providers(client))["next"] == "openai"
    chat: Chat = app.state.chat
    async with chat.database.connect() as conn:
        stored = await dump(conn)
        assert "wxyz" in stored  # the dump sees the table
    shown = [given.text, (await client.get("/api/providers")).text, (await client.get("/api/settings")).text]
    shown += [stored, OWN.encode().hex() if OWN.encode().hex() in stored else "", caplog.text, repr(chat.llm)]
    assert not [text for text in shown if OWN in text or OWN.encode().hex() in text]
    gone = await client.delete("/api/providers/openai/key")
    assert not gone.json()["usable"]
    assert (await providers(client))["next"] == "built-in"


async def test_what_is_no_key_is_refused_without_repeating_it(client: httpx.AsyncClient) -> None:
    for wrong in ("short", "two words in a key", "x" * 4001, "sk-with-a-break\r\nHost: evil", "schlüssel-mit-umlaut"):
        refused = await client.put("/api/providers/openai/key", json={"key": wrong})
        assert refused.status_code == 422
        assert wrong not in refused.text
    assert (await client.put("/api/providers/nobody/key", json={"key": OWN})).status_code == 404


async def test_a_key_moved_to_another_account_or_provider_opens_for_nobody(app: FastAPI) -> None:
    chat: Chat = app.state.chat
    async with chat.database.connect() as conn:
        local, other = await accounts.ensure(conn, "local"), uuid4()
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (%s, 'listener', 'Other')", (other,)
        )
        await key_store.keep(conn, chat.llm.sealer, local.id, "openai", OWN)
        assert await key_store.opened(conn, chat.llm.sealer, local.id) == {"openai": OWN}
        assert await key_store.opened(conn, chat.llm.sealer, other) == {}
        await conn.execute(
            "insert into llm_keys select %s, provider, sealed, ending, added_at from llm_keys where user_id = %s",
            (other, local.id),
        )
        await conn.execute("update llm_keys set provider = 'xai' where user_id = %s", (local.id,))
        assert await key_store.opened(conn, chat.llm.sealer, other) == {}
        assert await key_store.opened(conn, chat.llm.sealer, local.id) == {}


async def test_the_listeners_own_key_is_the_one_that_is_sent(app: FastAPI, llm: LlmSettings) -> None:
    async with FakeOpenAi(keys=frozenset({OWN})) as fake:
        llm.openai_base_url = fake.base_url
        operators = LlmSettings(OPENAI_API_KEY=OPERATORS, OPENAI_BASE_URL=fake.base_url)  # type: ignore[arg-type]
        chat: Chat = app.state.chat
        links = answerers.links(Preferences(), replace(chat.llm, settings=operators), {"openai": OWN})
        assert [(link.provider, link.keys) for link in links[:1]] == [("openai", (OWN,))]
        assert OWN not in repr(links)
        answer = await Agent(await chat.llm.model(links[0], OWN)).run("hello")
        assert answer.output == "Hello there."


KEYS = {"anthropic": "a" * 20, "openai": "o" * 20, "gemini": "g" * 20}


async def test_the_listener_chooses_before_the_operator_and_the_operator_before_the_order(
    app: FastAPI, llm: LlmSettings
) -> None:
    def order(operators: str | None = None, **chosen: object) -> list[tuple[str, str]]:
        known = replace(app.state.chat.llm, settings=llm.model_copy(update={"default_provider": operators}))
        found = answerers.links(Preferences.model_validate(chosen), known, KEYS)
        return [(link.provider, link.model_id) for link in found]

    usual = [("gemini", llm.gemini_model), ("openai", llm.openai_model), ("anthropic", llm.anthropic_model)]
    assert order() == usual
    assert order("anthropic")[0] == usual[2]
    assert order("anthropic", provider="openai", model="gpt-6-sol") == [("openai", "gpt-6-sol"), usual[2], usual[0]]
    assert order(provider="openai", fallback=False) == [usual[1]]
    assert order(provider="xai")[0] == usual[0]  # not usable: the next one
    assert order(provider="built-in") == []
    assert order("built-in") == []
    assert order("built-in", provider="openai")[0] == usual[1]


async def test_where_nobody_is_named_the_model_may_be_chosen_by_cost_or_by_how_soon_it_speaks(
    app: FastAPI, llm: LlmSettings
) -> None:
    def first(prefer: str, **chosen: object) -> tuple[str, str]:
        known = replace(app.state.chat.llm, settings=llm.model_copy(update={"prefer": prefer}))
        link = answerers.links(Preferences.model_validate(chosen), known, KEYS)[0]
        return link.provider, link.model_id

    assert first("cost") == ("gemini", "gemini-2.5-flash-lite")
    assert first("cost", provider="anthropic") == ("anthropic", llm.anthropic_model)
    app.state.chat.llm.health.saw("openai", "gpt-6-sol", "answered", 900, 200)
    app.state.chat.llm.health.saw("gemini", "gemini-3.8-flash", "answered", 900, 600)
    assert first("latency") == ("openai", "gpt-6-sol")


async def test_models_can_be_chosen_with_their_prices(client: httpx.AsyncClient) -> None:
    listed = (await client.get("/api/models")).json()["models"]
    by_id = {(model["provider"], model["modelId"]): model for model in listed}
    assert len([model for model in listed if model["tools"]]) >= 30
    assert by_id["gemini", "gemma-4-31b-it"]["inputPerMillion"] is None
    assert by_id["ollama", "llama3.2"]["inputPerMillion"] == 0
    assert by_id["openai", "gpt-6-luna"]["inputPerMillion"] > 0
