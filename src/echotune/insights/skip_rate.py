"""Skip rate: the share of starts that were left by a press before 30 seconds.

Rows that do not say how they ended (the short form of the export) are no starts here: unknown is not "not skipped".
"""

from __future__ import annotations

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.insight import Column, Insight
from echotune.insights.period import LISTEN_MS, Period

NAME, TITLE = "skip-rate", "Skip rate"
SKIP_ENDINGS = ("fwdbtn", "backbtn", "nextbtn", "clickrow", "click-row")


async def compute(conn: Connection, account: Account, period: Period) -> Insight:
    cursor = await conn.execute(
        f"""select date_trunc('month', (ended_at - ms_played * interval '1 millisecond') at time zone %(zone)s)::date as month,
                   count(*)::int as starts, count(*) filter (where incognito)::int as private,
                   count(*) filter (where ms_played < {LISTEN_MS} and reason_end = any(%(endings)s))::int as skips
            from plays
            where user_id = %(user)s and kind = 'audio' and superseded_by is null and reason_end is not null
              and ended_at >= %(first)s
              and ended_at - ms_played * interval '1 millisecond' >= %(first)s
              and ended_at - ms_played * interval '1 millisecond' < %(beyond)s
            group by 1 order by 1""",
        {**period.parameters(account), "endings": list(SKIP_ENDINGS)},
    )
    rows = await cursor.fetchall()
    starts, skips, private = (sum(row[what] for row in rows) for what in ("starts", "skips", "private"))
    return Insight(
        name=NAME,
        kind="line",
        title=TITLE,
        sentence=f"You skip {100 * skips / starts:.0f} of 100 starts within 30 seconds."
        if starts
        else "Nothing was started in this time.",
        note="Percent of starts left by a press before 30 s, by month",
        scope=f"From {words.count(starts, 'start')} of tracks{words.of_them_private(private)}, {words.span(period)}, {account.time_zone}; {words.count(skips, 'skip')}; rows that tell how they ended.",
        from_=period.first_day,
        to=period.last_day,
        columns=[
            Column(key="month", label="Month", type="date"),
            Column(key="rate", label="Skip rate", type="number", unit="percent"),
            Column(key="skips", label="Skips", type="number", unit="skips"),
            Column(key="starts", label="Starts", type="number", unit="starts"),
        ],
        rows=[
            [row["month"].isoformat(), round(100 * row["skips"] / row["starts"], 1), row["skips"], row["starts"]]
            for row in rows
        ],
        highlight=len(rows) - 1 if rows else None,
        ask="How often do I skip?",
    )
