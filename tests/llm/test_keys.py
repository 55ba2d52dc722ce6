"""Keys: in turn, resting for as long as the provider asks, set aside when it refuses them."""

from __future__ import annotations

import asyncio

import pytest
from tests.llm.chains import LAST_WORDS, chained
from tests.llm.test_breaker import Clock
from tests.support.fake_llm import Fails, Reply, Request, Says

from echotune.llm import keys
from echotune.llm.keys import KeyPools


def test_keys_take_turns_and_a_resting_one_is_passed_over_until_its_time() -> None:
    clock = Clock()
    pools, all_keys = KeyPools(clock), ("a", "b", "c")
    taken = []
    for _ in range(4):
        taken.append(pools.take("openai", all_keys))
        clock.now += 1
    assert taken == ["a", "b", "c", "a"]
    pools.rest("openai", "b", 30)
    pools.set_aside("openai", "c", "refused")
    assert [pools.take("openai", all_keys) for _ in range(2)] == ["a", "a"]
    assert pools.take("openai", ("b", "c")) is None
    assert pools.ready_in_seconds("openai", ("b", "c")) == 30
    assert pools.refused("openai", ("b", "c")) is None
    assert pools.refused("openai", ("c",)) == "refused"
    clock.now += 30
    assert pools.take("openai", ("b", "c")) == "b"
    assert pools.take("xai", ("a",)) == "a", "another provider's key of the same letters is another key"


def by_key(**replies: Reply) -> object:
    return lambda request: replies[request.headers["authorization"].removeprefix("Bearer ")]


def keys_of(requests: list[Request]) -> list[str]:
    return [request.headers["authorization"].removeprefix("Bearer ") for request in requests]


async def test_too_many_requests_moves_to_the_next_key_of_the_same_provider_at_once() -> None:
    busy = Fails(429, retry_after="30")
    async with chained(by_key(a=busy, b=Says("Hi there.")), Says("no"), keys=("a", "b")) as chain:  # type: ignore[arg-type]
        assert [await chain.ask() for _ in range(3)] == ["Hi there."] * 3
        assert keys_of(chain.fakes[0].requests) == ["a", "b", "b", "b"]
        assert chain.fakes[1].calls == 0


async def test_when_every_key_must_wait_long_the_next_provider_answers_and_nobody_is_asked_again() -> None:
    async with chained(Fails(429, retry_after="74214"), Says("Hi there."), keys=("a", "b")) as chain:
        assert [await chain.ask() for _ in range(3)] == ["Hi there."] * 3
        assert chain.calls == [2, 3]
        assert chain.outcomes == [("openai", "no_key"), ("xai", "answered")]


async def test_when_all_must_wait_for_a_moment_the_answer_does_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "REST_SECONDS", 0.2)
    async with chained([Fails(429), Says("Hi there.")]) as chain:
        assert await chain.ask() == "Hi there."
        first, second = chain.fakes[0].requests
        assert second.at - first.at >= 0.2


async def test_an_invalid_key_is_set_aside_with_a_reason_and_not_tried_again() -> None:
    async with chained(by_key(a=Fails(401), b=Says("Hi there.")), keys=("a", "b")) as chain:  # type: ignore[arg-type]
        for _ in range(4):
            assert await chain.ask() == "Hi there."
        assert keys_of(chain.fakes[0].requests).count("a") == 1
        assert chain.llm.pools.refused("openai", ("a",)) == "ModelAuthenticationError"


async def test_with_nobody_else_to_ask_a_resting_key_is_tried_three_times_soon_and_then_once_a_minute() -> None:
    clock = Clock()
    async with chained(Fails(429, retry_after="74214"), monotonic=clock) as chain:
        for seconds, calls in [(0, 1), (0.9, 1), (0.2, 2), (1.1, 3), (1.1, 4), (30, 4), (31, 5), (1, 5)]:
            clock.now += seconds
            assert await chain.ask() == LAST_WORDS
            assert chain.fakes[0].calls == calls
        chain.fakes[0].script = Says("Hi there.")
        clock.now += 60
        for _ in range(3):
            assert await chain.ask() == "Hi there."


async def test_an_answer_that_was_on_its_way_does_not_wake_a_key_that_was_told_to_rest() -> None:
    def script(request: Request) -> Reply:
        return Fails(429, retry_after="30") if request.number == 1 else Says("Slowly said.", first_seconds=0.2)

    async with chained(script, Says("Hi there.")) as chain:
        slow = asyncio.create_task(chain.ask())
        await asyncio.sleep(0.1)
        assert await chain.ask() == "Hi there."
        assert await slow == "Slowly said."
        assert await chain.ask() == "Hi there."
        assert chain.calls == [2, 2]
