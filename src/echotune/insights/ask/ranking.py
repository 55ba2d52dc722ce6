"""Which artists, tracks, albums, genres: the most or the least of a measure, in all or in one single day or year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights.ask import in_words, saying, source
from echotune.insights.ask.drawn import Answer, Evidence, value_column
from echotune.insights.ask.parts import RULE_OF_MEASURE, THINGS, VALUES, WRITTEN
from echotune.insights.ask.peaks import peaks
from echotune.insights.ask.plan import Plan, Thing
from echotune.insights.ask.restrictions import narrowed
from echotune.insights.ask.total import evidence, sums
from echotune.insights.insight import Cell, Column
from echotune.insights.period import ALL
from echotune.insights.rings import rings_by_group
from echotune.taste.rings import RingPeriod

USUAL_ROWS, MOST_ROWS = 10, 50
Row = dict[str, Any]


async def ranking(conn: Connection, account: Account, plan: Plan) -> Answer:
    """Rows of rank, name, whom it is by, perhaps the one day (week, month, year), and the value."""
    thing = plan.thing or "tracks"
    most = min(plan.limit or USUAL_ROWS, MOST_ROWS)
    rows = await (peaks if plan.more.within else ranked)(conn, account, plan, most)
    shown = rows + _silent(plan, rows)
    rings: dict[Any, list[RingPeriod]] = {}
    if thing != "genres":
        rings = await rings_by_group(conn, account, THINGS[thing].key, [row["key"] for row in rows])
    evidence = await _evidence(conn, account, plan, rows)
    return Answer(
        kind="ranking",
        sentence=_sentence(plan, shown),
        columns=_columns(plan, thing),
        rows=[_cells(place, plan, row) for place, row in enumerate(shown, 1)],
        evidence=evidence,
        highlight=0 if shown else None,
        rings=[rings.get(row["key"], []) for row in shown] if rings else [],
        follow_up=_follow_up(thing, shown),
    )


async def ranked(conn: Connection, account: Account, plan: Plan, limit: int | None) -> list[Row]:
    """key, label, by, value, plays, private; `all_plays` and `all_private` of every row, shown or not. Ties
    by name, then key; each is called as it is written most often. `limit` null takes all."""
    thing, rule = plan.thing or "tracks", RULE_OF_MEASURE.get(plan.measure, "plays")
    before, conditions, bound = narrowed(account, plan, thing)
    counted = replace(plan, hours=None, more=plan.more.model_copy(update={"weekdays": [], "months": []}))
    narrowing = counted if plan.measure == "discoveries" else plan
    turn = _direction(plan)
    cursor = await conn.execute(
        f"""with {source.asked(rule, narrowing, thing)}{before}, counted as (
                select key, {VALUES[plan.measure]} as value, sum(plays)::int as plays, sum(private)::int as private,
                       {WRITTEN.format("label")} as label, {WRITTEN.format("by")} as by
                from asked where {source.all_of(conditions)} group by 1 having {_having(plan)})
            select *, sum(plays) over ()::int as all_plays, sum(private) over ()::int as all_private
            from counted order by value {turn}, label, key limit %(limit)s""",
        {**source.parameters(account, plan), **bound, "limit": limit},
    )
    rows = await cursor.fetchall()
    if plan.measure in ("first", "last"):
        rows = [{**row, "value": row["value"].astimezone(account.zone).date()} for row in rows]
    return rows


def _direction(plan: Plan) -> str:
    natural = "asc" if plan.measure == "first" else "desc"
    turned = {"asc": "desc", "desc": "asc"}
    return turned[natural] if plan.more.order == "least" else natural


def _having(plan: Plan) -> str:
    bounds = ["sum(plays) >= %(at_least)s"] if plan.more.at_least else []
    bounds += ["sum(plays) <= %(at_most)s"] if plan.more.at_most else []
    bounds += ["sum(plays) >= %(fewest_starts)s"] if plan.measure == "skip_rate" and not plan.called else []
    return source.all_of(bounds)


def _silent(plan: Plan, rows: list[Row]) -> list[Row]:
    """What was asked for by name and has no row: a zero where something is counted, else a blank."""
    if plan.more.given & {"at_least", "at_most", "absent", "within"} or plan.measure == "discoveries":
        return []
    found = {row["label"].strip().lower() for row in rows}
    value = None if plan.measure in ("first", "last", "skip_rate") else 0
    missing = [name for name in plan.called if name.strip().lower() not in found] if rows else []
    return [{"key": "", "label": name, "by": "", "value": value} for name in missing]


async def _evidence(conn: Connection, account: Account, plan: Plan, rows: list[Row]) -> Evidence:
    of = {"skips": "skip", "starts": "start"}.get(RULE_OF_MEASURE.get(plan.measure, ""), "play")
    if not rows:
        return Evidence(0, 0, of)
    if plan.more.within:
        return evidence(plan, await sums(conn, account, plan))
    if plan.subject != "genres":
        return Evidence(rows[0]["all_plays"], rows[0]["all_private"], of)
    rule = RULE_OF_MEASURE.get(plan.measure, "plays")
    before, conditions, bound = narrowed(account, plan, "genres")
    cursor = await conn.execute(
        f"""with {source.asked(rule, plan, "genres")}{before}, each as (
                select distinct track_id, plays, private from asked where {source.all_of(conditions)})
            select coalesce(sum(plays), 0)::int as plays, coalesce(sum(private), 0)::int as private from each""",
        {**source.parameters(account, plan), **bound},
    )
    row = (await cursor.fetchall())[0]
    return Evidence(row["plays"], row["private"], of)


def _columns(plan: Plan, thing: Thing) -> list[Column]:
    one = THINGS[thing].one
    columns = [
        Column(key="rank", label="Rank", type="number"),
        Column(key=one, label=one.capitalize(), type="text"),
    ]
    if thing in ("tracks", "albums"):
        columns.append(Column(key="by", label="By", type="text"))
    columns.append(value_column(plan.measure))
    if plan.more.within:
        columns.append(Column(key=plan.more.within, label=plan.more.within.capitalize(), type="date"))
    return columns


def _cells(place: int, plan: Plan, row: Row) -> list[Cell]:
    value = row["value"].isoformat() if isinstance(row["value"], date) else row["value"]
    names: list[Cell] = [row["label"], row["by"]] if plan.subject in ("tracks", "albums") else [row["label"]]
    peak: list[Cell] = [saying.day_or_none(row["bucket"])] if plan.more.within else []
    return [place, *names, value, *peak]


def _sentence(plan: Plan, rows: list[Row]) -> str:
    if not rows:
        return saying.nothing(plan)
    when = in_words.when(plan)
    if plan.called:
        return _about_named(plan, rows, when)
    first = rows[0]
    tail = f", then {in_words.listed([row['label'] for row in rows[1:3]])}" if len(rows) > 1 else ""
    prefix = "New in this time, most played: " if plan.measure == "discoveries" else ""
    least = "The least: " if plan.more.order == "least" and plan.measure not in ("first", "last") else ""
    return f"{prefix}{least}{_name(first)}, {_value(plan, first)}{when}{tail}."


def _about_named(plan: Plan, rows: list[Row], when: str) -> str:
    if len(plan.called) < 2 or plan.measure in ("first", "last"):
        return " ".join(f"{_name(row)}: {_value(plan, row)}{when}." for row in rows)
    first, *others = rows
    lead = (
        f"{_name(first)} and {_name(others[0])} alike"
        if first["value"] == others[0]["value"]
        else f"More of {_name(first)}"
    )
    against = in_words.listed([f"{_value(plan, row)} of {_name(row)}" for row in others])
    return f"{lead}: {_value(plan, first)}, against {against}{when}."


def _name(row: Row) -> str:
    return f"{row['label']} by {row['by']}" if row["by"] else str(row["label"])


def _value(plan: Plan, row: Row) -> str:
    if row["value"] is None:
        return "nothing on record"
    said = saying.measured(plan.measure, row["value"], then=plan.period != ALL)
    peak = plan.more.within
    if not peak or not isinstance(row["bucket"], date):
        return said
    link = {"day": "on", "week": "in", "month": "in", "year": "in"}[peak]
    return f"{said} {link} {in_words.bucket_name(peak, row['bucket'])}"


def _follow_up(thing: Thing, rows: list[Row]) -> str:
    return (
        f"How has my listening to {rows[0]['label']} changed over the years?"
        if rows and thing == "artists"
        else "What do I play most?"
    )
