"""Google Gemini: https://ai.google.dev/api/generate-content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.provider import AT_ONCE, Status, split_keys, status_by_key

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model
    from pydantic_ai.providers.google import GoogleProvider

ADDRESS = "https://generativelanguage.googleapis.com"
CLIENTS_KEPT = 32


class Gemini:
    name, title, local = "gemini", "Google Gemini", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.gemini_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        return split_keys(settings.gemini_api_key) or split_keys(settings.google_api_key)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        return status_by_key(self, settings, own_keys, "GEMINI_API_KEY")

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from pydantic_ai.models.google import GoogleModel

        provider = _upstream(key, settings.gemini_base_url or ADDRESS, client)
        return GoogleModel(model_id, provider=provider, settings=AT_ONCE)


@lru_cache(maxsize=CLIENTS_KEPT)
def _upstream(key: str, address: str, client: httpx2.AsyncClient) -> GoogleProvider:
    """Google's client for one key: it reads the system's certificates anew for 40 ms each, so it is kept."""
    from google.genai.types import HttpRetryOptions
    from pydantic_ai.providers.google import GoogleProvider

    return GoogleProvider(api_key=key, base_url=address, http_client=client, retry_options=HttpRetryOptions(attempts=1))
