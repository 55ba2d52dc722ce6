"""A model that tells what each try at it sent, used and cost: another model around it, with the same contract."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import RunContext
from pydantic_ai.usage import RequestUsage

from echotune.core import clock
from echotune.llm import sent
from echotune.llm.attempts import Outcome, outcome_of
from echotune.llm.ledger import Ledger
from echotune.llm.link import Link
from echotune.llm.sent import Ended, Left
from echotune.llm.usage import spent


class Metered(WrapperModel):
    """`local`: what it is asked costs nothing."""

    def __init__(self, wrapped: Model, link: Link, ledger: Ledger, *, local: bool) -> None:
        super().__init__(wrapped)
        self._link, self._ledger, self._local = link, ledger, local

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        async with self._tried() as call:
            with sent.noting(call):
                response = await self.wrapped.request(messages, model_settings, model_request_parameters)
            call.usage = response.usage
            return response

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        async with self._tried() as call, AsyncExitStack() as stack:
            # The request goes out while the stream is opened; who reads it may be another task.
            with sent.noting(call):
                stream = await stack.enter_async_context(
                    self.wrapped.request_stream(messages, model_settings, model_request_parameters, run_context)
                )
            try:
                yield stream
            finally:
                call.usage = stream.usage

    @asynccontextmanager
    async def _tried(self) -> AsyncGenerator[_Call]:
        call = _Call(self._link, self._ledger)
        outcome: Outcome = "cancelled"
        try:
            yield call
            outcome = "answered"
        except Exception as failed:
            outcome = outcome_of(failed, spoke=call.usage.output_tokens > 0)
            raise
        finally:
            call.ended(outcome, local=self._local)


class _Call:
    """One try, while it lasts."""

    def __init__(self, link: Link, ledger: Ledger) -> None:
        self.usage = RequestUsage()
        self._link, self._ledger, self._bound = link, ledger, sent.bound()
        self._at, self._began = clock.now(), time.perf_counter()
        self._last: Left | None = None
        self._status: int | None = None

    def left(self, request: Left) -> None:
        self._last, self._status = request, None
        if self._bound and self._bound.kept:
            self._ledger.left(self._bound, self._link, request)

    def answered_with(self, status: int) -> None:
        self._status = status

    def ended(self, outcome: Outcome, *, local: bool) -> None:
        """Tell the ledger. A try that sent nothing is none."""
        if self._last is None:
            return
        began_to_answer = self._status is not None and self._status < 300
        use = spent(self._link, self.usage, local=local, began_to_answer=began_to_answer, at=self._at)
        latency_ms = round((time.perf_counter() - self._began) * 1000)
        self._ledger.ended(
            Ended(self._bound, self._link, self._last.request_id, self._at, outcome, self._status, latency_ms, use)
        )
