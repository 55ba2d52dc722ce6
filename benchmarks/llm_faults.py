"""Faults of language models, through the whole product: what a listener sees, and what it costs upstream.

A real server on loopback asks two fake providers, which live in this process and count what they are asked. Ten turns
are in flight, each a conversation of its own, sent and read to the end as a browser does. The phases:

  calm      no faults: the calls and the times that the others are compared with
  mixed     each call fails with 10 %: 429, 503, hang, reset, cut stream, bad JSON, on both providers
  hanging   the first provider takes every request and says nothing, then heals
  dead      both fail at once, in two ways: hanging and reset

Prints JSON; exits with 1 when over a budget. `--requests` sets the turns of `calm` and `mixed`; the others scale with it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from tests.runtime.served import Served
from tests.support.fake_llm import BadJson, Call, Cuts, Fails, FakeOpenAi, Hangs, Reply, Request, Resets, Says
from tests.support.talking import Heard, Talk, sent

REQUESTS, AT_ONCE, FAULT_SHARE, SEED = 5000, 10, 0.1, 20261120
BUDGETS = {
    "mixed.answeredByModels": 0.999,
    "mixed.callsRatio": 1.25,
    "mixed.notWholeAnswers": 0,
    "hanging.lateShare": 0.01,
    "hanging.openAfterSeconds": 3.0,
    "healing.backAfterSeconds": 30.0,
    "dead.answered": 1.0,
    "dead.slowestSeconds": 3.0,
}
LATE_SECONDS = 1.5
OPENINGS = ("That is a fine thing to hear.", "Good to see you here.", "Gladly.", "You are welcome.")
MIDDLES = ("Music is patient with everybody.", "There is time for another song.", "Nothing has to be hurried.")
ENDINGS = ("Say what you are in the mood for.", "Ask whenever you like.", "The rest is listening.")
ANSWERS = [f"{first} {second} {third}" for first in OPENINGS for second in MIDDLES for third in ENDINGS]
FAULTS: tuple[Callable[[Says, random.Random], Reply], ...] = (
    lambda says, chance: Fails(429, retry_after=chance.choice((None, "1", "30"))),
    lambda says, chance: Fails(503),
    lambda says, chance: Hangs(),
    lambda says, chance: Resets(),
    lambda says, chance: Cuts(says, chance.randrange(1, 20), clean=chance.random() < 0.5),
    lambda says, chance: BadJson(),
)


@dataclass
class Upstream:
    """What a fake provider says: by the listener's words, with faults of its own at random."""

    chance: random.Random
    share: float = 0.0
    always: Reply | None = None
    faults: Counter[str] = field(default_factory=Counter)

    def __call__(self, request: Request) -> Reply:
        says = self._says(request.json["messages"])
        if self.always is not None:
            return self.always
        if self.chance.random() >= self.share:
            return says
        fault = self.chance.choice(FAULTS)(says, self.chance)
        self.faults[type(fault).__name__] += 1
        return fault

    @staticmethod
    def _says(messages: list[dict[str, Any]]) -> Says:
        """A tool first where the listener asks for it; then, or else at once, the scripted answer to their words."""
        asked = [message["content"] for message in messages if message["role"] == "user"][-1]
        if "look" in asked and messages[-1]["role"] != "tool":
            return Says(calls=[Call("search", {"intent": "search"})], pieces=6)
        return Says(answer_to(asked), pieces=16)


def answer_to(asked: str) -> str:
    """Which scripted answer belongs to a sentence: its last word is a number."""
    return ANSWERS[int(asked.split()[-1]) % len(ANSWERS)]


@dataclass(frozen=True)
class Told:
    """One turn as the browser saw it."""

    asked: str
    text: str
    ended: bool
    provider: str
    degraded: bool
    seconds: float
    at: float
    attempts: tuple[str, ...] = ()

    @property
    def by_a_model(self) -> bool:
        return self.ended and not self.degraded and self.provider in ("openai", "xai")


