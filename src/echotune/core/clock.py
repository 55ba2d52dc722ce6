"""The one clock (P11). Nothing else in the product asks the system for the time of day."""

from __future__ import annotations

from datetime import UTC, datetime

from echotune.core.errors import InvalidRequest

_fixed: datetime | None = None


def now() -> datetime:
    """The present moment in UTC, or the moment fixed by `--now` / `ECHOTUNE_NOW`."""
    return _fixed or datetime.now(UTC)


def fix(moment: str | datetime | None) -> None:
    """Fix the clock at an ISO 8601 moment (without a zone: UTC); `None` lets it run again."""
    global _fixed
    _fixed = parse(moment) if isinstance(moment, str) else moment


def parse(text: str) -> datetime:
    """ISO 8601 text -> aware UTC datetime. Raises InvalidRequest naming the text."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as wrong:
        raise InvalidRequest(f"“{text}” is not a date or time in ISO form, such as 2026-11-20T18:00:00Z.") from wrong
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def as_of(moment: datetime) -> datetime:
    """Cut to the hour: decays use this, so that the same request gives the same answer within the hour (P2)."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
