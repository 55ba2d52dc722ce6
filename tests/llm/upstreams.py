"""Each provider, its vendor's fake, and the settings that lead from one to the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
from pydantic_ai.models import Model
from tests.support.fake_llm import FakeAnthropic, FakeBedrock, FakeGemini, FakeLlm, FakeOpenAi, Says, Script

from echotune.core.settings import LlmSettings
from echotune.llm.client import make_client
from echotune.llm.provider import Provider
from echotune.llm.registry import PROVIDERS

KEY = "sk-never-to-be-seen-7f3a"
SIGNING_KEY = "AKIDEXAMPLE:never-to-be-seen-secret-9c1d"
FAKES: dict[str, type[FakeLlm]] = {
    "bedrock": FakeBedrock,
    "gemini": FakeGemini,
    "perplexity": FakeOpenAi,
    "xai": FakeOpenAi,
    "openai": FakeOpenAi,
    "anthropic": FakeAnthropic,
    "openrouter": FakeOpenAi,
    "ollama": FakeOpenAi,
}
KEYS = {name: SIGNING_KEY if name == "bedrock" else KEY for name in FAKES}
HELLO = Says("Hello there, how are you?")


@dataclass(frozen=True)
class Upstream:
    """A provider set up to ask a fake."""

    provider: Provider
    fake: FakeLlm
    settings: LlmSettings
    client: httpx2.AsyncClient

    def model(self, key: str | None = None, model_id: str | None = None) -> Model:
        key = KEYS[self.provider.name] if key is None else key
        model_id = model_id or self.provider.default_model(self.settings)
        return self.provider.model(model_id, key, self.settings, self.client)


def settings_for(name: str, base_url: str, **others: object) -> LlmSettings:
    return LlmSettings.model_validate({f"{name}_base_url": base_url, "total_seconds": 6.0, **others})


@asynccontextmanager
async def upstream(name: str, script: Script = HELLO, **others: object) -> AsyncIterator[Upstream]:
    """A fake that lets only the right key in, and its provider."""
    fake = FAKES[name](script, keys=frozenset({KEY}))
    if isinstance(fake, FakeBedrock):
        identity, _, secret = SIGNING_KEY.partition(":")
        fake.secrets, fake.keys = {identity: secret}, frozenset({identity, KEY})
    async with fake:
        settings = settings_for(name, fake.base_url, **others)
        yield Upstream(PROVIDERS[name], fake, settings, client(settings))


_CLIENTS: dict[float, httpx2.AsyncClient] = {}


def client(settings: LlmSettings) -> httpx2.AsyncClient:
    """One for all tests of a worker: reading the system's certificates takes longer than most tests."""
    if settings.total_seconds not in _CLIENTS:
        _CLIENTS[settings.total_seconds] = make_client(settings)
    return _CLIENTS[settings.total_seconds]