@dataclass
class Drill:
    """The browser, the fakes, and what the phases found."""

    browser: httpx.AsyncClient
    fakes: tuple[FakeOpenAi, FakeOpenAi]
    upstreams: tuple[Upstream, Upstream]
    report: dict[str, Any] = field(default_factory=dict)
    asked: int = 0

    async def turn(self) -> Told:
        """One turn in a conversation of its own. Every tenth lets the model use a tool first."""
        self.asked += 1
        words = f"thank you {'and look' if self.asked % 10 == 0 else ''} {self.asked}"
        talk = await Talk.begin(self.browser)
        began = time.monotonic()
        answer = await self.browser.post(f"{talk.url}/messages", json=sent(words))
        heard = Heard.of(answer.text.splitlines())
        metadata = heard.message["metadata"]
        return Told(
            words,
            heard.text,
            heard.done and metadata.get("status") == "done",
            metadata.get("providerUsed") or "",
            bool(metadata.get("degraded")),
            time.monotonic() - began,
            began,
            tuple(f"{one['provider']} {one['outcome']}" for one in metadata.get("fallbackAttempts", [])),
        )

    async def turns(self, count: int, *, until: Callable[[Told], bool] = lambda told: False) -> list[Told]:
        """So many turns, ten at a time; fewer when one meets `until`."""
        told: list[Told] = []
        left = iter(range(count))

        async def listener() -> None:
            for _ in left:
                told.append(await self.turn())
                if any(until(one) for one in told[-1:]):
                    for _ in left:
                        pass

        await asyncio.gather(*(listener() for _ in range(AT_ONCE)))
        return told

    def script(self, *, share: float = 0.0, first: Reply | None = None, second: Reply | None = None) -> None:
        """What the fakes do from now on."""
        for upstream, always in zip(self.upstreams, (first, second), strict=True):
            upstream.share, upstream.always = share, always

    @property
    def calls(self) -> int:
        return sum(fake.calls for fake in self.fakes)


async def calm(drill: Drill, count: int) -> float:
    """Returns the median seconds of a turn."""
    drill.script()
    before = drill.calls
    told = await drill.turns(count)
    drill.report["calm"] = {
        "turns": count,
        "calls": drill.calls - before,
        "answeredByModels": share(one.by_a_model for one in told),
        "notWholeAnswers": not_whole(told),
        "turnsPerSecond": round(count / (max(one.at + one.seconds for one in told) - told[0].at), 1),
        "seconds": quantiles(told),
    }
    return sorted(one.seconds for one in told)[count // 2]


async def mixed(drill: Drill, count: int) -> None:
    drill.script(share=FAULT_SHARE)
    before = drill.calls
    told = await drill.turns(count)
    drill.script()
    calls = drill.calls - before
    drill.report["mixed"] = {
        "turns": count,
        "calls": calls,
        "callsRatio": round(calls / drill.report["calm"]["calls"], 4),
        "answeredByModels": share(one.by_a_model for one in told),
        "notWholeAnswers": not_whole(told),
        "notWhole": [one.text for one in told if one.by_a_model and not is_whole(one)][:5],
        "notByModels": [[one.text, *one.attempts] for one in told if not one.by_a_model][:10],
        "faults": sum((upstream.faults for upstream in drill.upstreams), Counter()),
        "seconds": quantiles(told),
    }


async def hanging(drill: Drill, count: int, usual_seconds: float) -> None:
    """The first provider hangs, for at least twelve seconds, so that a probe is seen too; then it heals."""
    await rest(drill)
    drill.script(first=Hangs())
    first, began = drill.fakes[0], time.monotonic()
    seen = first.calls
    told = await drill.turns(count)
    while time.monotonic() - began < 12:
        told += await drill.turns(AT_ONCE)
    asked = [request.at - began for request in first.requests[seen:]]
    late = [one for one in told if one.seconds - usual_seconds > LATE_SECONDS]
    drill.report["hanging"] = {
        "turns": len(told),
        "lateShare": round(len(late) / len(told), 5),
        "openAfterSeconds": round(last_before_a_gap(asked), 2),
        "callsToTheHanging": len(asked),
        "answeredByModels": share(one.by_a_model for one in told),
        "seconds": quantiles(told),
    }
    drill.script()
    healed = time.monotonic()
    back = await drill.turns(100_000, until=lambda one: one.provider == "openai")
    at = min(one.at + one.seconds for one in back if one.provider == "openai")
    drill.report["healing"] = {"backAfterSeconds": round(at - healed, 2), "turns": len(back)}


async def dead(drill: Drill, count: int) -> None:
    """Both fail at once: everybody is answered soon, and told who answered."""
    ways: dict[str, Reply] = {"hang": Hangs(), "reset": Resets()}
    found: dict[str, list[Told]] = {}
    for name, reply in ways.items():
        await rest(drill)
        drill.script(first=reply, second=reply)
        found[name] = await drill.turns(count)
    told = [one for several in found.values() for one in several]
    drill.report["dead"] = {
        "turns": len(told),
        "answered": share(one.ended and one.degraded and bool(one.text) for one in told),
        "slowestSeconds": round(max(one.seconds for one in told), 2),
        "seconds": {name: quantiles(several) for name, several in found.items()},
    }


async def rest(drill: Drill) -> None:
    """Heal both, and go on until both answer again."""
    drill.script()
    for place, provider in enumerate(("openai", "xai")):
        drill.script(first=Fails(400) if place else None)
        await drill.turns(100_000, until=lambda one, provider=provider: one.provider == provider)  # type: ignore[misc]
    drill.script()
    await drill.turns(AT_ONCE * 2)


def share(values: Any) -> float:
    held = [bool(value) for value in values]
    return round(sum(held) / len(held), 5)


def is_whole(told: Told) -> bool:
    return told.text.strip() == answer_to(told.asked)


def not_whole(told: list[Told]) -> int:
    """Answers of models that are anything but their script: parts, two parts, or words of another answer."""
    return sum(one.by_a_model and not is_whole(one) for one in told)


def last_before_a_gap(moments: list[float], gap_seconds: float = 5.0) -> float:
    """When the last request came before nothing came for so long."""
    for here, following in zip(moments, [*moments[1:], float("inf")], strict=True):
        if following - here > gap_seconds:
            return here
    return 0.0


def quantiles(told: list[Told]) -> dict[str, float]:
    ordered = sorted(one.seconds for one in told)
    places = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(ordered[min(len(ordered) - 1, int(len(ordered) * at))], 3) for name, at in places.items()}


