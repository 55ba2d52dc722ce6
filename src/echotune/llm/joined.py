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
from echotune.llm.link import Link
from echotune.llm.registry import PROVIDERS

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
    _models: dict[tuple[str, str, str], Model] = field(default_factory=dict)

    @classmethod
    def join(cls, settings: Settings, database: Database, shared: Shared) -> Llm:
        """Nothing is asked yet. The caller closes it."""
        return cls(settings.llm, make_client(settings.llm), Breakers(shared), KeyPools(), Health(database))

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
            self._models[name] = made
        return self._models[name]

    async def close(self) -> None:
        """Write down what is not yet, and let go of every connection."""
        await self.health.close()
        await self.client.aclose()
