"""OpenAI: https://platform.openai.com/docs/api-reference/chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.provider import AT_ONCE, Status, split_keys, status_by_key
from echotune.llm.providers.openai_wire import SAYS_WHEN_DONE, wire

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model

ADDRESS = "https://api.openai.com/v1"


class OpenAi:
    name, title, local = "openai", "OpenAI", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.openai_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        return split_keys(settings.openai_api_key)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        return status_by_key(self, settings, own_keys, "OPENAI_API_KEY")

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai import OpenAIProvider

        upstream = wire(settings.openai_base_url or ADDRESS, key, settings, client)
        return OpenAIChatModel(
            model_id, profile=SAYS_WHEN_DONE, provider=OpenAIProvider(openai_client=upstream), settings=AT_ONCE
        )
