"""Plays over time: bars of days, weeks, months or years, with the period before as a line."""

from __future__ import annotations

from datetime import date, timedelta

from psycopg.rows import DictRow

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.insight import Column, Insight, Series
from echotune.insights.period import HEARD, Bucket, Period

NAME, TITLE = "plays-over-time", "Plays over time"
STEP = {"day": "1 day", "week": "7 days", "month": "1 month", "year": "1 year"}


async def compute(conn: Connection, account: Account, period: Period) -> Insight:
    closed = await _closed(conn, account, period)
    bucket = closed.bucket()
    rows = await _buckets(conn, account, closed, bucket)
    before = closed.before() if period.first_day and period.last_day else None
    earlier = await _buckets(conn, account, before, bucket) if before else []
    plays, private = sum(row["plays"] for row in rows), sum(row["private"] for row in rows)
    best = max(range(len(rows)), key=lambda i: (rows[i]["plays"], -i)) if plays else None
    return Insight(
        name=NAME,
        kind="bars",
        title=TITLE,
        sentence=_sentence(rows, best, bucket),
        note=f"Plays a {bucket}",
        scope=words.scope(account, closed if plays else period, plays, private),
        from_=closed.first_day,
        to=closed.last_day,
        columns=[
            Column(
                key=bucket, label=f"{bucket.capitalize()} of" if bucket == "week" else bucket.capitalize(), type="date"
            ),
            Column(key="plays", label="Plays", type="number", unit="plays"),
            Column(key="minutes", label="Minutes", type="number", unit="minutes"),
        ],
        rows=[[row["first"].isoformat(), row["plays"], round(row["minutes"], 1)] for row in rows],
        highlight=best,
        comparison=_comparison(before, earlier, len(rows)),
        ask=f"What did I play most {_when(rows[best]['first'], bucket)}?"
        if best is not None
        else "What do I play most?",
    )


async def _closed(conn: Connection, account: Account, period: Period) -> Period:
    """The period with open ends closed by the first and last play."""
    if period.first_day and period.last_day:
        return period
    cursor = await conn.execute(
        f"with {HEARD} select min(started)::date as first, max(started)::date as last from heard",
        period.parameters(account),
    )
    row = await cursor.fetchone()
    return period.within(row["first"], row["last"]) if row and row["first"] else period


async def _buckets(conn: Connection, account: Account, period: Period, bucket: Bucket) -> list[DictRow]:
    """First day, plays, private ones and minutes of every bucket of the period, silent ones included."""
    shift = "1 day" if bucket == "week" and account.preferences.week_start == "sunday" else "0"
    cursor = await conn.execute(
        f"""with {HEARD}, counted as (
                select (date_trunc(%(bucket)s, started + %(shift)s::interval) - %(shift)s::interval)::date as first,
                       count(*) as plays, sum(incognito::int) as private, sum(ms_played) / 60000.0 as minutes
                from heard group by 1),
            days as (
                select (date_trunc(%(bucket)s, %(from)s::timestamp + %(shift)s::interval) - %(shift)s::interval) as first,
                       %(to)s::timestamp as last)
            select series::date as first, coalesce(plays, 0) as plays, coalesce(private, 0) as private, coalesce(minutes, 0)::float as minutes
            from days, generate_series(days.first, days.last, %(step)s::interval) as series
            left join counted on counted.first = series::date order by 1""",
        {
            **period.parameters(account),
            "bucket": bucket,
            "shift": shift,
            "step": STEP[bucket],
            "from": period.first_day,
            "to": period.last_day,
        },
    )
    return await cursor.fetchall()


def _comparison(before: Period | None, earlier: list[DictRow], length: int) -> Series | None:
    if not before or not before.first_day or not before.last_day or not any(row["plays"] for row in earlier):
        return None
    whole_year = (before.first_day.month, before.first_day.day) == (1, 1)
    values = [*(float(row["plays"]) for row in earlier[:length]), *[None] * (length - len(earlier))]
    return Series(
        label=str(before.first_day.year) if whole_year else words.span(before),
        values=values,
    )


def _sentence(rows: list[DictRow], best: int | None, bucket: Bucket) -> str:
    if best is None:
        return "Nothing was played in this time."
    first, plays = rows[best]["first"], rows[best]["plays"]
    if bucket == "week":
        return f"The week of {words.day(first, year=rows[0]['first'].year != rows[-1]['first'].year)} was the fullest: {words.count(plays, 'play')}."
    name = {"day": words.day(first, year=False), "month": words.month(first), "year": str(first.year)}[bucket]
    return f"{name} was the fullest: {words.count(plays, 'play')}."


def _when(first: date, bucket: Bucket) -> str:
    if bucket == "week":
        return f"from {first.isoformat()} to {(first + timedelta(6)).isoformat()}"
    return {"day": f"on {first.isoformat()}", "month": f"in {words.month(first)}", "year": f"in {first.year}"}[bucket]
