"""Redis, where an operator has one: state that several processes share. It may vanish at any moment, and nothing
here may depend on it: whoever asks it goes on without an answer.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, TypeVar

from echotune.core.settings import InvalidSettings
from echotune.core.telemetry import get_logger

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = get_logger(__name__)

CONNECT_SECONDS: Final = 0.25
ANSWER_SECONDS: Final = 0.25
AWAY_SECONDS: Final = 2.0
"""How long it is not asked again after it failed, so that a request waits for it once and not at every step."""

Answer = TypeVar("Answer")
Otherwise = TypeVar("Otherwise")


def connect(url: str | None) -> Redis | None:
    """A client for `REDIS_URL`, None without one. Nothing is sent yet; the caller closes it (`aclose`).

    Calls raise `redis.exceptions.RedisError` within half a second when it is away; `Shared` turns that into an answer.
    Raises InvalidSettings for what is no address.
    """
    if url is None:
        return None
    from redis.asyncio import Redis
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    try:
        return Redis.from_url(
            url,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), retries=1),  # a connection that it closed at a restart
        )
    except ValueError as wrong:
        raise InvalidSettings("REDIS_URL: needs the form redis://host:6379/0, rediss://… or unix://…") from wrong


class Shared:
    """A Redis that may be away, or None. One for each client, so that all its users learn of its absence at once."""

    def __init__(self, client: Redis | None) -> None:
        self.client = client
        self._away_until = 0.0

    @property
    def is_there(self) -> bool:
        """Whether it is worth asking."""
        return self.client is not None and time.monotonic() >= self._away_until

    async def ask(self, question: Callable[[Redis], Awaitable[Answer]], otherwise: Otherwise) -> Answer | Otherwise:
        """What Redis answers, or `otherwise` when there is none or it failed."""
        if self.client is None or not self.is_there:
            return otherwise
        from redis.exceptions import RedisError

        try:
            return await question(self.client)
        except (RedisError, OSError) as failed:
            self._away_until = time.monotonic() + AWAY_SECONDS
            log.warning("redis does not answer; going on without it", error=type(failed).__name__)
            return otherwise

    async def close(self) -> None:
        if self.client is not None:
            await self.client.aclose()
