"""Times of the export as microseconds since 1970, UTC. None means: not a time, or one that no play can have."""

from __future__ import annotations

from datetime import UTC, datetime

SECOND_US = 1_000_000
FIRST_US = int(datetime(2006, 1, 1, tzinfo=UTC).timestamp()) * SECOND_US
"""Spotify was founded in 2006; nothing was streamed before."""
LAST_US = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp()) * SECOND_US
MILLISECONDS_FROM = 100_000_000_000
"""`offline_timestamp` is seconds below this, milliseconds above: both occur, even in one file."""


def instant_us(text: str) -> int | None:
    """`2019-03-01T12:34:56Z` (JSON) or `2025-08-13 14:13:22+00:00` (CSV); without a zone it is UTC."""
    if len(text) < 16 or text[10] not in "T ":
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return int(moment.timestamp()) * SECOND_US + moment.microsecond
    except (ValueError, OverflowError):
        return None


def offline_us(number: float | None) -> int | None:
    """The moment of `offline_timestamp`; 0, null and nonsense are None. It is kept, and used for nothing."""
    if not number or number < 0:
        return None
    moment = int(number) * SECOND_US if number < MILLISECONDS_FROM else int(number) * 1000
    return moment if FIRST_US <= moment < LAST_US else None
