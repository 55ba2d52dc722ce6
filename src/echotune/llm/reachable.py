"""Which servers in the listener's own network answer, and with which models: remembered, so that a status never waits.

Somebody asks now and then (`look`): at the start, when the settings page is opened, before a check. A server that
nobody has asked yet counts as answering: should it not, the turn goes on to the next provider at once.
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx2

LOOK_SECONDS = 2.0
FRESH_SECONDS = 10.0
OWN_NETWORK_ENDINGS = (".local", ".lan", ".internal", ".home.arpa", ".localhost")


@dataclass(frozen=True)
class Seen:
    """How a server was when it was last asked."""

    answers: bool
    models: tuple[str, ...] = ()


_SEEN: dict[str, Seen] = {}


def seen(address: str) -> Seen | None:
    """What this process last saw at an address; None: it has not looked."""
    return _SEEN.get(address)


class Looking:
    """Looks at one address now and then, while nobody waits."""

    def __init__(self, address: str | None, key: str, client: httpx2.AsyncClient) -> None:
        self._address, self._key, self._client = address, key, client
        self._at = -math.inf
        self._task: asyncio.Task[Seen] | None = None

    def start(self) -> None:
        """Look, unless one is looking or has looked a moment ago. Does not wait; needs a running loop."""
        if self._address is None or time.monotonic() - self._at < FRESH_SECONDS:
            return
        self._at = time.monotonic()
        self._task = asyncio.create_task(look(self._address, self._key, self._client))

    @property
    def models(self) -> tuple[str, ...]:
        """What the server listed last; (): nobody has looked, it lists none, or there is no address."""
        last = seen(self._address) if self._address else None
        return last.models if last else ()

    async def settle(self) -> None:
        """Wait for what `start` began."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def close(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            await self.settle()


async def look(address: str, key: str, client: httpx2.AsyncClient) -> Seen:
    """Ask the server at `address` (ending in the version, such as `/v1`) for its models, within two seconds."""
    import httpx2

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        answer = await client.get(f"{address}/models", headers=headers, timeout=LOOK_SECONDS)
        found = Seen(answer.status_code < 500, _models(answer))
    except (httpx2.HTTPError, httpx2.InvalidURL):
        found = Seen(answers=False)
    _SEEN[address] = found
    return found


def _models(answer: httpx2.Response) -> tuple[str, ...]:
    """The ids in `{"data": [{"id": ...}]}`; a server that lists none, or otherwise, is asked by the name in the settings."""
    try:
        listed = answer.json()["data"] or []
        return tuple(str(model["id"]) for model in listed)
    except (ValueError, KeyError, TypeError):
        return ()


def in_own_network(address: str) -> bool:
    """Whether an address names this machine or its private network, by its form alone: nothing is looked up."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(OWN_NETWORK_ENDINGS)
