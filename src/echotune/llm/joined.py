"""What all conversations of this process share about language models: the client, breakers, keys, health."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from echotune.core.db import Database
from echotune.core.redis import Shared
from echotune.core.settings import LlmSettings, Settings
from echotune.llm.breaker import Breakers
from echotune.llm.client import make_client
from echotune.llm.health import Health
from echotune.llm.keys import KeyPools
from echotune.llm.ledger import Ledger
from echotune.llm.link import Link
from echotune.llm.metering import Metered
from echotune.llm.registry import PROVIDERS
from echotune.llm.sent import RecordingTransport

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model

MOST_MODELS = 256


@dataclass
class Llm:
    """Made once a process."""

    settings: LlmSettings
    client: httpx2.AsyncClient
    breakers: Breakers
    pools: KeyPools
    health: Health
    ledger: Ledger
    _models: dict[tuple[str, str, str], Model] = field(default_factory=dict)

    @classmethod
    def join(cls, settings: Settings, database: Database, shared: Shared) -> Llm:
        """Nothing is asked yet. The caller closes it."""
        client, ledger = make_client(settings.llm, RecordingTransport), Ledger(database, settings.llm)
        return cls(settings.llm, client, Breakers(shared), KeyPools(), Health(database), ledger)

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
        await self.health.close()
        await self.ledger.close()
        await self.client.aclose()
