"""The one HTTP client towards language models: stated time-outs, no redirects, no proxy but the one in the settings.

A redirect would carry a key to an address nobody chose; the environment's proxies and `.netrc` would do the same in
silence. Amazon's library brings an HTTP client of its own: `providers/bedrock.py` gives it the same rules.
"""

from __future__ import annotations

from collections.abc import Callable

import httpx2

from echotune.core.settings import LlmSettings

CONNECT_SECONDS = 5.0
MOST_CONNECTIONS = 1000
MOST_IDLE_CONNECTIONS = 100

Wrap = Callable[[httpx2.AsyncBaseTransport], httpx2.AsyncBaseTransport]


def timeouts(settings: LlmSettings) -> httpx2.Timeout:
    """Seconds. Reading may last as long as a turn: the deadlines of a turn are kept above, by who waits."""
    return httpx2.Timeout(settings.total_seconds, connect=min(CONNECT_SECONDS, settings.total_seconds))


def make_client(settings: LlmSettings, wrap: Wrap = lambda transport: transport) -> httpx2.AsyncClient:
    """A client for all providers; the caller closes it. `wrap` sees every request as it goes onto the wire."""
    limits = httpx2.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=MOST_IDLE_CONNECTIONS)
    transport = httpx2.AsyncHTTPTransport(limits=limits, proxy=settings.proxy, trust_env=False)
    return httpx2.AsyncClient(
        transport=wrap(transport), timeout=timeouts(settings), follow_redirects=False, trust_env=False
    )
