"""A chain of language models that answers as one: the next goes on where one fails, and something always answers."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from pydantic_ai.messages import ModelMessage, ModelResponse
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.profiles import ModelProfile
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import RunContext

from echotune.llm.attempts import Attempt
from echotune.llm.joined import Llm
from echotune.llm.link import Link
from echotune.llm.progress import Progress
from echotune.llm.rescue import Check, GoOn, Instead, Said, go_on
from echotune.llm.stream import Asked, ChainStream

__all__ = ["Attempt", "ChainModel", "Link"]


class ChainModel(Model):
    """A model to the agent, made for one turn: its requests share a deadline and the record of every try.

    Links are asked in order, then `last_resort`. `attempts` gets every try; `check` sees each sentence before it is
    shown; `go_on` words what a model is told that goes on after another broke off; `instead` is said of an answer of
    which no sentence may be shown. Raises UpstreamFailed where nothing answers and there is no last resort.
    """

    _answers_requests_itself: ClassVar[bool] = False

    def __init__(
        self,
        llm: Llm,
        links: Sequence[Link],
        last_resort: Model | None,
        attempts: list[Attempt],
        check: Check | None = None,
        go_on: GoOn = go_on,
        instead: Instead | None = None,
    ) -> None:
        super().__init__()
        self._progress, self._check, self._go_on = Progress(llm, tuple(links), last_resort, attempts), check, go_on
        self._instead = instead

    @property
    def answered_by(self) -> Link | None:
        """The link that answered last; None: none did, or the last resort had to."""
        progress = self._progress
        return progress.links[progress.at] if progress.has_answered and not progress.fell_back else None

    @property
    def degraded(self) -> bool:
        """Whether language models were asked and the last resort had to answer."""
        return self._progress.fell_back

    def give_up(self) -> None:
        """Leave the rest of the turn to the last resort: what the models say cannot be used."""
        self._progress.give_up()

    @property
    def failures(self) -> list[Attempt]:
        """The tries that did not answer, and the links that were passed over, in order."""
        return [attempt for attempt in self._progress.attempts if attempt.outcome != "answered"]

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        async with self.request_stream(messages, model_settings, model_request_parameters) as stream:
            async for _ in stream:
                pass
            return stream.get()

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        """The answer. Upstream is asked when it is read, and let go when the context ends."""
        asked = Asked(messages, model_settings, model_request_parameters, run_context)
        stream = ChainStream(
            model_request_parameters, self._progress, asked, Said(self._check), self._go_on, self._instead
        )
        try:
            yield stream
        finally:
            await stream.aclose()

    @property
    def model_name(self) -> str:
        """Of the model that answered last, else of the first to be asked."""
        return self._progress.model_name

    @property
    def system(self) -> str:
        links = self._progress.links
        return links[self._progress.at].provider if links else "none"

    @property
    def profile(self) -> ModelProfile:
        """Of no model in particular: each link applies its own to what it is asked."""
        return ModelProfile()

    def customize_request_parameters(self, model_request_parameters: ModelRequestParameters) -> ModelRequestParameters:
        return model_request_parameters

    def prepare_request(
        self, model_settings: ModelSettings | None, model_request_parameters: ModelRequestParameters
    ) -> tuple[ModelSettings | None, ModelRequestParameters]:
        return model_settings, model_request_parameters

    def prepare_messages(
        self, messages: list[ModelMessage], model_request_parameters: ModelRequestParameters | None = None
    ) -> list[ModelMessage]:
        return messages
