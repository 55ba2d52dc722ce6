"""A whole turn through each vendor's wire: a listener's own key, a tool, words, and an answer that breaks off."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from tests.llm.upstreams import FAKES, KEY, KEYS
from tests.support.fake_llm import Call, Cuts, FakeBedrock, Says
from tests.support.talking import Talk

THREE = Says(calls=[Call("recommend", {"count": 3})])
WORDS = Says("Here are three songs. They begin gently.", pieces=16)


@pytest.mark.parametrize("name", ["bedrock", "gemini", "anthropic", "openrouter"])
async def test_a_turn_goes_through(name: str, listened: FastAPI, talk: Talk) -> None:
    fake = FAKES[name]([THREE, Cuts(WORDS, after_pieces=12), Says("They begin gently."), THREE, WORDS])
    if isinstance(fake, FakeBedrock):
        fake.secrets = dict([KEYS[name].split(":")])
    else:
        fake.keys = frozenset({KEY})
    async with fake:
        setattr(listened.state.chat.settings.llm, f"{name}_base_url", fake.base_url)
        given = await talk.client.put(f"/api/providers/{name}/key", json={"key": KEYS[name]})
        assert given.json()["usable"], given.text
        await talk.client.patch("/api/settings", json={"provider": name})
        broken = await talk.say("three songs please")
        whole = await talk.say("three others please")
    for heard in (broken, whole):
        metadata = heard.message["metadata"]
        assert len(heard.cards) == 3
        assert heard.text == "Here are three songs. They begin gently."
        assert (metadata["providerUsed"], metadata["degraded"]) == (name, False)
    assert [attempt["outcome"] for attempt in broken.message["metadata"]["fallbackAttempts"]] == ["cut"]
    assert whole.message["metadata"]["fallbackAttempts"] == []
    assert fake.calls == 5
