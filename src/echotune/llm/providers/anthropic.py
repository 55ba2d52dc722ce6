"""Anthropic: https://docs.claude.com/en/api/messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.client import timeouts
from echotune.llm.provider import AT_ONCE, MOST_TOKENS, Status, split_keys, status_by_key

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings

ADDRESS = "https://api.anthropic.com"


class Anthropic:
    name, title, local = "anthropic", "Anthropic", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.anthropic_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        return split_keys(settings.anthropic_api_key)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        return status_by_key(self, settings, own_keys, "ANTHROPIC_API_KEY")

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from anthropic import AsyncAnthropic
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider

        upstream = AsyncAnthropic(
            api_key=key,
            base_url=settings.anthropic_base_url or ADDRESS,
            timeout=timeouts(settings),
            max_retries=0,
            http_client=client,
        )
        brief: ModelSettings = {**AT_ONCE, "max_tokens": MOST_TOKENS}
        return AnthropicModel(model_id, provider=AnthropicProvider(anthropic_client=upstream), settings=brief)
