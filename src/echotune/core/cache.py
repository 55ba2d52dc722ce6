"""Computed once, kept for a while: in this process, and in Redis where there is one.

A key names its listener in a field of its own, and an entry carries its key's digest, which is compared when it is
read: an entry that was stored for somebody else, or that a confused connection hands over, is no hit.

The bounded store of this process is cashews'. Redis and the lead are our own: cashews reads pickles out of Redis,
which whoever writes there could use to run code, and its lock neither hands over from a cancelled leader nor tells
those who waited that the computation failed.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from echotune.core import clock, metrics
from echotune.core.leading import LONGEST_WAIT_SECONDS, Lease, lease
from echotune.core.redis import Shared

if TYPE_CHECKING:
    from redis.asyncio import Redis

ENTRIES: Final = 2048
LARGEST_BYTES: Final = 64 * 1024
"""A larger value is handed over and not kept."""
NEAR_SECONDS: Final = 60.0
"""How long this process trusts its copy of what Redis holds, so that what another process erased is gone here too."""
HEADER_BYTES: Final = 32 + 8


@dataclass(frozen=True)
class Key:
    """What a value is kept under. Keys of two listeners are never equal, whatever else they hold."""

    kind: str
    """Which cache; a metric's label, so one of few fixed words."""
    listener: UUID
    parts: tuple[str, ...]

    @cached_property
    def digest(self) -> bytes:
        """32 bytes of all fields."""
        return hashlib.sha256(msgspec.json.encode((self.kind, self.listener, self.parts))).digest()

    @cached_property
    def name(self) -> str:
        """Where it is kept."""
        return f"echotune:cache:{self.listener.hex}:{self.kind}:{self.digest.hex()}"


Flight = asyncio.Future[bytes | None]
"""A computation under way. None: it ended without a value to hand over, so the next one who waits leads."""


@dataclass
class Lead:
    """What one who asked for a key holds: the value, or the right to compute it while others wait.

    Who has waited for too long computes alone, and what comes of it is not kept.
    """

    value: bytes | None
    _cache: Cache
    _key: Key
    _flight: Flight | None = None
    _lease: Lease | None = None

    async def keep(self, value: bytes, ttl_seconds: float) -> None:
        """Hand the value to those who wait, and keep it, unless the listener's values were erased meanwhile."""
        if self._flight and not self._flight.done():
            self._flight.set_result(value)
            await self._cache._store(self._key, value, ttl_seconds, self._lease)
            self._lease = None
        self.give_up()

    def fail(self, reason: Exception) -> None:
        """Let those who wait fail for the same reason; nothing is kept."""
        if self._flight and not self._flight.done():
            self._flight.set_exception(reason)
            self._flight.exception()  # it was seen, also when nobody waits
        self.give_up()

    def give_up(self) -> None:
        """Let the next one who waits lead. Does nothing after `keep`, `fail` or an earlier `give_up`."""
        if self._flight:
            self._cache._land(self._key, self._flight)
            self._flight = None
        if self._lease:
            self._cache._soon(self._lease.release())
            self._lease = None


