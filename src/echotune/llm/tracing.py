"""Traces of turns with language models, in OpenTelemetry's form for them; off unless settings say where they go.

They go out from a thread of their own, in batches: a receiver that is slow or away costs spans and never an answer.
Unless settings ask for the content, a span leaves here with what is on a list: names of models and tools, counts, times,
prices, kinds of errors. Nothing that was said, and no id of a listener or a conversation, is on it.
https://opentelemetry.io/docs/specs/semconv/gen-ai/
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from echotune.core.settings import TracingSettings
from echotune.llm.trace_receivers import RECEIVERS, Receiver

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from pydantic_ai.capabilities import AbstractCapability

SEND_SECONDS: Final = 3.0
CLOSE_SECONDS: Final = 2.0
MOST_WAITING, BATCH, EVERY_MS = 2048, 256, 2000
TELLS_NOTHING_PERSONAL: Final = (
    "gen_ai.operation.name",
    "gen_ai.provider.name",
    "gen_ai.system",
    "gen_ai.request.model",
    "gen_ai.request.max_tokens",
    "gen_ai.request.temperature",
    "gen_ai.response.model",
    "gen_ai.response.finish_reasons",
    "gen_ai.response.time_to_first_chunk",
    "gen_ai.usage.",
    "gen_ai.aggregated_usage.",
    "gen_ai.agent.name",
    "gen_ai.tool.name",
    "operation.cost",
    "error.type",
)


class Tracing:
    """One a process. While it is off, no library for it is loaded."""

    def __init__(self, settings: TracingSettings) -> None:
        self._settings = settings
        self._receiver = None if settings.to == "off" else RECEIVERS[settings.to](settings)
        self._provider: TracerProvider | None = None
        self._capability: AbstractCapability[Any] | None = None

    def capabilities(self) -> list[AbstractCapability[Any]]:
        """What a run of the agent takes along to be traced."""
        if self._receiver is None:
            return []
        if self._capability is None:
            self._provider = _provider(self._receiver, self._settings)
            self._capability = _instrumented(self._provider, content=self._settings.content)
        return [self._capability]

    async def flush(self) -> None:
        """Send what waits."""
        if self._provider:
            await asyncio.to_thread(self._provider.force_flush, round(SEND_SECONDS * 1000))

    async def close(self) -> None:
        """Send what can be sent in two seconds."""
        if self._provider:
            sending = threading.Thread(target=self._provider.shutdown, daemon=True)  # the process need not wait for it
            sending.start()
            await asyncio.to_thread(sending.join, CLOSE_SECONDS)


def _provider(to: Receiver, settings: TracingSettings) -> TracerProvider:
    """The spans' way out. Everything is given here, so that the environment has no say."""
    import requests
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

    session = requests.Session()
    session.trust_env, session.max_redirects = False, 0
    exporter: SpanExporter = OTLPSpanExporter(to.address, headers=to.headers, timeout=SEND_SECONDS, session=session)
    if not settings.content:
        exporter = _reticent(exporter)
    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(settings.sampling)),
        resource=Resource({"service.name": "echotune"}),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(
        BatchSpanProcessor(
            exporter,
            max_queue_size=MOST_WAITING,
            schedule_delay_millis=EVERY_MS,
            max_export_batch_size=BATCH,
            export_timeout_millis=SEND_SECONDS * 1000,
        )
    )
    return provider


def _instrumented(provider: TracerProvider, *, content: bool) -> AbstractCapability[Any]:
    from opentelemetry.metrics import NoOpMeterProvider
    from pydantic_ai.capabilities import Instrumentation
    from pydantic_ai.models.instrumented import InstrumentationSettings

    return Instrumentation(
        settings=InstrumentationSettings(
            tracer_provider=provider,
            meter_provider=NoOpMeterProvider(),
            include_content=content,
            include_binary_content=False,
            include_model_request_parameters=content,
        )
    )


def _reticent(wrapped: SpanExporter) -> SpanExporter:
    """An exporter that passes on what is on the list, whatever a span came to hold."""
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

    class Reticent(SpanExporter):
        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            return wrapped.export([_reduced(span) for span in spans])

        def shutdown(self) -> None:
            wrapped.shutdown()

        def force_flush(self, timeout_millis: int = 30000) -> bool:
            return wrapped.force_flush(timeout_millis)

    return Reticent()


def _reduced(span: ReadableSpan) -> ReadableSpan:
    """The span without events, whose texts may quote, and with the attributes on the list."""
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import Status

    told = {name: value for name, value in (span.attributes or {}).items() if name.startswith(TELLS_NOTHING_PERSONAL)}
    return ReadableSpan(
        span.name,
        span.context,
        span.parent,
        span.resource,
        told,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
