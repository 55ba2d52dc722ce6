"""xAI Grok, by OpenAI's wire: https://docs.x.ai/docs/api-reference#chat-completions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.provider import AT_ONCE, Status, split_keys, status_by_key
from echotune.llm.providers.openai_wire import SAYS_WHEN_DONE, wire

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai import ModelProfile
    from pydantic_ai.models import Model

ADDRESS = "https://api.x.ai/v1"


class XAi:
    name, title, local = "xai", "xAI Grok", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.xai_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        return split_keys(settings.xai_api_key)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        return status_by_key(self, settings, own_keys, "XAI_API_KEY")

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

        upstream = wire(settings.xai_base_url or ADDRESS, key, settings, client)
        provider = OpenAICompatibleProvider(self.name, openai_client=upstream, profile=_profile)
        return OpenAIChatModel(model_id, profile=SAYS_WHEN_DONE, provider=provider, settings=AT_ONCE)


def _profile(model_id: str) -> ModelProfile | None:
    """What Grok's models can do: the library knows it by the name that gateways give them."""
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    return OpenAICompatibleProvider.model_profile(f"xai/{model_id}")
