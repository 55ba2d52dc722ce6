"""Who can receive traces over OTLP, and what they want to be shown."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from pydantic import SecretStr

from echotune.core.settings import TracingSettings


@dataclass(frozen=True)
class Receiver:
    """The address that takes traces, and the headers that it wants."""

    address: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)


def _otlp(settings: TracingSettings) -> Receiver:
    """Any collector. Headers are written as in OpenTelemetry's own variable: name=value,name=value, percent-encoded."""
    pairs = (pair.partition("=") for pair in _plain(settings.otlp_headers).split(",") if "=" in pair)
    return Receiver(
        _traces(_plain(settings.otlp_endpoint)),
        {unquote(name).strip(): unquote(value).strip() for name, _, value in pairs},
    )


def _langsmith(settings: TracingSettings) -> Receiver:
    """https://docs.langchain.com/langsmith/trace-with-opentelemetry"""
    headers = {"x-api-key": _plain(settings.langsmith_api_key)}
    if settings.langsmith_project:
        headers["Langsmith-Project"] = settings.langsmith_project
    return Receiver(_traces(f"{settings.langsmith_endpoint.rstrip('/')}/otel"), headers)


def _langfuse(settings: TracingSettings) -> Receiver:
    """https://langfuse.com/integrations/native/opentelemetry"""
    public = _plain(settings.langfuse_public_key)
    secret = _plain(settings.langfuse_secret_key)
    basic = base64.b64encode(f"{public}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "x-langfuse-ingestion-version": "4"}
    return Receiver(_traces(f"{settings.langfuse_host.rstrip('/')}/api/public/otel"), headers)


RECEIVERS: Final[dict[str, Callable[[TracingSettings], Receiver]]] = {
    "otlp": _otlp,
    "langsmith": _langsmith,
    "langfuse": _langfuse,
}
"""By the name in `ECHOTUNE_TRACES`."""


def _plain(value: SecretStr | str | None) -> str:
    """What a receiver needs is there: settings are refused without it."""
    return value.get_secret_value() if isinstance(value, SecretStr) else value or ""


def _traces(base: str) -> str:
    return f"{base.rstrip('/')}/v1/traces"
