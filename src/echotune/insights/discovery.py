"""Discovery: artists heard for the first time ever, added up over the period."""

from __future__ import annotations

from itertools import accumulate

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.insight import Column, Insight
from echotune.insights.period import HEARD, Period

NAME, TITLE = "discovery", "New artists"


async def compute(conn: Connection, account: Account, period: Period) -> Insight:
    parameters = Period(None, period.last_day).parameters(account)
    cursor = await conn.execute(
        f"""with {HEARD}, first_heard as (
                select distinct on (artist) lower(trim(artist)) as artist, started::date as day, incognito
                from (select distinct on (track_id) track_id, started, incognito from heard order by 1, 2, 3) per_track
                join tracks using (track_id) where artist <> '' order by artist, started, incognito)
            select date_trunc('month', day)::date as month, count(*)::int as artists,
                   count(*) filter (where incognito)::int as private from first_heard
            where day >= %(from)s group by 1 order by 1""",
        {**parameters, "from": period.first_day or "0001-01-01"},
    )
    rows = await cursor.fetchall()
    totals = list(accumulate(row["artists"] for row in rows))
    met, private = totals[-1] if totals else 0, sum(row["private"] for row in rows)
    best = max(range(len(rows)), key=lambda i: (rows[i]["artists"], -i)) if rows else None
    return Insight(
        name=NAME,
        kind="line",
        title=TITLE,
        sentence=f"You met {words.count(met, 'new artist')}." if met else "No artist was new in this time.",
        note=f"Heard for the first time; most in {words.month(rows[best]['month'])}"
        if best is not None
        else "Heard for the first time",
        scope=f"Artists first played {words.span(period)}{words.of_them_private(private)}, {account.time_zone}, plays of 30 s or more.",
        from_=period.first_day,
        to=period.last_day,
        columns=[
            Column(key="month", label="Month", type="date"),
            Column(key="total", label="Met so far", type="number", unit="artists"),
            Column(key="artists", label="New artists", type="number", unit="artists"),
        ],
        rows=[[row["month"].isoformat(), total, row["artists"]] for row, total in zip(rows, totals, strict=True)],
        highlight=len(rows) - 1 if rows else None,
        ask="Who did I discover this year?",
    )
