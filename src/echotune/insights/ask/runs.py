"""Runs of days: the longest streak of listening, and the longest silence."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.ask import in_words, record, saying, source
from echotune.insights.ask.drawn import Answer, figure_columns
from echotune.insights.ask.plan import Plan
from echotune.insights.ask.total import evidence, sums
from echotune.insights.insight import Cell
from echotune.insights.period import Period

Run = tuple[int, date, date]
"""Its number of days, the first and the last of them."""


async def runs(conn: Connection, account: Account, plan: Plan) -> Answer:
    """The longest run, the earliest of equals, with its first and last day."""
    cursor = await conn.execute(
        f"with {source.asked('plays', plan, None, 'day')} select distinct bucket as day from asked order by 1",
        source.parameters(account, plan),
    )
    days = [row["day"] for row in await cursor.fetchall()]
    if plan.more.distinct:
        return await _number(conn, account, plan, len(days))
    found = streaks(days) if plan.measure == "streak" else silences(days)
    told = evidence(plan, await sums(conn, account, plan))
    if not found:
        said = (
            saying.nothing(plan) if not days else f"There is no day between two plays without one{in_words.when(plan)}."
        )
        return Answer("figure", said, figure_columns("days"), [["Days", 0]], told)
    longest = max(found, key=lambda run: (run[0], -run[1].toordinal()))
    rows: list[list[Cell]] = [["Days", longest[0]], ["From", longest[1].isoformat()], ["To", longest[2].isoformat()]]
    if plan.measure == "streak":
        rows.append(["Days in the newest run", found[-1][0]])
    return Answer("figure", _sentence(plan, longest, found[-1]), figure_columns("days"), rows, told)


async def _number(conn: Connection, account: Account, plan: Plan, listened: int) -> Answer:
    """How many days of the record have a play, or (of silence) have none."""
    period = await record.reach(conn, account, plan.period)
    reached = record.units(plan, period, "day") if period else 0
    number = listened if plan.measure == "streak" else reached - listened
    told = evidence(plan, await sums(conn, account, plan))
    what = "with" if plan.measure == "streak" else "without"
    said = f"{words.count(number, 'day')} {what} a play{saying.whom(plan)}, of {words.count(reached, 'day')}{in_words.when(plan)}."
    rows: list[list[Cell]] = [[f"Days {what} a play", number], ["Days in all", reached]]
    return Answer("figure", said, figure_columns("days"), rows, told, period)


def streaks(days: list[date]) -> list[Run]:
    """Runs of consecutive days, in order."""
    runs: list[Run] = []
    for day in days:
        if runs and day - runs[-1][2] == timedelta(1):
            runs[-1] = (runs[-1][0] + 1, runs[-1][1], day)
        else:
            runs.append((1, day, day))
    return runs


def silences(days: list[date]) -> list[Run]:
    """Runs of days without a play between two days with one, in order."""
    return [
        ((later - earlier).days - 1, earlier + timedelta(1), later - timedelta(1))
        for earlier, later in pairwise(days)
        if later - earlier > timedelta(1)
    ]


def _sentence(plan: Plan, longest: Run, newest: Run) -> str:
    number, first, last = longest
    days = words.span(Period(first, last))
    if plan.measure == "gap":
        return f"{words.count(number, 'day')} without a play{saying.whom(plan)}: {days}{in_words.when(plan)}."
    now = "" if newest == longest else f" The newest run has {words.count(newest[0], 'day')}."
    heard = f" with a play{saying.whom(plan)}" if plan.named else ""
    return f"{words.count(number, 'day')} in a row{heard}: {days}{in_words.when(plan)}.{now}"
