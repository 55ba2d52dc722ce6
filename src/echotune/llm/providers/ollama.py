"""Ollama, and whatever else speaks OpenAI's API at an address of one's own: llama.cpp, vLLM, LM Studio, a gateway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from echotune.core.settings import LlmSettings
from echotune.llm.provider import AT_ONCE, Status, split_keys
from echotune.llm.providers.openai_wire import SAYS_WHEN_DONE, wire
from echotune.llm.reachable import Looking, in_own_network, seen

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model

USUAL_MODEL = "llama3.2"


def address(settings: LlmSettings) -> str | None:
    """The address with its version: Ollama's own documentation leaves `/v1` out, other servers' do not."""
    if settings.ollama_base_url is None:
        return None
    base = settings.ollama_base_url.rstrip("/")
    return base if urlsplit(base).path else f"{base}/v1"


def looking(settings: LlmSettings, client: httpx2.AsyncClient) -> Looking:
    """What keeps `status` informed."""
    return Looking(address(settings), next(iter(split_keys(settings.ollama_api_key)), ""), client)


class Ollama:
    name, title, local = "ollama", "Ollama or compatible", True

    def default_model(self, settings: LlmSettings) -> str:
        known = seen(address(settings) or "")
        return settings.ollama_model or (known.models[0] if known and known.models else USUAL_MODEL)

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        if settings.ollama_base_url is None:
            return ()
        return split_keys(settings.ollama_api_key) or ("",)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        base = address(settings)
        if base is None:
            reason = "No server yet: set OLLAMA_BASE_URL to its address."
            return Status(self.name, self.title, False, reason, self.local)
        known = seen(base)
        usable = known is None or known.answers
        silent = None if usable else f"The server at {_without_user(base)} does not answer."
        return Status(self.name, self.title, usable, silent, in_own_network(base))

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from pydantic_ai.models.ollama import OllamaModel
        from pydantic_ai.providers.ollama import OllamaProvider

        upstream = wire(address(settings) or "", key, settings, client)
        provider = OllamaProvider(openai_client=upstream)
        return OllamaModel(model_id, profile=SAYS_WHEN_DONE, provider=provider, settings=AT_ONCE)


def _without_user(base: str) -> str:
    """The address as it may be shown: a name and password written into it are left out."""
    parts = urlsplit(base)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
