"""What an exception means, and what follows from it."""

from __future__ import annotations

import json
from typing import get_args

import httpx2
import pytest
from pydantic_ai import exceptions as ai

from echotune.llm.attempts import RULES, CutStream, Garbled, Outcome, outcome_of
from echotune.llm.provider import UnusableKey


def no_json() -> ai.ModelAPIError:
    error = ai.ModelAPIError("m", "no JSON")
    error.__cause__ = json.JSONDecodeError("x", "y", 0)
    return error


@pytest.mark.parametrize(
    ("error", "before", "after"),
    [
        (ai.ModelHTTPError.for_category(ai.ModelRateLimitError, status_code=429, model_name="m"), "rate_limited", None),
        (ai.ModelHTTPError.for_category(ai.ModelAuthenticationError, status_code=401, model_name="m"), "invalid_key", None),
        (ai.ModelHTTPError.for_category(ai.ModelQuotaExceededError, status_code=402, model_name="m"), "invalid_key", None),
        (ai.ModelHTTPError.for_category(ai.ModelNotFoundError, status_code=404, model_name="m"), "refused", None),
        (ai.ModelHTTPError.for_category(ai.ModelOverloadedError, status_code=529, model_name="m"), "unavailable", None),
        (ai.ModelHTTPError(status_code=418, model_name="m"), "refused", None),
        (ai.ModelHTTPError(status_code=599, model_name="m"), "unavailable", None),
        (UnusableKey("no"), "invalid_key", None),
        (ai.ModelTimeoutError("m", "slow"), "silent", "cut"),
        (TimeoutError(), "silent", "cut"),
        (httpx2.RemoteProtocolError("peer closed"), "reset", "cut"),
        (ai.ModelConnectionError("m", "reset"), "reset", "cut"),
        (ai.ModelAPIError("m", "ended without a reason"), "cut", "cut"),
        (CutStream(), "cut", "cut"),
        (no_json(), "garbled", "garbled"),
        (Garbled(), "garbled", None),
        (ai.UnexpectedModelBehavior("what"), "garbled", None),
        (ai.UserError("no such model"), "failed", None),
        (ZeroDivisionError(), "failed", None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)  # fmt: skip
def test_an_exception_means_one_thing_before_the_first_word_and_perhaps_another_after(
    error: Exception, before: Outcome, after: Outcome | None
) -> None:
    assert outcome_of(error, spoke=False) == before
    assert outcome_of(error, spoke=True) == (after or before)


def test_every_outcome_has_its_rule_and_no_refusal_is_repeated_with_the_same_key() -> None:
    assert set(RULES) == set(get_args(Outcome))
    for outcome in ("rate_limited", "invalid_key", "refused"):
        assert not RULES[outcome].again
        assert not RULES[outcome].counts
