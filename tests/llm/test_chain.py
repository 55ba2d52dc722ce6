"""A chain of language models: each fault by itself, against fakes that speak HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic_ai import Agent, CancellationToken
from pydantic_ai.exceptions import RunCancelled
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.models.function import DeltaThinkingPart, DeltaToolCall, FunctionModel
from tests.llm.chains import LAST_WORDS, Chained, asking, chained
from tests.support.fake_llm import BadJson, Call, Cuts, Fails, Hangs, Reply, Request, Resets, Says, Stalls

from echotune.llm import attempts, route
from echotune.llm.attempts import Rule
from echotune.llm.breaker import Breaker
from echotune.llm.joined import Llm
from echotune.llm.sentences import Sentences

ANSWER = "First there was a song. Then there was another one. At last there was silence."
SAYS = Says(ANSWER, pieces=20)
HELLO = asking("Hello?")
FAULTS: dict[str, Reply] = {
    "rate_limited": Fails(429),
    "unavailable": Fails(503),
    "silent": Hangs(),
    "reset": Resets(),
    "garbled": BadJson(),
    "cut": Cuts(SAYS, 12),
    "cut cleanly": Cuts(SAYS, 12, clean=True),
    "cut by silence": Stalls(SAYS, 12),
    "invalid_key": Fails(401),
    "refused": Fails(400),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_any_single_fault_costs_one_more_call_and_not_a_word(fault: str) -> None:
    async with chained([FAULTS[fault], SAYS], SAYS) as chain:
        assert await chain.ask() == ANSWER
    assert sum(chain.calls) == 2
    assert [outcome for _, outcome in chain.outcomes] == [fault.split(" ")[0], "answered"]
    assert chain.model is not None
    assert not chain.model.degraded


@pytest.mark.parametrize("fault", FAULTS)
async def test_when_all_are_dead_the_last_resort_answers_degraded(fault: str) -> None:
    seconds = 0.2 if fault == "silent" else 0.5
    async with chained(FAULTS[fault], FAULTS[fault], first_token_seconds=seconds) as chain:
        said = await chain.ask()
    assert chain.model is not None
    assert chain.model.degraded
    assert chain.model.answered_by is None
    assert said == (ANSWER.split(" Then")[0] if "cut" in fault else LAST_WORDS)
    assert sum(chain.calls) <= 5


async def test_a_tool_call_that_is_cut_is_asked_for_again_and_the_tool_runs_once() -> None:
    ran: list[int] = []
    asks = Says("Let me look for that. ", calls=[Call("look", {"count": 12})], pieces=8)
    agent = Agent[None, str]()

    @agent.tool_plain
    def look(count: int) -> str:
        ran.append(count)
        return "found"

    def script(request: Request) -> Reply:
        return SAYS if request.json["messages"][-1]["role"] == "tool" else asks

    def cut_once(request: Request) -> Reply:
        return Cuts(asks, 13) if request.number == 0 else script(request)

    async with chained(cut_once, Says("nobody asks")) as chain:
        result = await agent.run("Twelve songs", model=chain.turn())
    assert (ran, result.output, chain.calls) == ([12], ANSWER, [3, 0])
    texts = [part.content for message in result.all_messages() for part in message.parts if part.part_kind == "text"]
    assert texts == ["Let me look for that.", ANSWER]


@pytest.mark.parametrize("arguments", ['{"count": 1', '{"count": "\\u0000"}', "[" * 50_000, f'"{"a" * 500_000}"'])
async def test_arguments_that_are_no_json_or_cannot_be_kept_are_asked_for_again_unseen(arguments: str) -> None:
    bad, good = Says(calls=[Call("look", arguments)]), Says("Well then.")
    async with chained([bad, good]) as chain:
        assert await chain.ask() == "Well then."
    assert chain.outcomes == [("openai", "garbled"), ("openai", "answered")]


async def test_the_rescuer_is_told_what_the_reader_saw_and_the_question_stays_the_last_message() -> None:
    async with chained([Cuts(SAYS, 12), SAYS]) as chain:
        await chain.ask("What now?")
        first, second = (request.json["messages"] for request in chain.fakes[0].requests)
    assert second[-1] == first[-1] == {"role": "user", "content": "What now?"}
    assert "First there was a song." in second[0]["content"]
    assert "First there was a song." not in str(first)


async def all_at_once(chain: Chained, count: int) -> tuple[list[str], list[float]]:
    """`count` turns at a time: their words, and how long each took."""

    async def one() -> tuple[str, float]:
        began = time.perf_counter()
        return await chain.ask(), time.perf_counter() - began

    found = await asyncio.gather(*(one() for _ in range(count)))
    return [words for words, _ in found], [seconds for _, seconds in found]


async def test_a_hanging_provider_is_waited_for_once_by_those_who_were_first_and_by_nobody_after() -> None:
    async with chained(Hangs(), SAYS) as chain:
        words, _ = await all_at_once(chain, 10)
        later, seconds = await all_at_once(chain, 10)
    assert words + later == [ANSWER] * 20
    assert chain.calls == [10, 20]
    assert max(seconds) < 1


async def test_a_provider_that_heals_is_found_by_one_probe_and_answers_again() -> None:
    class Clock:
        now = 100.0

        def __call__(self) -> float:
            return self.now

    clock = Clock()
    async with chained(Fails(503), SAYS, monotonic=clock) as chain:
        await all_at_once(chain, 5)
        asked = chain.fakes[0].calls
        await all_at_once(chain, 5)
        assert chain.fakes[0].calls == asked
        clock.now += 10.1
        await all_at_once(chain, 5)
        assert chain.fakes[0].calls == asked + 1, "one probe, though five came"
        chain.fakes[0].script = Says(ANSWER, first_seconds=0.1)
        clock.now += 10.1
        await all_at_once(chain, 5)
        assert chain.fakes[0].calls == asked + 2
        await all_at_once(chain, 5)
        assert chain.fakes[0].calls == asked + 7


@pytest.mark.parametrize("reply", [Hangs(), Stalls(SAYS, 12)])
async def test_when_the_listener_leaves_upstream_is_let_go_at_once_and_nobody_is_blamed(reply: Reply) -> None:
    async with chained(reply, SAYS, first_token_seconds=20, total_seconds=30) as chain:
        asking = asyncio.create_task(chain.ask())
        while not chain.fakes[0].calls:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        asking.cancel()
        left = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.sleep(0.05)
        assert [one.at - left < 1 for one in chain.fakes[0].left] == [True]
        assert chain.outcomes == [("openai", "cancelled")]
        assert chain.llm.breakers.of("openai", "m").failures == 0


async def read_until(word: str, chain: Chained) -> None:
    """Read an answer as the conversation does, and stop it at a word."""
    token = CancellationToken()
    async with Agent[None, str]().run_stream_events("Hi", model=chain.turn(), cancellation_token=token) as events:
        async for event in events:
            if word in str(event):
                token.cancel()


async def test_stop_lets_go_of_a_stream_that_is_being_read() -> None:
    async with chained(Stalls(SAYS, 12), SAYS, first_token_seconds=20, total_seconds=30) as chain:
        with pytest.raises(RunCancelled):
            await read_until("song", chain)
        await asyncio.sleep(0.1)
        assert len(chain.fakes[0].left) == 1
        assert chain.outcomes == [("openai", "cancelled")]


async def test_who_stops_reading_closes_upstream_before_anything_else_happens() -> None:
    async with chained(Stalls(SAYS, 12), SAYS, first_token_seconds=20, total_seconds=30) as chain:
        async with chain.turn().request_stream(HELLO, None, ModelRequestParameters()) as stream:
            await anext(aiter(stream))
        assert chain.outcomes == [("openai", "cancelled")]
        await asyncio.sleep(0.05)
        assert len(chain.fakes[0].left) == 1


async def test_an_answer_that_trickles_is_over_when_the_turn_is() -> None:
    slow = Says(ANSWER, pieces=40, between_seconds=0.04)
    async with chained(slow, slow, total_seconds=1.0) as chain:
        began = time.perf_counter()
        said = await chain.ask()
        assert time.perf_counter() - began < 1.6
    assert ANSWER.startswith(said)
    assert said.endswith(("song.", "one."))
    assert chain.outcomes == [("openai", "cut")]


async def test_an_answer_of_which_nothing_may_be_shown_is_given_by_the_last_resort() -> None:
    async with chained(SAYS, SAYS) as chain:
        assert await chain.ask(check=lambda _: None) == LAST_WORDS
    assert (chain.outcomes, chain.calls) == ([("openai", "unsupported")], [1, 0])


class Thinks(FunctionModel):
    """Thinks, speaks and calls, as few vendors do in our fakes; and says when it is done."""

    @asynccontextmanager
    async def request_stream(self, *args: Any, **kwargs: Any) -> AsyncGenerator[StreamedResponse]:
        async with super().request_stream(*args, **kwargs) as stream:
            stream.finish_reason = "tool_call"
            yield stream


@pytest.mark.parametrize("words", ["I will look. ", ""])
async def test_what_a_model_thought_goes_before_its_words_and_calls(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def thinking(*_: object) -> AsyncIterator[Any]:
        yield {0: DeltaThinkingPart(content="Hm.", signature="s")}
        if words:
            yield words
        yield {1: DeltaToolCall("look", "{}", tool_call_id="1")}

    async def model(*_: object) -> Model:
        return Thinks(stream_function=thinking)

    monkeypatch.setattr(Llm, "model", model)
    async with chained(SAYS) as chain:
        response = await chain.turn().request(HELLO, None, ModelRequestParameters())
    kinds = [part.part_kind for part in response.parts]
    assert kinds == ["thinking", *(["text"] if words else []), "tool-call"]


# Each rule again with its guard taken away: the figure that the rule is held to must move.


async def calls_to_a_hanging_provider() -> int:
    async with chained(Hangs(), SAYS, first_token_seconds=0.2) as chain:
        for _ in range(4):
            await all_at_once(chain, 2)
    return chain.fakes[0].calls


async def calls_to_a_provider_that_refuses() -> int:
    async with chained(Fails(400), SAYS) as chain:
        await all_at_once(chain, 4)
    return chain.fakes[0].calls


async def is_told_whole() -> bool:
    async with chained([Cuts(SAYS, 9), SAYS]) as chain:
        return await chain.ask() == ANSWER


async def no_breaker(*_: object, **__: object) -> None: ...


def any_piece(sentences: Sentences, text: str) -> list[str]:
    return [text]


BLIND = dict.fromkeys(attempts.RULES, Rule(again=True, counts=False)) | {"answered": Rule()}


@pytest.mark.parametrize(
    ("measure", "held", "sabotage"),
    [
        (calls_to_a_hanging_provider, lambda calls: calls <= 4, (Breaker, "failed", no_breaker)),
        (calls_to_a_provider_that_refuses, lambda calls: calls == 4, (route, "RULES", BLIND)),
        (is_told_whole, lambda whole: whole, (Sentences, "feed", any_piece)),
    ],
    ids=["breaker off", "blind retries", "no whole sentences"],
)
async def test_each_rule_holds_and_fails_where_its_guard_is_taken_away(
    measure: Callable[[], object],
    held: Callable[[object], bool],
    sabotage: tuple[object, str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert held(await measure())  # type: ignore[misc]
    monkeypatch.setattr(*sabotage)
    assert not held(await measure())  # type: ignore[misc]
