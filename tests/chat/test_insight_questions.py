"""Questions about the record in a conversation: both engines lead to the same numbers, and refusals say why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.support.fake_llm import Call, FakeOpenAi, Request, Says
from tests.support.talking import Heard, Talk

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("what was my top artist of every year", {"insight": {"subject": "artists"}, "plan": {"by": "year"}}),
    (
        "did I listen more in 2024 or 2025",
        {
            "insight": {"subject": "plays"},
            "plan": {
                "versus": [{"from": "2024-01-01", "to": "2024-12-31"}, {"from": "2025-01-01", "to": "2025-12-31"}]
            },
        },
    ),
    (
        "what share of my listening is Halden Vey",
        {"artists": ["Halden Vey"], "insight": {"subject": "artists"}, "plan": {"share": "names"}},
    ),
    (
        "how many minutes a day did I listen on average in 2025",
        {
            "insight": {"subject": "plays", "measure": "minutes", "from": "2025-01-01", "to": "2025-12-31"},
            "plan": {"per": "day"},
        },
    ),
    ("what is my longest listening streak", {"insight": {"subject": "days", "measure": "streak"}}),
    ("who do I listen to in the afternoon", {"insight": {"subject": "artists", "hours": {"from": 12, "to": 17}}}),
]


@pytest.fixture
async def model(listened: FastAPI) -> AsyncIterator[FakeOpenAi]:
    settings = listened.state.chat.settings.llm
    async with FakeOpenAi(Says("Nothing.")) as fake:
        settings.openai_api_key = SecretStr("sk-fake")
        settings.openai_base_url = fake.base_url
        yield fake


def figure(heard: Heard) -> dict[str, Any]:
    insight: dict[str, Any] = heard.data("insight")[-1]
    return insight


async def test_a_model_and_the_built_in_engine_are_answered_with_the_same_rows(model: FakeOpenAi, talk: Talk) -> None:
    for sentence, sent in ASKED:

        def reply(request: Request, sent: dict[str, Any] = sent) -> Says:
            if request.json["messages"][-1]["role"] != "tool":
                return Says(calls=[Call("insight", {"intent": "insight", **sent})])
            return Says("Here it is.")

        await talk.client.patch("/api/settings", json={"provider": "openai"})
        model.script = reply
        by_model = await talk.say(sentence)
        await talk.client.patch("/api/settings", json={"provider": "built-in"})
        by_engine = await talk.say(sentence)
        assert by_model.message["metadata"]["providerUsed"] == "openai"
        assert by_engine.message["metadata"]["providerUsed"] == "built-in"
        assert figure(by_model) == figure(by_engine), sentence
        assert figure(by_engine)["rows"], sentence


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("how many sad songs did I play in 2025", "plays cannot be counted by moods"),
        ("what was the longest streak of days in 2025 compared with 2024", "as a comparison, but I cannot count that"),
        ("how many songs in a minor key did I play", "I did not understand “minor” and “key”"),
        ("which songs do I not play in 2025", "“not”"),
    ],
)
async def test_what_cannot_be_counted_is_said_with_what_was_understood(talk: Talk, sentence: str, part: str) -> None:
    assert part in (await talk.say(sentence)).text
