"""How a try at a language model ended, and what follows from it: again, another key, another model, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from json import JSONDecodeError
from typing import Final, Literal, NamedTuple

import httpx2
from pydantic_ai import exceptions as ai

from echotune.llm.provider import UnusableKey

Outcome = Literal[
    "answered",
    "silent",  # no first word in time
    "reset",  # the connection was refused or broke before the first word
    "unavailable",  # 5xx
    "cut",  # broke off, or fell silent, after the first word
    "garbled",  # not the form that was promised: no JSON, no arguments, nothing at all
    "rate_limited",
    "invalid_key",
    "refused",  # this request, by this model: too long, unknown, not allowed
    "failed",  # something nobody foresaw
    "unsupported",  # it answered, but no sentence of it held
    "circuit_open",  # not asked: it failed a moment ago
    "no_key",  # not asked: every key is resting or set aside
    "cancelled",
]


class Rule(NamedTuple):
    """`again`: another try at the same model may pay. `other_key`: another key may. `counts`: the breaker hears of it.
    `final`: it would end the same way for this request."""

    again: bool = False
    other_key: bool = False
    counts: bool = False
    final: bool = False


RULES: Final[dict[Outcome, Rule]] = {
    "answered": Rule(),
    "silent": Rule(counts=True),
    "reset": Rule(again=True, counts=True),
    "unavailable": Rule(again=True, counts=True),
    "cut": Rule(again=True, counts=True),
    "garbled": Rule(again=True, counts=True),
    "rate_limited": Rule(other_key=True),
    "invalid_key": Rule(other_key=True),
    "refused": Rule(final=True),
    "failed": Rule(counts=True, final=True),
    "unsupported": Rule(final=True),
    "circuit_open": Rule(),
    "no_key": Rule(),
    "cancelled": Rule(),
}


@dataclass(frozen=True)
class Attempt:
    """One try at one model, or the reason why it was not tried."""

    provider: str
    model: str
    outcome: Outcome
    latency_ms: int


class CutStream(Exception):
    """A stream ended without saying that it was done."""


class Garbled(Exception):
    """An answer that ended well and cannot be used."""


class Unsupported(Exception):
    """An answer of which no sentence may be shown."""


_KINDS: Final[tuple[tuple[tuple[type[BaseException], ...], Outcome], ...]] = (
    ((CutStream,), "cut"),
    ((Garbled,), "garbled"),
    ((Unsupported,), "unsupported"),
    ((ai.ModelRateLimitError,), "rate_limited"),
    ((ai.ModelAuthenticationError, ai.ModelQuotaExceededError, UnusableKey), "invalid_key"),
    ((ai.ModelRequestRejectedError, ai.ContentFilterError), "refused"),
    ((ai.ModelTimeoutError, ai.ModelRequestTimeout, httpx2.TimeoutException, TimeoutError), "silent"),
    ((ai.ModelConnectionError, httpx2.TransportError, ConnectionError), "reset"),
    ((ai.ModelUnavailableError, ai.ModelServerError), "unavailable"),
    ((ai.UnexpectedModelBehavior, JSONDecodeError, UnicodeDecodeError), "garbled"),
)
BROKE_OFF: Final = frozenset({"silent", "reset"})
"""What is a cut stream once the first word has come."""


def outcome_of(error: BaseException, *, spoke: bool) -> Outcome:
    """What an exception means. `spoke`: the first word had come."""
    found = next((outcome for kinds, outcome in _KINDS if isinstance(error, kinds)), None) or _other(error)
    return "cut" if spoke and found in BROKE_OFF else found


def _other(error: BaseException) -> Outcome:
    if isinstance(error, ai.ModelHTTPError):
        return "unavailable" if error.status_code >= 500 or error.status_code == 408 else "refused"
    if isinstance(error, ai.ModelAPIError):
        return "garbled" if isinstance(error.__cause__, (JSONDecodeError, UnicodeDecodeError)) else "cut"
    return "failed"
