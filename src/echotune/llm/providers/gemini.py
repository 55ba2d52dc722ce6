"""Google Gemini: https://ai.google.dev/api/generate-content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.provider import Status, split_keys, status_by_key

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model

ADDRESS = "https://generativelanguage.googleapis.com"


class Gemini:
    name, title, local = "gemini", "Google Gemini", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.gemini_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        return split_keys(settings.gemini_api_key) or split_keys(settings.google_api_key)

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        return status_by_key(self, settings, own_keys, "GEMINI_API_KEY")

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from google.genai import Client
        from google.genai.types import HttpOptions, HttpRetryOptions
        from pydantic_ai.models.google import GoogleModel
        from pydantic_ai.providers.google import GoogleProvider

        options = HttpOptions(
            base_url=settings.gemini_base_url or ADDRESS,
            timeout=int(settings.total_seconds * 1000),
            httpx_async_client=client,
            httpx_client=_no_client(),
            retry_options=HttpRetryOptions(attempts=1),
        )
        upstream = Client(vertexai=False, api_key=key, http_options=options)
        return GoogleModel(model_id, provider=GoogleProvider(client=upstream))


@cache
def _no_client() -> httpx2.Client:
    """In place of the second client that Google's library makes, at 40 ms a model, for calls that nobody makes here."""
    import httpx2

    def refuse(_request: httpx2.Request) -> httpx2.Response:
        raise NotImplementedError("Gemini is asked asynchronously only.")

    return httpx2.Client(transport=httpx2.MockTransport(refuse))
