"""Numbers, days and names as the sentences write them."""

from __future__ import annotations

from datetime import date

from echotune.accounts.store import Account
from echotune.insights.period import Period

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def count(number: float, one: str, many: str | None = None) -> str:
    """`1 play`, `11,452 plays`."""
    return f"{number:,.0f} {one if round(number) == 1 else many or one + 's'}"


def day(moment: date, *, year: bool = True) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]}{f' {moment.year}' if year else ''}"


def month(moment: date) -> str:
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def hour(number: int) -> str:
    return f"{number:02d}:00"


def duration(minutes: float) -> str:
    """`42 minutes`, `22.8 hours`, `61 days`."""
    if minutes < 120:
        return count(minutes, "minute")
    return f"{minutes / 60:,.1f} hours" if minutes < 72 * 60 else f"{minutes / 1440:,.0f} days"


def span(period: Period) -> str:
    """`1 January to 20 November 2026`; an open period is `all of it`."""
    first, last = period.first_day, period.last_day
    if not first or not last:
        return (
            "all of it"
            if not first and not last
            else f"since {day(first)}"
            if first
            else f"until {day(last)}"
            if last
            else ""
        )
    if first == last:
        return day(first)
    return f"{day(first, year=first.year != last.year)} to {day(last)}"


def scope(account: Account, period: Period, plays: int, private: int) -> str:
    """What the numbers speak of: how many plays, which of them private, which days, which zone, the counting rule."""
    return (
        f"From {count(plays, 'play')}{of_them_private(private)}, {span(period)}, {account.time_zone}, "
        "plays of 30 s or more."
    )


def of_them_private(number: int) -> str:
    """What sets insights apart from taste and reasons, which leave private sessions out; nothing when there are none."""
    return f" ({number:,} of them in private sessions: counted here, never learned from)" if number else ""
