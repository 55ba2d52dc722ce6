"""From when to when the record reaches, and how many days, weeks, months or years of it a plan speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights.ask.parts import RULES
from echotune.insights.ask.plan import WEEKDAY_NUMBERS, Plan, Span
from echotune.insights.period import Period


async def reach(conn: Connection, account: Account, period: Period) -> Period | None:
    """The days of the period that the record covers; None when it covers none."""
    days = [await _day_of_play(conn, account, order) for order in ("asc", "desc")]
    if days[0] is None or days[1] is None:
        return None
    first, last = max(days[0], period.first_day or days[0]), min(days[1], period.last_day or days[1])
    return Period(first, last) if first <= last else None


async def _day_of_play(conn: Connection, account: Account, order: str) -> date | None:
    """The day on which the first (`asc`) or last (`desc`) play of the record began."""
    cursor = await conn.execute(
        f"""select ((ended_at - ms_played * interval '1 millisecond') at time zone %(zone)s)::date as day from plays
            where user_id = %(user)s and kind = 'audio' and superseded_by is null and {RULES["plays"]}
            order by ended_at {order}, ms_played limit 1""",
        {"user": account.id, "zone": account.time_zone},
    )
    row = await cursor.fetchone()
    return row["day"] if row else None


def units(plan: Plan, period: Period, unit: Span, week_begins: int = 0) -> int:
    """How many calendar units of the period hold a day that the plan asks for, silent ones included."""
    return len({bucket_of(day, unit, week_begins) for day in wanted_days(plan, period)})


def wanted_days(plan: Plan, period: Period) -> Iterator[date]:
    """The days of a closed period on the plan's weekdays and in its months."""
    weekdays = {WEEKDAY_NUMBERS[name] for name in plan.more.weekdays} or set(range(7))
    months = set(plan.more.months) or set(range(1, 13))
    day, last = period.first_day, period.last_day
    while day and last and day <= last:
        if day.weekday() in weekdays and day.month in months:
            yield day
        day += timedelta(1)


def bucket_of(day: date, unit: Span, week_begins: int = 0) -> date:
    """The first day of the calendar unit that holds the day. `week_begins`: 0 Monday, 6 Sunday."""
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta((day.weekday() - week_begins) % 7)
        case "month":
            return day.replace(day=1)
        case "year":
            return date(day.year, 1, 1)


def week_begins(account: Account) -> int:
    """The weekday of the listener's weeks, 0 Monday .. 6 Sunday."""
    return 6 if account.preferences.week_start == "sunday" else 0
