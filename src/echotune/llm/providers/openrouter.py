"""OpenRouter, by OpenAI's wire: https://openrouter.ai/docs/api-reference/overview. It wants to know who is asking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.provider import AT_ONCE, Status, split_keys, status_by_key
from echotune.llm.providers.openai_wire import SAYS_WHEN_DONE, wire

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model

ADDRESS = "https://openrouter.ai/api/v1"
WHO_ASKS = {"HTTP-Referer": "https://github.com/echotune/echotune", "X-Title": "EchoTune"}


class OpenRouter:
    name, title, local = "openrouter", "OpenRouter", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.openrouter_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        return split_keys(settings.openrouter_api_key)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        return status_by_key(self, settings, own_keys, "OPENROUTER_API_KEY")

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from pydantic_ai.models.openrouter import OpenRouterModel
        from pydantic_ai.providers.openrouter import OpenRouterProvider

        upstream = wire(settings.openrouter_base_url or ADDRESS, key, settings, client, WHO_ASKS)
        provider = OpenRouterProvider(openai_client=upstream)
        return OpenRouterModel(model_id, profile=SAYS_WHEN_DONE, provider=provider, settings=AT_ONCE)
