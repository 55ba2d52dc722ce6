"""What a language model made of a sentence, kept: the first response of a turn, when it calls tools and says nothing.

The same listener who asks the same model the same thing in the same circumstances is understood as before, without a
request. The tools run anew, so the answer holds what is true now. Kept is only what the model that was meant to answer
said in full; what another one said in its place, or what broke off, is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from pydantic_ai.messages import (
    ModelMessage,
    ModelMessagesTypeAdapter,
    ModelRequest,
    ModelResponse,
    ModelResponseStreamEvent,
    PartStartEvent,
    TextPart,
    ThinkingPart,
    ToolCallPart,
    UserPromptPart,
)
from pydantic_ai.models import CompletedStreamedResponse, ModelRequestParameters, StreamedResponse
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import RunContext
from pydantic_ai.usage import RequestUsage
from pydantic_core import to_json

from echotune.chat.language_models.same_words import same_words
from echotune.core.cache import Cache, Key, Lead
from echotune.core.clock import now
from echotune.llm.chain import ChainModel, Link

KIND: Final = "analysis"
NEVER_SENT: Final = frozenset({"timestamp", "run_id", "conversation_id", "metadata", "usage", "failed_attempts"})
"""Fields of messages that tell one run from another and that no model sees."""


@dataclass(frozen=True)
class Scope:
    """For whom and by what rules a turn is understood."""

    listener: UUID
    link: Link
    """The model that is meant to answer."""
    prompt_versions: dict[str, str]
    ttl_seconds: float
    anew: bool = False
    """Whether the listener asked for another answer, so that the sentence is to be understood anew."""


class AnalysisCache(WrapperModel):
    """The model of one turn, with a memory of what its first response was. `hit` says whether it was remembered."""

    wrapped: ChainModel

    def __init__(self, wrapped: ChainModel, cache: Cache, scope: Scope) -> None:
        super().__init__(wrapped)
        self._cache, self._scope = cache, scope
        self.hit = False

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        """As the wrapped model's; a remembered response is streamed in one piece and cost nothing."""
        key = self._key(messages, model_settings, model_request_parameters)
        if key is None:
            async with self.wrapped.request_stream(
                messages, model_settings, model_request_parameters, run_context
            ) as stream:
                yield stream
            return
        if self._scope.anew:
            await self._cache.forget(key)
        async with self._cache.lead(key) as lead:
            if lead.value is not None:
                self.hit = True
                yield CompletedStreamedResponse(
                    _read(lead.value), model_request_parameters=model_request_parameters, replay_events=True
                )
                return
            async with self.wrapped.request_stream(
                messages, model_settings, model_request_parameters, run_context
            ) as stream:
                # Who waits for the same must not wait for words, which are never kept.
                stream._event_iterator = _watched(aiter(stream), lead)
                yield stream
                response = stream.get()
            if self._may_be_kept(response):
                await lead.keep(_written(response), self._scope.ttl_seconds)

    def _key(
        self, messages: list[ModelMessage], settings: ModelSettings | None, parameters: ModelRequestParameters
    ) -> Key | None:
        """None for what is not the first request of a turn."""
        asked = messages[-1]
        if self._scope.ttl_seconds <= 0 or not isinstance(asked, ModelRequest):
            return None
        prompt = asked.parts[-1]
        if not isinstance(prompt, UserPromptPart) or not isinstance(prompt.content, str):
            return None
        link = self._scope.link
        versions = [f"{name}={version}" for name, version in sorted(self._scope.prompt_versions.items())]
        text = same_words(prompt.content)
        circumstances = _digest(messages, text, settings, parameters)
        return Key(KIND, self._scope.listener, (link.provider, link.model_id, *versions, text, circumstances))

    def _may_be_kept(self, response: ModelResponse) -> bool:
        calls = [part for part in response.parts if isinstance(part, ToolCallPart)]
        silent = all(isinstance(part, (ToolCallPart, ThinkingPart)) for part in response.parts)
        meant = self.wrapped.answered_by == self._scope.link
        return bool(calls) and silent and meant and response.state == "complete"


async def _watched(
    events: AsyncIterator[ModelResponseStreamEvent], lead: Lead
) -> AsyncIterator[ModelResponseStreamEvent]:
    async for event in events:
        if isinstance(event, PartStartEvent) and isinstance(event.part, TextPart):
            lead.give_up()
        yield event


def _digest(
    messages: list[ModelMessage], text: str, settings: ModelSettings | None, parameters: ModelRequestParameters
) -> str:
    """Everything that the model would see beside the listener's words: earlier messages, instructions, tools."""
    seen = [_as_seen(message) for message in ModelMessagesTypeAdapter.dump_python(messages, mode="json")]
    seen[-1]["parts"][-1]["content"] = text
    return hashlib.sha256(to_json((seen, settings, parameters), serialize_unknown=True)).hexdigest()


def _as_seen(message: dict[str, Any]) -> dict[str, Any]:
    seen = {name: value for name, value in message.items() if name not in NEVER_SENT}
    seen["parts"] = [
        {name: value for name, value in part.items() if name not in NEVER_SENT} for part in message["parts"]
    ]
    return seen


def _written(response: ModelResponse) -> bytes:
    kept = replace(response, usage=RequestUsage(), provider_response_id=None, run_id=None, conversation_id=None)
    return ModelMessagesTypeAdapter.dump_json([kept])


def _read(value: bytes) -> ModelResponse:
    response = ModelMessagesTypeAdapter.validate_json(value)[0]
    if not isinstance(response, ModelResponse):
        raise TypeError("what was kept is no response")
    return replace(response, timestamp=now())
