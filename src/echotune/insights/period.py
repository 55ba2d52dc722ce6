"""A span of a listener's own days, and the plays that began in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.errors import InvalidRequest

Bucket = Literal["day", "week", "month", "year"]
LISTEN_MS = 30_000  # the counting rule that stands on screen

HEARD = f"""
heard as (
    select item_id as track_id, ms_played, ended_at, reason_end, incognito,
           (ended_at - ms_played * interval '1 millisecond') at time zone %(zone)s as started
    from plays
    where user_id = %(user)s and kind = 'audio' and superseded_by is null and ms_played >= {LISTEN_MS}
      and ended_at >= %(first)s and ended_at - ms_played * interval '1 millisecond' >= %(first)s
      and ended_at - ms_played * interval '1 millisecond' < %(beyond)s
)
"""
"""SQL: the plays of the period, private ones too: they are the listener's own, whom alone an insight is shown to.
`started` is local wall time; calendar buckets use it."""


@dataclass(frozen=True)
class Period:
    """Inclusive local dates; `None` is open."""

    first_day: date | None
    last_day: date | None

    def __post_init__(self) -> None:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise InvalidRequest(f"The period ends ({self.last_day}) before it begins ({self.first_day}).")

    def parameters(self, account: Account) -> dict[str, Any]:
        """Named parameters of `HEARD`."""
        return {
            "user": account.id,
            "zone": account.time_zone,
            "first": _midnight(self.first_day, account) if self.first_day else datetime(1970, 1, 1, tzinfo=UTC),
            "beyond": _midnight(self.last_day + timedelta(1), account)
            if self.last_day
            else datetime(9999, 1, 1, tzinfo=UTC),
        }

    def before(self) -> Period | None:
        """The period to compare with: a calendar year's predecessor, else the same number of days just before."""
        if not self.first_day or not self.last_day:
            return None
        if (self.first_day.month, self.first_day.day) == (1, 1) and self.first_day.year == self.last_day.year:
            return Period(_year_earlier(self.first_day), _year_earlier(self.last_day))
        days = (self.last_day - self.first_day).days + 1
        return Period(self.first_day - timedelta(days), self.first_day - timedelta(1))

    def within(self, first: date, last: date) -> Period:
        """The same period with its open ends closed by the record's own first and last day."""
        return Period(self.first_day or first, self.last_day or last)

    def bucket(self) -> Bucket:
        """The finest bucket that still makes a chart that can be read (at most about 100 bars)."""
        if not self.first_day or not self.last_day:
            return "month"
        days = (self.last_day - self.first_day).days + 1
        return "day" if days <= 45 else "week" if days <= 400 else "month" if days <= 8 * 366 else "year"


ALL = Period(None, None)


def today(account: Account) -> date:
    """The present day where the listener is."""
    return clock.now().astimezone(account.zone).date()


def _midnight(day: date, account: Account) -> datetime:
    return datetime.combine(day, time(), account.zone).astimezone(UTC)


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
