"""A measure over time: by year, month, week, day, weekday, hour or season; and which of them had the most or the least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.ask import in_words, record, saying, source
from echotune.insights.ask.drawn import LABELS, UNITS, Answer
from echotune.insights.ask.parts import BUCKETS, RULE_OF_MEASURE, THINGS, VALUES
from echotune.insights.ask.plan import WEEKDAY_NUMBERS, Bucket, Plan, Thing
from echotune.insights.ask.restrictions import discovered, firsts
from echotune.insights.ask.total import evidence, sums
from echotune.insights.insight import Cell, Column
from echotune.insights.period import Period

MOST_BARS = 120
MOST_ROWS = 50
USUAL_ROWS = 10
CALENDAR: tuple[Bucket, ...] = ("day", "week", "month", "year")
Place = date | int
Values = dict[Place, Any]


async def series(conn: Connection, account: Account, plan: Plan) -> Answer:
    """Rows of bucket and value in order of time; or ranked, when a number of them was asked for or they are many."""
    bucket = plan.more.by or "year"
    period = await record.reach(conn, account, plan.period)
    rows = await _rows(conn, account, plan, bucket)
    counted = {"plays": sum(row["plays"] for row in rows), "private": sum(row["private"] for row in rows)}
    several = plan.subject == "genres" or plan.measure == "discoveries"  # where a play counts twice, or not by itself
    told = evidence(plan, await sums(conn, account, plan) if several else counted)
    return arranged(account, plan, {row["bucket"]: row["value"] for row in rows}, period, told)


def arranged(account: Account, plan: Plan, found: Values, period: Period | None, told: Any) -> Answer:
    """The values of buckets as bars or as a ranking, silent buckets included."""
    bucket = plan.more.by or "year"
    values = _bounded(
        plan, {place: found.get(place, _silence(plan)) for place in places(account, plan, bucket, period)}
    )
    known = {place: value for place, value in values.items() if value is not None}
    ordered = _ordered(plan, known)
    if not ordered or not any(known.values()):
        return Answer("figure", saying.nothing(plan), [Column(key="what", label="What", type="text")], [], told, period)
    said = f"{_lead(plan, bucket, ordered[0])}: {value_words(plan, known[ordered[0]])}{saying.whom(plan)}{in_words.when(plan)}."
    if plan.limit or (plan.more.order and bucket in ("day", "week")) or len(known) > MOST_BARS:
        shown = ordered[: min(plan.limit or USUAL_ROWS, MOST_ROWS)]
        ranks: list[list[Cell]] = [[n, _label(bucket, place), known[place]] for n, place in enumerate(shown, 1)]
        name = Column(key="when", label=bucket.capitalize(), type="text")
        columns = [Column(key="rank", label="Rank", type="number"), name, _column(plan)]
        return Answer("ranking", said, columns, ranks, told, period, highlight=0)
    at = sorted(values)
    rows: list[list[Cell]] = [[_cell(bucket, place), values[place]] for place in at]
    first = Column(key=bucket, label=bucket.capitalize(), type="date" if bucket in CALENDAR else "text")
    return Answer("bars", said, [first, _column(plan)], rows, told, period, highlight=at.index(ordered[0]))


async def _rows(conn: Connection, account: Account, plan: Plan, bucket: Bucket) -> list[dict[str, Any]]:
    """bucket, value, plays, private: one row for each bucket with plays."""
    told = "sum(plays)::int as plays, sum(private)::int as private"
    if plan.measure == "discoveries":
        query = _discovered_by(plan, plan.thing or "tracks", bucket)
    elif plan.more.distinct and plan.thing:
        asked = source.asked("plays", plan, plan.thing, bucket)
        query = f"with {asked} select bucket, count(distinct key)::int as value, {told} from asked group by 1"
    else:
        asked = source.asked(RULE_OF_MEASURE.get(plan.measure, "plays"), plan, None, bucket)
        query = f"with {asked} select bucket, {VALUES[plan.measure]} as value, {told} from asked group by 1"
    cursor = await conn.execute(query, source.parameters(account, plan))
    return await cursor.fetchall()


def _discovered_by(plan: Plan, thing: Thing, bucket: Bucket) -> str:
    """How many things had their first play ever in each bucket."""
    of_named = (
        f", mine as (select distinct {THINGS[thing].key} as key from tracks where {source.all_of(source.names(plan, thing))})"
        if plan.named
        else ""
    )
    return f"""with {firsts(thing)}{of_named}
        select {BUCKETS[bucket]} as bucket, count(*)::int as value, 0 as plays, 0 as private from firsts
        where {discovered(plan)} {"and key in (select key from mine)" if plan.named else ""} group by 1"""


def places(account: Account, plan: Plan, bucket: Bucket, period: Period | None) -> Sequence[Place]:
    """Every bucket that could hold a play, in order of time."""
    if period is None:
        return []
    days = record.wanted_days(plan, period)
    match bucket:
        case "weekday":
            return sorted({WEEKDAY_NUMBERS[name] for name in plan.more.weekdays} or range(7))
        case "season":
            return sorted({month % 12 // 3 for month in plan.more.months or range(1, 13)})
        case "hour":
            return sorted(source.hours_of(plan.hours or (0, 23)))
        case _:
            begins = record.week_begins(account)
            return sorted({record.bucket_of(day, bucket, begins) for day in days})


def value_words(plan: Plan, value: Any) -> str:
    """`812 plays`, `42 different artists`, `12 new tracks`, `9 sessions`."""
    if plan.measure == "discoveries":
        return words.count(value, f"new {THINGS[plan.thing or 'tracks'].one}")
    if plan.more.distinct and plan.thing:
        return words.count(value, f"different {THINGS[plan.thing].one}")
    if plan.subject == "sessions":
        return words.count(value, "session")
    if plan.more.per == "session":
        return f"{saying.amount(value)} {plan.measure} a session"
    return saying.measured(plan.measure, value)


def _silence(plan: Plan) -> int | None:
    """What a bucket without rows holds: a rate of nothing is unknown."""
    return None if plan.measure == "skip_rate" else 0


def _bounded(plan: Plan, values: Values) -> Values:
    low, high = plan.more.at_least or 0, plan.more.at_most
    if not (low or high):
        return values
    return {place: value for place, value in values.items() if value >= low and (not high or value <= high)}


def _ordered(plan: Plan, known: Values) -> list[Place]:
    """By value, ties by time."""
    sign = 1 if plan.more.order == "least" else -1
    return sorted(known, key=lambda place: (sign * known[place], place))


def _column(plan: Plan) -> Column:
    unit = UNITS[plan.measure]
    if plan.measure == "discoveries" or (plan.more.distinct and plan.thing):
        unit = plan.thing or "tracks"
    if plan.subject == "sessions":
        unit = "sessions"
    counted = unit if unit in ("sessions", *THINGS) else None
    return Column(key="value", label=(counted or LABELS[plan.measure]).capitalize(), type="number", unit=unit)


def _lead(plan: Plan, bucket: Bucket, place: Place) -> str:
    rate = plan.measure == "skip_rate"
    lead = ("Lowest" if rate else "Least") if plan.more.order == "least" else ("Highest" if rate else "Most")
    link = {"day": "on", "weekday": "on", "hour": "at"}.get(bucket, "in")
    return f"{lead} {link} {in_words.bucket_name(bucket, place)}"


def _cell(bucket: Bucket, place: Place) -> str:
    return place.isoformat() if isinstance(place, date) else saying.capital(in_words.bucket_name(bucket, place))


def _label(bucket: Bucket, place: Place) -> str:
    """In a ranking: days as dates, all else in words."""
    return (
        place.isoformat()
        if bucket == "day" and isinstance(place, date)
        else saying.capital(in_words.bucket_name(bucket, place))
    )
