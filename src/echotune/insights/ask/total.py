"""One number: plays, minutes, skips, the first or the last play; how many different things; a share; an average."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection, fetch_one
from echotune.insights import words
from echotune.insights.ask import in_words, record, saying, source
from echotune.insights.ask.drawn import LABELS, UNITS, Answer, Evidence, figure_columns
from echotune.insights.ask.parts import RULE_OF_MEASURE, THINGS
from echotune.insights.ask.plan import Bucket, Plan, Thing, Unit
from echotune.insights.ask.restrictions import narrowed, unrestricted
from echotune.insights.insight import Cell
from echotune.insights.period import Period

Row = dict[str, Any]
OF = {"skips": "skip", "starts": "start"}
THING_OF_UNIT: dict[str, Thing] = {"track": "tracks", "artist": "artists", "album": "albums"}


async def sums(conn: Connection, account: Account, plan: Plan) -> Row:
    """plays (or skips, or starts), private, skips, minutes, first and last day of all that the plan asks for."""
    rule = RULE_OF_MEASURE.get(plan.measure, "plays")
    return await fetch_one(
        conn,
        f"""with {source.asked(rule, plan)}
            select coalesce(sum(plays), 0)::int as plays, coalesce(sum(private), 0)::int as private,
                   coalesce(sum(skips), 0)::int as skips, coalesce(round(sum(ms) / 60000.0, 1), 0)::float as minutes,
                   (min(first) at time zone %(zone)s)::date as first, (max(last) at time zone %(zone)s)::date as last from asked""",
        source.parameters(account, plan),
    )


def evidence(plan: Plan, row: Row) -> Evidence:
    return Evidence(row["plays"], row["private"], OF.get(RULE_OF_MEASURE.get(plan.measure, ""), "play"))


def value_of(plan: Plan, row: Row) -> Any:
    """The plan's measure of such a row; a rate of no starts is unknown."""
    if plan.measure == "skip_rate":
        return round(100 * row["skips"] / row["plays"], 1) if row["plays"] else None
    return row[{"minutes": "minutes", "first": "first", "last": "last"}.get(plan.measure, "plays")]


async def total(conn: Connection, account: Account, plan: Plan) -> Answer:
    """The measure of everything asked for."""
    row = await sums(conn, account, plan)
    value = value_of(plan, row)
    when, whom = in_words.when(plan), saying.whom(plan)
    if plan.measure == "skip_rate":
        return _skips(plan, row, f"{whom}{when}")
    if plan.measure in ("first", "last"):
        said = f"The {plan.measure} play{whom} was on {words.day(value)}{when}." if value else saying.nothing(plan)
        rows: list[list[Cell]] = [[LABELS[plan.measure], saying.day_or_none(value)]]
        return Answer("figure", said, figure_columns(dated=True), rows, evidence(plan, row))
    return Answer(
        kind="figure",
        sentence=f"{saying.measured(plan.measure, value)}{whom}{when}.",
        columns=figure_columns(UNITS[plan.measure]),
        rows=[[LABELS[plan.measure], value]],
        evidence=evidence(plan, row),
        follow_up="How does that spread over the years?",
    )


def _skips(plan: Plan, row: Row, where: str) -> Answer:
    """Skips of starts, and the rate."""
    rate = value_of(plan, row)
    said = (
        f"{words.count(row['skips'], 'skip')} of {words.count(row['plays'], 'start')}{where}: {saying.percent(rate)}."
        if rate is not None
        else f"Nothing was started{where}."
    )
    rows: list[list[Cell]] = [["Skips", row["skips"]], ["Starts", row["plays"]], ["Skip rate, percent", rate]]
    return Answer("figure", said, figure_columns(), rows, evidence(plan, row))


async def distinct(conn: Connection, account: Account, plan: Plan) -> Answer:
    """How many different artists, tracks, albums, genres or days."""
    row = await number_of(conn, account, plan)
    one = THINGS[plan.thing].one if plan.thing else "day"
    new = "new " if plan.measure == "discoveries" else ""
    skipped = " skipped" if plan.measure == "skips" else ""
    said = words.count(row["things"], f"{new}{one}")
    return Answer(
        kind="figure",
        sentence=f"{said}{skipped}{'' if new or one == 'day' else _apart(plan)}{saying.whom(plan)}{in_words.when(plan)}.",
        columns=figure_columns(plan.subject),
        rows=[[saying.capital(f"{new}{plan.subject}"), row["things"]]],
        evidence=evidence(plan, row),
        follow_up="Which are they?",
    )


def _apart(plan: Plan) -> str:
    more = plan.more
    if more.at_most == 1 and not more.at_least:
        return " played only once"
    bounds = [f"at least {words.count(more.at_least, 'play')}"] if more.at_least else []
    bounds += [f"at most {words.count(more.at_most, 'play')}"] if more.at_most else []
    return f" with {' and '.join(bounds)}" if bounds else ""


