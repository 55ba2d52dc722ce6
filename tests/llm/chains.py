"""A chain over two fakes: the first is OpenAI, the second xAI. Nothing is shared with other tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httpx2
from pydantic_ai.messages import ModelMessage, ModelRequest, UserPromptPart
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.models.function import FunctionModel
from tests.llm.upstreams import client
from tests.support.fake_llm import FakeOpenAi, Script

from echotune.core.redis import Shared
from echotune.core.sealing import Sealer
from echotune.core.settings import LlmSettings
from echotune.llm.attempts import Attempt
from echotune.llm.breaker import Breakers
from echotune.llm.chain import ChainModel
from echotune.llm.health import Health
from echotune.llm.joined import Llm
from echotune.llm.keys import KeyPools
from echotune.llm.ledger import Ledger
from echotune.llm.link import Link
from echotune.llm.providers.ollama import looking
from echotune.llm.rescue import Check

NAMES = ("openai", "xai")
LAST_WORDS = "The built-in engine says it."


async def _last_words(*_: object) -> AsyncIterator[str]:
    yield LAST_WORDS


def asking(text: str) -> list[ModelMessage]:
    """A conversation that begins."""
    return [ModelRequest(parts=[UserPromptPart(text)])]


@dataclass
class Chained:
    """Fakes, what is joined over them, and the attempts of the last turn."""

    llm: Llm
    fakes: list[FakeOpenAi]
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    model: ChainModel | None = None

    def turn(self, check: Check | None = None) -> ChainModel:
        """The model of a new turn."""
        links = [Link(name, "m", self.keys.get(name, ("k",))) for name, _ in zip(NAMES, self.fakes, strict=False)]
        self.attempts = []
        last_resort = FunctionModel(stream_function=_last_words, model_name="engine")
        self.model = ChainModel(self.llm, links, last_resort, self.attempts, check)
        return self.model

    async def ask(self, text: str = "Hello?", check: Check | None = None) -> str:
        """The words of one answer, as they were shown."""
        response = await self.turn(check).request(asking(text), None, ModelRequestParameters())
        return response.text or ""

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(attempt.provider, attempt.outcome) for attempt in self.attempts]

    @property
    def calls(self) -> list[int]:
        return [fake.calls for fake in self.fakes]


@asynccontextmanager
async def chained(
    *scripts: Script,
    first_token_seconds: float = 1.0,
    total_seconds: float = 4.0,
    keys: Sequence[str] = ("k",),
    monotonic: Callable[[], float] | None = None,
) -> AsyncIterator[Chained]:
    async with AsyncExitStack() as stack:
        fakes = [await stack.enter_async_context(FakeOpenAi(script)) for script in scripts]
        addresses = {f"{name}_base_url": fake.base_url for name, fake in zip(NAMES, fakes, strict=False)}
        settings = LlmSettings.model_validate(
            {**addresses, "first_token_seconds": first_token_seconds, "total_seconds": total_seconds}
        )
        yield Chained(joined(settings, client(settings), monotonic), fakes, {"openai": tuple(keys)})


def joined(settings: LlmSettings, http: httpx2.AsyncClient, monotonic: Callable[[], float] | None = None) -> Llm:
    """What a process shares, without a database, without Redis."""
    clock = {"monotonic": monotonic} if monotonic else {}
    breakers, pools = Breakers(Shared(None), **clock), KeyPools(**clock)
    sealer, nearby = Sealer(bytes(32)), looking(settings, http)
    return Llm(settings, http, breakers, pools, Health(None), Ledger(None, settings), sealer, nearby)
