"""Sessions: listening without a gap of more than 30 minutes."""

from __future__ import annotations

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.insight import Column, Insight
from echotune.insights.period import HEARD, Period

NAME, TITLE = "sessions", "Sessions"
GAP_MINUTES = 30


async def compute(conn: Connection, account: Account, period: Period) -> Insight:
    cursor = await conn.execute(
        f"""with {HEARD},
            marked as (select started, ms_played, incognito,
                         (lag(ended_at) over w is null
                          or ended_at - ms_played * interval '1 millisecond' - lag(ended_at) over w > interval '{GAP_MINUTES} minutes')::int as begins
                       from heard window w as (order by ended_at, ms_played, track_id)),
            numbered as (select *, sum(begins) over (order by started rows unbounded preceding) as session from marked),
            whole as (select session, min(started) as began, count(*) as plays, sum(incognito::int) as private, sum(ms_played) / 60000.0 as minutes from numbered group by 1)
            select date_trunc('month', began)::date as month, count(*)::int as sessions,
                   round(avg(minutes), 1)::float as minutes, round(avg(plays), 1)::float as plays, sum(plays)::int as heard, sum(private)::int as private
            from whole group by 1 order by 1""",
        period.parameters(account),
    )
    rows = await cursor.fetchall()
    sessions = sum(row["sessions"] for row in rows)
    mean = sum(row["sessions"] * row["minutes"] for row in rows) / sessions if sessions else 0
    return Insight(
        name=NAME,
        kind="bars",
        title=TITLE,
        sentence=f"{words.count(sessions, 'session')}, {words.duration(mean)} each."
        if sessions
        else "Nothing was played in this time.",
        note=f"Sessions a month; a gap of more than {GAP_MINUTES} minutes begins a new one",
        scope=words.scope(account, period, sum(row["heard"] for row in rows), sum(row["private"] for row in rows)),
        from_=period.first_day,
        to=period.last_day,
        columns=[
            Column(key="month", label="Month", type="date"),
            Column(key="sessions", label="Sessions", type="number", unit="sessions"),
            Column(key="minutes", label="Minutes each", type="number", unit="minutes"),
            Column(key="plays", label="Plays each", type="number", unit="plays"),
        ],
        rows=[[row["month"].isoformat(), row["sessions"], row["minutes"], row["plays"]] for row in rows],
        highlight=max(range(len(rows)), key=lambda i: (rows[i]["sessions"], -i)) if rows else None,
        ask="How long are my listening sessions?",
    )