async def number_of(conn: Connection, account: Account, plan: Plan) -> Row:
    """things, plays, private: how many different things (days, where the subject is days) the plan asks for."""
    rule = RULE_OF_MEASURE.get(plan.measure, "plays")
    having = [
        f"sum(plays) {sign} %({name})s"
        for name, sign in (("at_least", ">="), ("at_most", "<="))
        if getattr(plan.more, name)
    ]
    if plan.thing is None:
        asked, key = source.asked(rule, plan, None, "day"), "bucket"
        before, conditions, bound = unrestricted(plan)
    else:
        before, conditions, bound = narrowed(account, plan, plan.thing)
        timeless = replace(plan, hours=None, more=plan.more.model_copy(update={"weekdays": [], "months": []}))
        asked, key = source.asked(rule, timeless if plan.measure == "discoveries" else plan, plan.thing), "key"
    return await fetch_one(
        conn,
        f"""with {asked}{before}, kept as (
                select {key}, sum(plays) as plays, sum(private) as private from asked where {source.all_of(conditions)}
                group by 1 having {source.all_of(having)})
            select count(*)::int as things, coalesce(sum(plays), 0)::int as plays, coalesce(sum(private), 0)::int as private from kept""",
        {**source.parameters(account, plan), **bound},
    )


async def share(conn: Connection, account: Account, plan: Plan) -> Answer:
    """Which part of the listening the named things (or the named times) are."""
    part = await sums(conn, account, plan)
    whole_plan = _whole(plan)
    whole = await sums(conn, account, whole_plan)
    measured = "minutes" if plan.measure == "minutes" else "plays"
    unit = LABELS["minutes" if measured == "minutes" else "plays"]
    of = f"{saying.whom(whole_plan)}{in_words.when(whole_plan)}"
    if not whole[measured]:
        rows: list[list[Cell]] = [["Percent", None], [unit, 0], [f"{unit} in all", 0]]
        return Answer("figure", saying.nothing(whole_plan), figure_columns(), rows, evidence(plan, whole))
    percent = round(100 * part[measured] / whole[measured], 1)
    said = saying.measured(plan.measure, part[measured])
    asked = f"{saying.whom(plan)}{in_words.when(plan)}"
    in_all = saying.measured(plan.measure, whole[measured])
    return Answer(
        kind="figure",
        sentence=f"{saying.percent(percent)}: {said}{asked}, of {in_all}{of or ' in all'}.",
        columns=figure_columns(),
        rows=[["Percent", percent], [unit, part[measured]], [f"{unit} in all", whole[measured]]],
        evidence=evidence(plan, whole),
    )


def _whole(plan: Plan) -> Plan:
    """What the share is of: the plan without its names, or without its times."""
    if plan.more.share == "times":
        return replace(plan, hours=None, more=plan.more.model_copy(update={"weekdays": [], "months": []}))
    flags = {"device": None, "shuffle": None, "offline": None, "private": None}
    nameless = replace(plan, artists=(), tracks=(), albums=(), genres=(), released=None, without={})
    return replace(nameless, more=plan.more.model_copy(update=flags))


async def average(conn: Connection, account: Account, plan: Plan) -> Answer:
    """The measure for each day, week, month, year, track, artist or album; of different things the mean of each time."""
    unit, period = plan.more.per or "day", await record.reach(conn, account, plan.period)
    number = await _number_of_units(conn, account, plan, period, unit)
    value, row = await _summed(conn, account, plan, unit)
    if not number:
        rows: list[list[Cell]] = [["Average", None]]
        return Answer("figure", saying.nothing(plan), figure_columns(), rows, evidence(plan, row), period)
    mean, what = round(value / number, 1), _what(plan)
    return Answer(
        kind="figure",
        sentence=f"{saying.amount(mean)} {what}{saying.whom(plan)} a {unit} on average, "
        f"over {words.count(number, unit)}{in_words.when(plan)}.",
        columns=figure_columns(),
        rows=[
            [saying.capital(f"{what} a {unit}"), mean],
            [saying.capital(f"{what}, {unit} by {unit}" if plan.more.distinct else what), value],
            [f"{unit.capitalize()}s", number],
        ],
        evidence=evidence(plan, row),
        period=period,
    )


def _what(plan: Plan) -> str:
    if not plan.more.distinct:
        return UNITS[plan.measure] or "plays"
    return f"{'new' if plan.measure == 'discoveries' else 'different'} {plan.subject}"


async def _number_of_units(conn: Connection, account: Account, plan: Plan, period: Period | None, unit: Unit) -> int:
    if unit in THING_OF_UNIT:
        counted = replace(plan, subject=THING_OF_UNIT[unit], more=plan.more.model_copy(update={"per": None}))
        return int((await number_of(conn, account, counted))["things"])
    return record.units(plan, period, unit, record.week_begins(account)) if period else 0  # type: ignore[arg-type]


async def _summed(conn: Connection, account: Account, plan: Plan, unit: Unit) -> tuple[Any, Row]:
    """What is divided, and the plays it comes from."""
    if not plan.more.distinct:
        row = await sums(conn, account, plan)
        return value_of(plan, row), row
    row = await number_of(conn, account, plan)
    if plan.measure == "discoveries" or unit in THING_OF_UNIT:
        return row["things"], row
    bucket: Bucket = unit  # type: ignore[assignment]
    each = await fetch_one(
        conn,
        f"""with {source.asked("plays", plan, plan.thing or "tracks", bucket)}, each as (
                select bucket, count(distinct key) as things from asked group by 1)
            select coalesce(sum(things), 0)::int as things from each""",
        source.parameters(account, plan),
    )
    return each["things"], row
