"""The model of one turn, as the agent sees it: what goes out is kept small, what comes back is held to the data."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelRequest, ToolReturnPart
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import RunContext

from echotune.chat.language_models.discreet import discreet
from echotune.chat.language_models.spoken import Spoken
from echotune.llm.chain import ChainModel

MOST_RETRIES = 2
"""Calls of tools that could not be read, in one turn, before the built-in engine takes over."""


class TurnModel(WrapperModel):
    """Everything that is asked goes through here, whichever provider is asked in the end."""

    def __init__(self, wrapped: Model, chain: ChainModel, said: Spoken) -> None:
        super().__init__(wrapped)
        self._chain, self._said = chain, said

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        sent = discreet(messages)
        self._said.learn(sent)
        if _retries(messages) >= MOST_RETRIES and not self._chain.degraded:
            self._chain.give_up()
        async with self.wrapped.request_stream(sent, model_settings, model_request_parameters, run_context) as stream:
            yield stream


def _retries(messages: list[ModelMessage]) -> int:
    """Since the listener spoke: a request of theirs begins each turn."""
    run_id = messages[-1].run_id if messages else None
    return sum(
        isinstance(part, ToolReturnPart) and part.outcome == "retried"
        for message in messages
        if isinstance(message, ModelRequest) and message.run_id == run_id
        for part in message.parts
    )
