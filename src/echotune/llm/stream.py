"""One streamed answer relayed from whichever models it takes: sentences as they become whole, tool calls when all is."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic_ai.messages import (
    ModelMessage,
    ModelResponse,
    ModelResponsePart,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    ThinkingPart,
    ThinkingPartDelta,
    ToolCallPart,
    ToolCallPartDelta,
)
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import RunContext

from echotune.core import clock
from echotune.llm.attempts import CutStream, Garbled, Unsupported
from echotune.llm.progress import Progress
from echotune.llm.rescue import GoOn, Instead, Said, told
from echotune.llm.trial import Trial

NUL, NUL_IN_JSON = "\x00", "\\u0000"
"""PostgreSQL keeps neither in a text nor in JSON."""

MOST_CHARACTERS = 400_000
"""Words, thoughts and arguments of one try: far more than any answer has, and little to hold."""

Events = AsyncGenerator[ModelResponseStreamEvent]


@dataclass(frozen=True)
class Asked:
    """A request as the agent makes it."""

    messages: list[ModelMessage]
    settings: ModelSettings | None
    parameters: ModelRequestParameters
    run_context: RunContext[Any] | None


@dataclass
class ChainStream(StreamedResponse):
    """The answer of a chain. `said` outlives each try."""

    progress: Progress
    asked: Asked
    said: Said
    go_on: GoOn
    instead: Instead | None
    _relayed: StreamedResponse | None = field(default=None, init=False)
    _events: Events | None = field(default=None, init=False)
    _began: datetime = field(default_factory=clock.now, init=False)
    _spoke: bool = field(default=False, init=False)
    """Whether any words were shown."""

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        self._events = self._all()
        async for event in self._events:
            yield event

    async def aclose(self) -> None:
        """Close whatever is open upstream, at once."""
        if self._events is not None:
            await self._events.aclose()

    async def close_stream(self) -> None:
        if self._relayed is not None:
            await self._relayed.close_stream()

    async def _all(self) -> Events:
        """Try after try until one answers; then the last resort, if nothing was said."""
        route = self.progress.route()
        while (trial := await route.next()) is not None:
            async with trial, aclosing(self._tried(trial)) as events:
                async for event in events:
                    yield event
            if trial.outcome == "answered":
                self.progress.answered(route.at)
                return
            if trial.outcome == "unsupported":  # the data bears out nothing else, whoever is asked
                break
            self.said.again()
        async with aclosing(self._fallen_back()) as events:
            async for event in events:
                yield event

    async def _tried(self, trial: Trial) -> Events:
        """One try, relayed. Raises whatever ended it early."""
        model = await self.progress.llm.model(trial.link, trial.key)
        news = self.go_on(self.said.visible) if self.said.visible else None
        messages, parameters = told(news, self.asked.messages, self.asked.parameters)
        listening = self.progress.deadline.listen(trial.patience_seconds)
        async with AsyncExitStack() as stack:
            async with listening.patiently():
                inner = await stack.enter_async_context(self._opened(model, messages, parameters))
            self._relayed = inner
            events, left = aiter(inner), MOST_CHARACTERS
            try:
                while True:
                    async with listening.patiently():
                        if (event := await anext(events, None)) is None:
                            break
                    listening.heard()
                    await trial.spoke()
                    if (left := left - _length(event)) < 0:
                        raise Garbled("it would not end")
                    for out in self._told(self.said.add(_text(event)), inner):
                        yield out
            finally:
                self._usage += inner.usage
            for out in self._ended(inner):
                yield out

    def _opened(self, model: Model, messages: list[ModelMessage], parameters: ModelRequestParameters) -> Any:
        prepared = model.prepare_messages(messages, parameters)
        return model.request_stream(prepared, self.asked.settings, parameters, self.asked.run_context)

    def _ended(self, inner: StreamedResponse) -> Iterator[ModelResponseStreamEvent]:
        """The last words and, now that all is there, everything that is not words."""
        response = inner.get()
        _require_whole(response)
        yield from self._told(self.said.end(), inner)
        if not self._spoke and not response.tool_calls:
            yield from self._shown(self._said_instead())
        elif not self._spoke:
            yield from self._thoughts(inner)
        for part in response.parts:
            if not isinstance(part, (TextPart, ThinkingPart)):
                yield from self._whole(part)
        self.finish_reason, self.canonical_system = response.finish_reason, response.canonical_system
        self.provider_response_id, self.provider_details = response.provider_response_id, response.provider_details

    def _told(self, sentences: list[str], inner: StreamedResponse) -> Iterator[ModelResponseStreamEvent]:
        """Sentences that may be shown; before the first of all, what its model thought."""
        for words in sentences:
            if not self._spoke:
                yield from self._thoughts(inner)
            self._spoke = True
            yield from self._shown(words)

    def _thoughts(self, inner: StreamedResponse) -> Iterator[ModelResponseStreamEvent]:
        """Nobody reads them, but some vendors want them back, in front, with what the tools returned."""
        for part in inner.get().parts:
            if isinstance(part, ThinkingPart):
                yield from self._whole(part)

    def _said_instead(self) -> str:
        """Raises Unsupported where there is nothing to say in place of an answer that may not be shown."""
        words = self.instead() if self.instead else None
        if not words:
            raise Unsupported
        return words

    def _shown(self, words: str) -> Iterator[ModelResponseStreamEvent]:
        yield from self._parts_manager.handle_text_delta(vendor_part_id="words", content=words)

    def _whole(self, part: ModelResponsePart) -> Iterator[ModelResponseStreamEvent]:
        yield self._parts_manager.handle_part(vendor_part_id=None, part=part)

    async def _fallen_back(self) -> Events:
        """The last resort says it all. Where words stand already they stay alone: two partial answers are worse."""
        model = self.progress.fall_back()
        if self.said.visible:
            return
        asked = self.asked
        async with model.request_stream(asked.messages, asked.settings, asked.parameters, asked.run_context) as inner:
            self._relayed = inner
            async for event in inner:
                if words := _text(event):
                    for out in self._shown(words):
                        yield out
            for part in inner.get().parts:
                if not isinstance(part, TextPart):
                    for out in self._whole(part):
                        yield out
            self._usage += inner.usage

    @property
    def model_name(self) -> str:
        return self._relayed.model_name if self._relayed else self.progress.model_name

    @property
    def provider_name(self) -> str | None:
        return self._relayed.provider_name if self._relayed else None

    @property
    def provider_url(self) -> str | None:
        return self._relayed.provider_url if self._relayed else None

    @property
    def timestamp(self) -> datetime:
        return self._began


def _text(event: ModelResponseStreamEvent) -> str:
    match event:
        case PartStartEvent(part=TextPart(content=content)):
            return content
        case PartDeltaEvent(delta=TextPartDelta(content_delta=content)):
            return content
        case _:
            return ""


def _length(event: ModelResponseStreamEvent) -> int:
    """Characters that an event brings, of whatever kind."""
    match event:
        case PartStartEvent(
            part=TextPart(content=str(new)) | ThinkingPart(content=str(new)) | ToolCallPart(args=str(new))
        ):
            return len(new)
        case PartDeltaEvent(delta=TextPartDelta(content_delta=str(new)) | ThinkingPartDelta(content_delta=str(new))):
            return len(new)
        case PartDeltaEvent(delta=ToolCallPartDelta(args_delta=str(new))):
            return len(new)
        case _:
            return 0


def _require_whole(response: ModelResponse) -> None:
    """Raises CutStream or Garbled for a response that ended without being one."""
    if response.finish_reason is None:
        raise CutStream("the stream ended without a reason")
    if response.finish_reason == "error" or not (response.text or response.tool_calls):
        raise Garbled("nothing was said")
    for part in response.parts:
        if isinstance(part, ToolCallPart) and not _is_object(part.args):
            raise Garbled("a tool was called with something that is no JSON object")
        if isinstance(part, ThinkingPart) and NUL in part.content:
            raise Garbled("a thought held a sign that no text holds")


def _is_object(arguments: object) -> bool:
    if not isinstance(arguments, str) or not arguments:
        return True
    if NUL_IN_JSON in arguments:
        return False
    try:
        return isinstance(json.loads(arguments), dict)
    except (ValueError, RecursionError):  # nested deeper than anyone means
        return False
