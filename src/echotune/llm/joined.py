"""What all conversations of this process share about language models: the client, breakers, keys, health."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter

from echotune.core.db import Database
from echotune.core.redis import Shared
from echotune.core.sealing import Sealer
from echotune.core.settings import LlmSettings, Settings
from echotune.llm.breaker import Breakers
from echotune.llm.client import make_client
from echotune.llm.health import Health
from echotune.llm.keys import KeyPools
from echotune.llm.ledger import Ledger
from echotune.llm.link import Link
from echotune.llm.metering import Metered
from echotune.llm.providers.ollama import looking
from echotune.llm.reachable import Looking
from echotune.llm.registry import PROVIDERS
from echotune.llm.sent import RecordingTransport

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model

MOST_MODELS = 256
WAITING_THREADS = 300
"""Amazon's library waits in a thread for each stream; the usual 40 would let the others queue behind a silent one."""


@dataclass
class Llm:
    """Made once a process."""

    settings: LlmSettings
    client: httpx2.AsyncClient
    breakers: Breakers
    pools: KeyPools
    health: Health
    ledger: Ledger
    sealer: Sealer = field(repr=False)
    nearby: Looking
    """Whether the server of one's own answers."""
    _models: dict[tuple[str, str, str], Model] = field(default_factory=dict, repr=False)

    @classmethod
    def join(cls, settings: Settings, database: Database, shared: Shared) -> Llm:
        """Only a server of one's own is asked, whether it is there. The caller closes it."""
        client, ledger = make_client(settings.llm, RecordingTransport), Ledger(database, settings.llm)
        nearby = looking(settings.llm, client)
        nearby.start()
        current_default_thread_limiter().total_tokens = WAITING_THREADS
        return cls(
            settings.llm,
            client,
            Breakers(shared),
            KeyPools(),
            Health(database),
            ledger,
            Sealer.of(settings),
            nearby,
        )

    async def model(self, link: Link, key: str) -> Model:
        """The model behind a link and one of its keys, made once: the first of a vendor loads its library, in a thread.

        Raises what `Provider.model` raises.
        """
        name = (link.provider, link.model_id, key)
        if name not in self._models:
            provider = PROVIDERS[link.provider]
            made = await asyncio.to_thread(provider.model, link.model_id, key, self.settings, self.client)
            while len(self._models) >= MOST_MODELS:
                del self._models[next(iter(self._models))]
            local = provider.status(self.settings, link.keys).local
            self._models[name] = Metered(made, link, self.ledger, local=local)
        return self._models[name]

    async def close(self) -> None:
        """Write down what is not yet, and let go of every connection."""
        await self.nearby.close()
        await self.health.close()
        await self.ledger.close()
        await self.client.aclose()
