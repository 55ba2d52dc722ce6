"""Perplexity Sonar, by OpenAI's wire: https://docs.perplexity.ai/docs/sonar/openai-compatibility."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.provider import AT_ONCE, Status, split_keys, status_by_key
from echotune.llm.providers.openai_wire import SAYS_WHEN_DONE, wire

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings

ADDRESS = "https://api.perplexity.ai"


class Perplexity:
    name, title, local = "perplexity", "Perplexity", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.perplexity_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        return split_keys(settings.perplexity_api_key)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        return status_by_key(self, settings, own_keys, "PERPLEXITY_API_KEY")

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

        upstream = wire(settings.perplexity_base_url or ADDRESS, key, settings, client)
        provider = OpenAICompatibleProvider(self.name, openai_client=upstream)
        # It would look the listener's words up on the web; what a turn may say comes from our tools.
        offline: ModelSettings = {**AT_ONCE, "extra_body": {"disable_search": True}}
        return OpenAIChatModel(model_id, profile=SAYS_WHEN_DONE, provider=provider, settings=offline)
