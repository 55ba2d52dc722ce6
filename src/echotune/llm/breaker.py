"""A breaker for each provider and model: three failures in a row, ten seconds of rest, one probe.

Its state is shared through Redis where there is one; without, and while that is away, each process keeps its own.
Redis holds two keys: `tripped`, and `rest`, which runs out. Whoever sets `rest` anew after it ran out is the probe.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from echotune.core.redis import Shared
from echotune.core.telemetry import get_logger

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = get_logger(__name__)

FAILURES: Final = 3
OPEN_SECONDS: Final = 10.0
CALM_SECONDS: Final = 1.0
"""No breaker opens while answers come: three of a hundred concurrent requests may fail one after the other by chance."""
PROBE_SECONDS: Final = 30.0
"""How long a probe may take before another may be sent: its process may have died."""
REMEMBER_SECONDS: Final = 3600


@dataclass
class _Circuit:
    failures: int = 0
    succeeded_at: float = -math.inf
    is_open: bool = False
    rests_until: float = 0.0
    published: bool = False


class Ticket:
    """Leave to ask a model once. Exactly one of `succeeded`, `failed` and `released` ends it; a second does nothing."""

    def __init__(self, breaker: Breaker, *, is_probe: bool) -> None:
        self._breaker, self.is_probe, self._used = breaker, is_probe, False

    async def spoke(self) -> None:
        """The first word came: a probe that hears one lets the others in, on probation until an answer is whole."""
        if self.is_probe and not self._used:
            self.is_probe = False
            await self._breaker.close(probation=True)

    async def succeeded(self) -> None:
        if self._use():
            await self._breaker.succeeded(is_probe=self.is_probe)

    async def failed(self) -> None:
        if self._use():
            await self._breaker.failed(is_probe=self.is_probe)

    async def released(self) -> None:
        """Neither: the listener left, or the model was well and would not."""
        if self._use() and self.is_probe:
            await self._breaker.give_back()

    def _use(self) -> bool:
        first, self._used = not self._used, True
        return first


class Breaker:
    """The breaker of one provider and model."""

    def __init__(self, name: str, shared: Shared, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._name, self._shared, self._monotonic = name, shared, monotonic
        self._circuit = _Circuit()
        self._tripped, self._rest = f"llm:breaker:{name}:tripped", f"llm:breaker:{name}:rest"

    @property
    def failures(self) -> int:
        """How many in a row."""
        return self._circuit.failures

    @property
    def is_open(self) -> bool:
        """Whether nobody but a probe may ask."""
        return self._circuit.is_open

    async def admit(self) -> Ticket | None:
        """Leave to ask, or None. Open and rested: the first to come is the probe, everybody else waits for it."""
        circuit = self._circuit
        await self._learn()
        if not circuit.is_open:
            return Ticket(self, is_probe=False)
        if self._monotonic() < circuit.rests_until:
            return None
        circuit.rests_until = self._monotonic() + PROBE_SECONDS
        if await self._shared.ask(self._claim, True):
            return Ticket(self, is_probe=True)
        circuit.rests_until = self._monotonic() + 1.0  # another process probes
        return None

    async def succeeded(self, *, is_probe: bool) -> None:
        if is_probe or not self._circuit.is_open:
            self._circuit.failures, self._circuit.succeeded_at = 0, self._monotonic()
        if is_probe:
            await self.close()

    async def failed(self, *, is_probe: bool) -> None:
        circuit = self._circuit
        if is_probe:
            await self._open()
        elif not circuit.is_open:
            circuit.failures += 1
            if circuit.failures >= FAILURES and self._monotonic() - circuit.succeeded_at >= CALM_SECONDS:
                log.warning("a language model failed repeatedly; it rests", model=self._name)
                await self._open()

    async def close(self, *, probation: bool = False) -> None:
        """Let everybody ask again. On probation one more failure opens it again."""
        circuit = self._circuit
        circuit.is_open, circuit.published = False, False
        circuit.failures = FAILURES - 1 if probation else 0
        log.info("a language model answers again", model=self._name)
        await self._shared.ask(lambda redis: redis.delete(self._tripped, self._rest), None)

    async def give_back(self) -> None:
        """A probe ended without a verdict: the next request may be one at once."""
        self._circuit.rests_until = self._monotonic()
        await self._shared.ask(lambda redis: redis.delete(self._rest), None)

    async def _open(self) -> None:
        circuit = self._circuit
        circuit.is_open, circuit.rests_until = True, self._monotonic() + OPEN_SECONDS
        circuit.published = await self._shared.ask(self._publish, False)

    async def _publish(self, redis: Redis) -> bool:
        await redis.set(self._tripped, 1, ex=REMEMBER_SECONDS)
        await redis.set(self._rest, 1, px=round(OPEN_SECONDS * 1000))
        return True

    async def _claim(self, redis: Redis) -> bool:
        return bool(await redis.set(self._rest, 1, px=round(PROBE_SECONDS * 1000), nx=True))

    async def _learn(self) -> None:
        """What other processes found out."""
        circuit = self._circuit
        tripped = await self._shared.ask(lambda redis: redis.exists(self._tripped), None)
        if tripped and not circuit.is_open:
            circuit.is_open, circuit.published, circuit.rests_until = True, True, 0.0
        elif tripped == 0 and circuit.is_open and circuit.published:
            circuit.is_open, circuit.published, circuit.failures = False, False, FAILURES - 1


class Breakers:
    """All breakers of this process."""

    def __init__(self, shared: Shared, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._shared, self._monotonic = shared, monotonic
        self._breakers: dict[tuple[str, str], Breaker] = {}

    def of(self, provider: str, model: str) -> Breaker:
        """The breaker of a provider's model."""
        if (provider, model) not in self._breakers:
            self._breakers[provider, model] = Breaker(f"{provider}:{model}", self._shared, self._monotonic)
        return self._breakers[provider, model]
