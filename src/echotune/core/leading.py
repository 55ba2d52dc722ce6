"""One process leads, the others wait: a lease in Redis that ends by itself when its holder dies."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import Final

from echotune.core.redis import Shared

LEASE_MS: Final = 2000
RENEW_SECONDS: Final = 0.5
FIRST_POLL_SECONDS, MOST_POLL_SECONDS = 0.005, 0.1
"""How long one waits before looking again, at first and at most."""
LONGEST_WAIT_SECONDS: Final = 30.0
"""After that one goes on alone: computing twice is better than waiting for what may never come."""

_RENEW: Final = (
    "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0"
)
_RELEASE: Final = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"


@dataclass
class Lease:
    """Held until released; renewed meanwhile."""

    waited: bool
    """Whether another held it before, so that its work may be done already."""
    _redis: Shared
    _name: str
    _token: str
    _renewing: asyncio.Task[None] | None = None

    async def release(self) -> None:
        if self._renewing:
            self._renewing.cancel()
        await self._redis.ask(lambda client: client.eval(_RELEASE, 1, self._name, self._token), None)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            held = await self._redis.ask(
                lambda client: client.eval(_RENEW, 1, self._name, self._token, str(LEASE_MS)), None
            )
            if not held:
                return


async def lease(redis: Shared, name: str) -> Lease | None:
    """Wait for the lease of a name and take it. None when Redis is away or the wait is too long: go on alone."""
    held = Lease(False, redis, name, secrets.token_hex(16))
    until, poll_seconds = time.monotonic() + LONGEST_WAIT_SECONDS, FIRST_POLL_SECONDS
    while redis.is_there and time.monotonic() < until:
        taking = asyncio.ensure_future(redis.ask(lambda client: client.set(name, held._token, nx=True, px=LEASE_MS), 0))
        try:
            taken = await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(lambda _: asyncio.ensure_future(held.release()))
            raise
        if taken:
            held._renewing = asyncio.ensure_future(held._renew())
            return held
        held.waited = True
        await asyncio.sleep(poll_seconds)
        poll_seconds = min(MOST_POLL_SECONDS, 1.5 * poll_seconds)
    return None
