"""The wire that many speak: OpenAI's chat completions. Their library is imported here, once a model is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from echotune.core.settings import LlmSettings
from echotune.llm.client import timeouts

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI
    from pydantic_ai.profiles.openai import OpenAIModelProfile

SAYS_WHEN_DONE: OpenAIModelProfile = {"openai_chat_streaming_requires_finish_reason": True}
"""A stream that ends without a reason was cut, however politely the connection was closed."""


def wire(
    base_url: str,
    key: str,
    settings: LlmSettings,
    client: httpx2.AsyncClient,
    headers: Mapping[str, str] | None = None,
) -> AsyncOpenAI:
    """OpenAI's client at an address. It tries once; everything it would look for in the environment is given."""
    from openai import AsyncOpenAI

    return AsyncOpenAI(
        api_key=key or "none",  # it refuses to start without one; servers that want none do not look
        organization="",
        project="",
        base_url=base_url,
        timeout=timeouts(settings),
        max_retries=0,
        default_headers=headers,
        http_client=client,
    )
