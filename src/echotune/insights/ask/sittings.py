"""Sessions: how many, how long, the longest, and how they spread over time.

A session is made of all plays without a gap of more than 30 minutes. Hours, weekdays and months ask when it began, names
ask what was heard in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection, fetch_one
from echotune.insights import words
from echotune.insights.ask import in_words, record, saying, source
from echotune.insights.ask.drawn import Answer, Evidence, figure_columns
from echotune.insights.ask.parts import BUCKETS
from echotune.insights.ask.plan import Plan
from echotune.insights.ask.series import arranged
from echotune.insights.insight import Cell, Column
from echotune.insights.sessions import GAP_MINUTES

USUAL_ROWS, MOST_ROWS = 10, 50
ORDER = "ended_at, ms_played, track_id"


def _sessions(plan: Plan) -> str:
    """`sessions`: started (wall time), plays, private, minutes."""
    named = f"and session in (select session from numbered join tracks using (track_id) where {source.all_of(source.names(plan, None))})"
    return f"""{source.begun("plays", plan)}, marked as (
            select *, (lag(ended_at) over w is null or begun - lag(ended_at) over w > interval '{GAP_MINUTES} minutes')::int as begins
            from heard window w as (order by {ORDER})),
        numbered as (select *, sum(begins) over (order by {ORDER} rows unbounded preceding) as session from marked),
        whole as (
            select session, min(begun) as began, min(started) as started, count(*) as plays, sum(incognito::int) as private,
                   round(sum(ms_played) / 60000.0, 1)::float as minutes from numbered group by 1),
        sessions as (select * from whole where {source.times(plan)} {named if plan.named else ""})"""


async def _totals(conn: Connection, account: Account, plan: Plan) -> dict[str, Any]:
    return await fetch_one(
        conn,
        f"""with {_sessions(plan)} select count(*)::int as sessions, coalesce(sum(plays), 0)::int as plays,
            coalesce(sum(private), 0)::int as private, coalesce(sum(minutes), 0)::float as minutes from sessions""",
        source.parameters(account, plan),
    )


async def number_of_sessions(conn: Connection, account: Account, plan: Plan) -> tuple[int, Evidence]:
    row = await _totals(conn, account, plan)
    return row["sessions"], Evidence(row["plays"], row["private"])


async def sittings(conn: Connection, account: Account, plan: Plan) -> Answer:
    """A number of sessions, a mean of them, the longest of them, or bars."""
    if plan.more.by:
        return await _over_time(conn, account, plan)
    if plan.more.order or plan.limit:
        return await _longest(conn, account, plan)
    row = await _totals(conn, account, plan)
    if plan.more.per == "session" or plan.measure == "minutes":
        return _mean(plan, row)
    told = Evidence(row["plays"], row["private"])
    if plan.more.per:
        return await _a_week(conn, account, plan, row["sessions"], told)
    said = f"{words.count(row['sessions'], 'session')}{saying.whom(plan)}{in_words.when(plan)}."
    return Answer("figure", said, figure_columns("sessions"), [["Sessions", row["sessions"]]], told)


def _mean(plan: Plan, row: dict[str, Any]) -> Answer:
    unit = "minutes" if plan.measure == "minutes" else "plays"
    told = Evidence(row["plays"], row["private"])
    if not row["sessions"]:
        return Answer("figure", saying.nothing(plan), figure_columns(), [["Sessions", 0]], told)
    mean = round(row[unit] / row["sessions"], 1)
    said = words.duration(mean) if unit == "minutes" else f"{saying.amount(mean)} plays"
    rows: list[list[Cell]] = [[f"{unit.capitalize()} a session", mean], ["Sessions", row["sessions"]]]
    where = f"{saying.whom(plan)}{in_words.when(plan)}"
    return Answer(
        "figure",
        f"{said} a session on average, over {words.count(row['sessions'], 'session')}{where}.",
        figure_columns(),
        rows,
        told,
    )


async def _a_week(conn: Connection, account: Account, plan: Plan, sessions: int, told: Evidence) -> Answer:
    unit, period = plan.more.per, await record.reach(conn, account, plan.period)
    number = record.units(plan, period, unit, record.week_begins(account)) if period else 0  # type: ignore[arg-type]
    if not number:
        return Answer("figure", saying.nothing(plan), figure_columns(), [["Sessions", 0]], told, period)
    mean = round(sessions / number, 1)
    said = f"{saying.amount(mean)} sessions a {unit} on average, over {words.count(number, str(unit))}{in_words.when(plan)}."
    rows: list[list[Cell]] = [
        [f"Sessions a {unit}", mean],
        ["Sessions", sessions],
        [f"{str(unit).capitalize()}s", number],
    ]
    return Answer("figure", said, figure_columns(), rows, told, period)


async def _longest(conn: Connection, account: Account, plan: Plan) -> Answer:
    measure = "plays" if plan.measure == "plays" else "minutes"
    least = plan.more.order == "least"
    cursor = await conn.execute(
        f"""with {_sessions(plan)} select *, sum(plays) over ()::int as all_plays,
                   sum(private) over ()::int as all_private
            from sessions order by {measure} {"asc" if least else "desc"}, began limit %(limit)s""",
        {**source.parameters(account, plan), "limit": min(plan.limit or USUAL_ROWS, MOST_ROWS)},
    )
    rows = await cursor.fetchall()
    if not rows:
        return Answer("figure", saying.nothing(plan), figure_columns(), [["Sessions", 0]], Evidence(0, 0))
    first = rows[0]
    began = first["started"]
    lead = "The shortest session" if least else "The longest session"
    values: list[list[Cell]] = [
        [n, row["started"].date().isoformat(), row["minutes"], row["plays"]] for n, row in enumerate(rows, 1)
    ]
    columns = [
        Column(key="rank", label="Rank", type="number"),
        Column(key="day", label="Day", type="text"),
        Column(key="minutes", label="Minutes", type="number", unit="minutes"),
        Column(key="plays", label="Plays", type="number", unit="plays"),
    ]
    said = f"{lead} began on {words.day(began.date())}: {words.duration(first['minutes'])}, {words.count(first['plays'], 'play')}"
    told = Evidence(first["all_plays"], first["all_private"])
    return Answer("ranking", f"{said}{saying.whom(plan)}{in_words.when(plan)}.", columns, values, told, highlight=0)


async def _over_time(conn: Connection, account: Account, plan: Plan) -> Answer:
    """How many sessions began in each bucket; or how long (how many plays) they were on average."""
    bucket = plan.more.by or "month"
    mean = plan.more.per == "session" or plan.measure == "minutes"
    unit = "minutes" if plan.measure == "minutes" else "plays"
    value = f"round(avg({unit})::numeric, 1)::float" if mean else "count(*)::int"
    cursor = await conn.execute(
        f"""with {_sessions(plan)} select {BUCKETS[bucket]} as bucket, {value} as value, sum(plays)::int as plays,
            sum(private)::int as private from sessions group by 1""",
        source.parameters(account, plan),
    )
    rows = await cursor.fetchall()
    told = Evidence(sum(row["plays"] for row in rows), sum(row["private"] for row in rows))
    period = await record.reach(conn, account, plan.period)
    shown = replace(plan, subject="plays" if mean else "sessions")
    return arranged(account, shown, {row["bucket"]: row["value"] for row in rows}, period, told)