def over(report: dict[str, Any]) -> list[str]:
    """The budgets that were missed."""
    missed = []
    for name, budget in BUDGETS.items():
        phase, figure = name.split(".")
        value = report[phase][figure]
        wanted_high = figure in ("answeredByModels", "answered")
        if (value < budget) if wanted_high else (value > budget):
            missed.append(f"{name} = {value}, budget {budget}")
    return missed


async def measure(url: str, fakes: tuple[FakeOpenAi, FakeOpenAi], requests: int) -> dict[str, Any]:
    upstreams = tuple(Upstream(random.Random(SEED + place)) for place in range(2))
    for fake, upstream in zip(fakes, upstreams, strict=True):
        fake.script = upstream
    async with httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=60) as browser:
        await browser.get("/")
        drill = Drill(browser, fakes, upstreams)  # type: ignore[arg-type]
        await drill.turns(AT_ONCE * 2)
        usual_seconds = await calm(drill, requests)
        await mixed(drill, requests)
        await hanging(drill, max(requests // 5, AT_ONCE * 5), usual_seconds)
        await dead(drill, max(requests // 25, AT_ONCE * 2))
    return drill.report


async def run(requests: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder:
        async with AsyncExitStack() as stack:
            fakes = (await stack.enter_async_context(FakeOpenAi()), await stack.enter_async_context(FakeOpenAi()))
            server = Served(Path(folder) / "home", **surroundings(fakes))
            await asyncio.to_thread(server.__enter__)
            try:
                return await measure(server.url, fakes, requests)
            finally:
                await asyncio.to_thread(server.stop)


def surroundings(fakes: tuple[FakeOpenAi, FakeOpenAi]) -> dict[str, str]:
    """The settings of the drill."""
    return {
        "OPENAI_API_KEY": "drill",
        "OPENAI_BASE_URL": fakes[0].base_url,
        "XAI_API_KEY": "drill",
        "XAI_BASE_URL": fakes[1].base_url,
        "DEFAULT_LLM_PROVIDER": "openai",
        "ECHOTUNE_LLM_FIRST_TOKEN_SECONDS": "1",
        "ECHOTUNE_LLM_TOTAL_SECONDS": "8",
        "ECHOTUNE_TURNS_PER_MINUTE": "1000000",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=REQUESTS, help="turns of the calm and of the mixed phase")
    report = asyncio.run(run(parser.parse_args().requests))
    missed = over(report)
    print(json.dumps({"budgets": BUDGETS, **report, "missed": missed}))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
