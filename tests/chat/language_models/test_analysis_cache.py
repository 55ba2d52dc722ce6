"""A listener's sentence is understood once; what was understood is theirs alone, and never what went wrong."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, TextPart, UserPromptPart
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.tools import ToolDefinition
from redis.asyncio import Redis
from tests.support.fake_llm import Call, Cuts, Fails, FakeOpenAi, Reply, Request, Says

from echotune.chat.language_models.analysis_cache import AnalysisCache, Scope
from echotune.core.cache import Cache
from echotune.core.db import Database
from echotune.core.redis import Shared
from echotune.core.settings import LlmSettings, Settings
from echotune.llm.chain import ChainModel, Link
from echotune.llm.joined import Llm

ADA, BEN = uuid4(), uuid4()
TOOLS = ModelRequestParameters(function_tools=[ToolDefinition(name="recommend")])


def calls_a_tool(request: Request) -> Reply:
    """A call that carries the listener's canary: the key that the request came with."""
    return Says(calls=[Call("recommend", {"canary": request.headers["authorization"].removeprefix("Bearer ")})])


@dataclass
class Talk:
    """Turns of several listeners with one fake."""

    fake: FakeOpenAi
    llm: Llm
    cache: Cache
    hits: int = 0

    async def ask(
        self,
        text: str,
        listener: UUID = ADA,
        *,
        model: str = "fake-model",
        versions: dict[str, str] | None = None,
        before: list[ModelMessage] | None = None,
        ttl_seconds: float = 60,
        instructions: str = "You know music.",
        canary: str = "key",
    ) -> ModelResponse:
        link = Link("ollama", model, (canary,))
        chain = ChainModel(self.llm, [link], None, [])
        scope = Scope(listener, link, versions or {"system": "1"}, ttl_seconds)
        cached = AnalysisCache(chain, self.cache, scope)
        asked = ModelRequest([UserPromptPart(text)], instructions=instructions, run_id=str(uuid4()))
        async with cached.request_stream([*(before or []), asked], None, TOOLS) as stream:
            async for _ in stream:
                pass
            response = stream.get()
        self.hits += cached.hit
        return response


@pytest.fixture
def shared() -> Shared:
    return Shared(None)


@pytest.fixture
async def talk(shared: Shared, db: Database, settings: Settings) -> AsyncIterator[Talk]:
    async with talking(shared, db, settings) as made:
        yield made


@asynccontextmanager
async def talking(shared: Shared, db: Database, settings: Settings) -> AsyncIterator[Talk]:
    async with FakeOpenAi(calls_a_tool) as fake:
        llm_settings = LlmSettings.model_validate({"ollama_base_url": fake.base_url})
        llm = Llm.join(settings.model_copy(update={"llm": llm_settings}), db, shared)
        cache = Cache(shared)
        yield Talk(fake, llm, cache)
        await cache.close()
        await llm.close()


def arguments(response: ModelResponse) -> dict[str, str]:
    return response.tool_calls[0].args_as_dict()


async def test_the_same_wish_written_otherwise_is_not_asked_again(talk: Talk) -> None:
    first = await talk.ask("Play some upbeat indie folk")
    again = await talk.ask("could you play some upbeat  indie folk, please!!")
    assert talk.fake.calls == 1
    assert talk.hits == 1
    assert again.parts == first.parts
    assert first.usage.input_tokens > 0
    assert again.usage.total_tokens == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "play some upbeat indie rock"},
        {"listener": BEN},
        {"model": "another-model"},
        {"versions": {"system": "2"}},
        {"before": [ModelRequest([UserPromptPart("hello")]), ModelResponse([TextPart("Hello.")])]},
        {"instructions": "You know other music."},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_whatever_else_the_model_would_see_makes_it_another_question(
    talk: Talk, changed: dict[str, object]
) -> None:
    await talk.ask("play some upbeat indie folk")
    await talk.ask(**{"text": "play some upbeat indie folk", **changed})  # type: ignore[arg-type]
    assert talk.fake.calls == 2


@pytest.mark.parametrize(
    "reply",
    [Says("I would rather talk."), Says("Here you are.", [Call("recommend", {})])],
    ids=["words", "words and a call"],
)
async def test_words_are_never_kept(talk: Talk, reply: Says) -> None:
    talk.fake.script = reply
    await talk.ask("play jazz")
    await talk.ask("play jazz")
    assert talk.fake.calls == 2


async def test_what_failed_or_broke_off_is_not_kept(talk: Talk) -> None:
    good = Says(calls=[Call("recommend", {"genres": ["jazz"]})])
    talk.fake.script = [Fails(503), Cuts(good, 2), good]
    response = await talk.ask("play jazz")
    assert arguments(response) == {"genres": ["jazz"]}
    asked = talk.fake.calls
    assert arguments(await talk.ask("play jazz")) == {"genres": ["jazz"]}
    assert talk.fake.calls == asked


async def test_without_a_time_to_keep_it_every_turn_is_asked(talk: Talk) -> None:
    for _ in range(2):
        await talk.ask("play jazz", ttl_seconds=0)
    assert talk.fake.calls == 2


async def test_an_erased_listener_is_asked_about_anew(talk: Talk) -> None:
    await talk.ask("play jazz")
    await talk.cache.erase(ADA)
    await talk.ask("play jazz")
    assert talk.fake.calls == 2


async def test_who_waits_for_the_same_does_not_wait_for_words(talk: Talk) -> None:
    talk.fake.script = Says("One. Two. Three. Four. Five. Six. Seven. Eight.", pieces=8, between_seconds=0.1)
    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(talk.ask("tell me a story") for _ in range(3)))
    assert talk.fake.calls == 3
    assert asyncio.get_running_loop().time() - began < 1.6  # one after another they would take 2.4


async def foreign_answers(talk: Talk, listener_of: Callable[[UUID], UUID]) -> int:
    """150 turns of 3 listeners, 30 % cancelled in flight; how many heard another's canary."""
    chance = random.Random(3)
    listeners = [uuid4() for _ in range(3)]
    foreign = 0

    async def turn(listener: UUID, text: str) -> None:
        nonlocal foreign
        response = await talk.ask(text, listener_of(listener), canary=str(listener))
        foreign += arguments(response) != {"canary": str(listener)}

    turns = []
    for _ in range(150):
        turns.append(asyncio.create_task(turn(chance.choice(listeners), f"play {chance.choice('abcdefghij')} songs")))
        if chance.random() < 0.3:
            asyncio.get_running_loop().call_later(chance.uniform(0, 0.02), turns[-1].cancel)
        await asyncio.sleep(0.002)
    async with asyncio.timeout(10):
        await asyncio.gather(*turns, return_exceptions=True)
    return foreign


@pytest.mark.parametrize("store", ["memory", "redis"])
async def test_no_listener_is_understood_as_another(store: str, redis: Redis, db: Database, settings: Settings) -> None:
    async with talking(Shared(redis if store == "redis" else None), db, settings) as talk:
        assert await foreign_answers(talk, lambda listener: listener) == 0
        assert talk.hits > 30


async def test_the_canaries_sing_when_the_key_lacks_the_listener(talk: Talk) -> None:
    assert await foreign_answers(talk, lambda _listener: ADA) > 0