class Cache:
    """One for a process. Values are bytes, so that nobody can change what another was handed."""

    def __init__(self, redis: Shared, entries: int = ENTRIES) -> None:
        from cashews.backends.memory import Memory

        self._redis = redis
        self._near = Memory(size=entries, check_interval=0)
        self._flights: dict[Key, Flight] = {}
        self._background: set[asyncio.Task[Any]] = set()
        self.hits: Counter[str] = Counter()
        self.misses: Counter[str] = Counter()

    async def get_or_compute(self, key: Key, compute: Callable[[], Awaitable[bytes]], ttl_seconds: float) -> bytes:
        """The value of a key; computed once for all who ask meanwhile, and never kept when that fails.

        Whoever is cancelled leaves the others unharmed: when it was the one who computed, the next one does.
        """
        async with self.lead(key) as lead:
            if lead.value is not None:
                return lead.value
            try:
                value = await compute()
            except Exception as failed:
                lead.fail(failed)
                raise
            await lead.keep(value, ttl_seconds)
            return value

    @asynccontextmanager
    async def lead(self, key: Key) -> AsyncGenerator[Lead]:
        """The value of a key, or the lead over those who ask for it meanwhile; it ends with the block at the latest."""
        lead = await self._found_or_leading(key)
        (self.misses if lead.value is None else self.hits)[key.kind] += 1
        metrics.put("cache.hit.ratio", self.hit_ratio(key.kind), cache=key.kind)
        try:
            yield lead
        finally:
            lead.give_up()

    def hit_ratio(self, kind: str) -> float:
        """Share of the questions answered without a computation of their own, since the start of this process."""
        asked = self.hits[kind] + self.misses[kind]
        return self.hits[kind] / asked if asked else 0.0

    async def forget(self, key: Key) -> None:
        """Compute it anew when it is asked for next."""
        await self._near.delete(key.name)
        await self._redis.ask(lambda client: client.unlink(key.name), None)

    async def erase(self, listener: UUID) -> None:
        """Forget all values of a listener, those that are being computed included."""
        for key in [key for key in self._flights if key.listener == listener]:
            self._land(key, self._flights[key])
        theirs = f"echotune:cache:{listener.hex}:*"
        await self._near.delete_match(theirs)

        async def remove(client: Redis) -> None:
            async for name in client.scan_iter(match=theirs, count=1000):
                await client.unlink(name)

        await self._redis.ask(remove, None)

    async def close(self) -> None:
        """Wait for what is still being written. Redis is its owner's to close."""
        await asyncio.gather(*self._background, return_exceptions=True)

    async def _found_or_leading(self, key: Key) -> Lead:
        while True:
            near: bytes | None = await self._near.get(key.name)
            if near is not None:
                return Lead(near, self, key)
            flight = self._flights.get(key)
            if flight is None:
                break
            # Whoever is cancelled here leaves it in the air.
            await asyncio.wait([flight], timeout=LONGEST_WAIT_SECONDS)
            if not flight.done():
                return Lead(None, self, key)
            landed = flight.result()
            if landed is not None:
                return Lead(landed, self, key)
        lead = Lead(None, self, key, asyncio.get_running_loop().create_future())
        self._flights[key] = lead._flight  # type: ignore[assignment]
        try:
            await self._look_afar(lead)
        except BaseException:
            lead.give_up()
            raise
        return lead

    async def _look_afar(self, lead: Lead) -> None:
        """Take the value from Redis, or wait there until this process may compute it."""
        if not self._redis.is_there:
            return
        found = await self._far(lead._key)
        if found is None:
            lead._lease = await lease(self._redis, f"echotune:lead:{lead._key.digest.hex()}")
            if lead._lease and lead._lease.waited:
                found = await self._far(lead._key)
        if found is not None:
            lead.value, left_seconds = found
            if lead._flight and not lead._flight.done():
                lead._flight.set_result(lead.value)
                await self._near.set(lead._key.name, lead.value, expire=min(NEAR_SECONDS, left_seconds))
            lead.give_up()

    async def _far(self, key: Key) -> tuple[bytes, float] | None:
        """The value that Redis keeps and how many seconds it has left."""
        # In a task of its own: a cancelled question must not leave its answer to the next one on the connection.
        entry: bytes | None = await asyncio.shield(
            self._soon(self._redis.ask(lambda client: client.get(key.name), None))
        )
        if entry is None or entry[:32] != key.digest:
            return None
        left_seconds = int.from_bytes(entry[32:HEADER_BYTES], "big") / 1000 - clock.now().timestamp()
        return (entry[HEADER_BYTES:], left_seconds) if left_seconds > 0 else None

    async def _store(self, key: Key, value: bytes, ttl_seconds: float, held: Lease | None) -> None:
        if len(value) <= LARGEST_BYTES:
            near_seconds = min(NEAR_SECONDS, ttl_seconds) if self._redis.client else ttl_seconds
            await self._near.set(key.name, value, expire=near_seconds)
            expires_at_ms = round((clock.now().timestamp() + ttl_seconds) * 1000)
            entry = key.digest + expires_at_ms.to_bytes(8, "big") + value
            self._soon(self._store_afar(key, entry, ttl_seconds, held))
        elif held:
            self._soon(held.release())

    async def _store_afar(self, key: Key, entry: bytes, ttl_seconds: float, held: Lease | None) -> None:
        await self._redis.ask(lambda client: client.set(key.name, entry, px=max(1, round(ttl_seconds * 1000))), None)
        if held:
            await held.release()

    def _land(self, key: Key, flight: Flight) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]
        if not flight.done():
            flight.set_result(None)

    def _soon(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Work that goes on when whoever began it is cancelled."""
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task
