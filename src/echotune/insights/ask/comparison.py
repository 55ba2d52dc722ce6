"""Two or more sides next to each other: years, seasons, hours, weekdays; and which things rose most between two of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights.ask import in_words, saying
from echotune.insights.ask.drawn import Answer, Evidence, value_column
from echotune.insights.ask.parts import THINGS
from echotune.insights.ask.plan import Plan, Side
from echotune.insights.ask.ranking import MOST_ROWS, USUAL_ROWS, Row, ranked
from echotune.insights.ask.series import value_words
from echotune.insights.ask.sittings import number_of_sessions
from echotune.insights.ask.total import evidence, number_of, sums, value_of
from echotune.insights.insight import Cell, Column
from echotune.insights.period import Period


def on_side(plan: Plan, side: Side) -> Plan:
    """The plan of one side alone."""
    hours = (side.hours.from_, side.hours.to) if side.hours else plan.hours
    more = plan.more.model_copy(
        update={
            "versus": [],
            "weekdays": side.weekdays or plan.more.weekdays,
            "months": side.months or plan.more.months,
        }
    )
    period = Period(side.from_, side.to) if side.from_ or side.to else plan.period
    return replace(plan, period=period, hours=hours, more=more)


async def comparison(conn: Connection, account: Account, plan: Plan) -> Answer:
    """Rows of side and value; of things without a name the ones that differ most between the first two sides."""
    if plan.thing and not plan.called and not plan.more.distinct:
        return await _movers(conn, account, plan)
    rows: list[list[Cell]] = []
    heard, private, of = 0, 0, "play"
    for side in plan.more.versus:
        value, told = await _value(conn, account, on_side(plan, side))
        rows.append([saying.capital(in_words.side_words(side)), value])
        heard, private, of = heard + told.rows, private + told.private, told.of
    label = Column(key="side", label="Side", type="text")
    best = _best(plan, rows)
    return Answer(
        kind="bars",
        sentence=_sentence(plan, rows, best),
        columns=[label, value_column(plan.measure)],
        rows=rows,
        evidence=Evidence(heard, private, of),
        period=_whole(plan),
        highlight=best,
    )


async def _value(conn: Connection, account: Account, plan: Plan) -> tuple[Any, Evidence]:
    if plan.subject == "sessions":
        return await number_of_sessions(conn, account, plan)
    if plan.more.distinct:
        row = await number_of(conn, account, plan)
        return row["things"], evidence(plan, row)
    row = await sums(conn, account, plan)
    return value_of(plan, row), evidence(plan, row)


def _best(plan: Plan, rows: list[list[Cell]]) -> int | None:
    known = [(row[1], at) for at, row in enumerate(rows) if isinstance(row[1], int | float)]
    if not known:
        return None
    wanted = min(known) if plan.more.order == "least" else max(known, key=lambda pair: (pair[0], -pair[1]))
    return wanted[1]


def _sentence(plan: Plan, rows: list[list[Cell]], best: int | None) -> str:
    if best is None or not any(row[1] for row in rows):
        return saying.nothing(plan)
    told = [in_words.side_told(side) for side in plan.more.versus]
    first, others = rows[best], [at for at in range(len(rows)) if at != best]
    if all(rows[at][1] == first[1] for at in others):
        return f"As many each: {_said(plan, first[1])}{saying.whom(plan)}."
    against = in_words.listed([f"{_said(plan, rows[at][1])} {told[at]}" for at in others])
    lead = "Less" if plan.more.order == "least" else "Higher" if plan.measure == "skip_rate" else "More"
    return f"{lead} {told[best]}: {_said(plan, first[1])}{saying.whom(plan)}, against {against}."


def _said(plan: Plan, value: Any) -> str:
    return "nothing known" if value is None else value_words(plan, value)


def _whole(plan: Plan) -> Period:
    """From the first day of any side to the last."""
    sides = [on_side(plan, side).period for side in plan.more.versus]
    firsts = [side.first_day for side in sides if side.first_day]
    lasts = [side.last_day for side in sides if side.last_day]
    return Period(min(firsts) if len(firsts) == len(sides) else None, max(lasts) if len(lasts) == len(sides) else None)


async def _movers(conn: Connection, account: Account, plan: Plan) -> Answer:
    one, other = [await ranked(conn, account, on_side(plan, side), None) for side in plan.more.versus[:2]]
    rows = _changes(plan, one, other)[: min(plan.limit or USUAL_ROWS, MOST_ROWS)]
    names = [saying.capital(in_words.side_words(side)) for side in plan.more.versus[:2]]
    thing = plan.thing or "artists"
    by = [Column(key="by", label="By", type="text")] if thing in ("tracks", "albums") else []
    unit = value_column(plan.measure).unit
    columns = [
        Column(key="rank", label="Rank", type="number"),
        Column(key=THINGS[thing].one, label=THINGS[thing].one.capitalize(), type="text"),
        *by,
        Column(key="change", label="Change", type="number", unit=unit),
        *(Column(key=f"side{n}", label=name, type="number", unit=unit) for n, name in enumerate(names, 1)),
    ]
    heard = sum(side[0]["all_plays"] for side in (one, other) if side)
    private = sum(side[0]["all_private"] for side in (one, other) if side)
    return Answer(
        kind="ranking",
        sentence=_moved(plan, rows),
        columns=columns,
        rows=[[n, row["label"], *([row["by"]] if by else []), *row["values"]] for n, row in enumerate(rows, 1)],
        evidence=Evidence(heard, private),
        period=_whole(plan),
        highlight=0 if rows else None,
    )


def _changes(plan: Plan, one: list[Row], other: list[Row]) -> list[dict[str, Any]]:
    """label, by, values (change, first side, second side); the largest rise first, or the deepest fall."""
    first, second = ({row["key"]: row for row in side} for side in (one, other))
    changes = []
    for key in first.keys() | second.keys():
        row = first.get(key) or second[key]
        values = [side[key]["value"] if key in side else 0 for side in (first, second)]
        changes.append({**row, "values": [round(values[0] - values[1], 1), *values]})
    sign = 1 if plan.more.order == "least" else -1
    return sorted(changes, key=lambda row: (sign * row["values"][0], row["label"], row["key"]))


def _moved(plan: Plan, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return saying.nothing(plan)
    row = rows[0]
    name = f"{row['label']} by {row['by']}" if row["by"] else row["label"]
    told = [in_words.side_told(side) for side in plan.more.versus]
    said = [f"{saying.measured(plan.measure, value)} {told[at]}" for at, value in enumerate(row["values"][1:])]
    tail = f", then {in_words.listed([other['label'] for other in rows[1:3]])}" if len(rows) > 1 else ""
    lead = "The deepest fall" if plan.more.order == "least" else "The largest rise"
    return f"{lead}: {name}, {said[0]} against {said[1]}{tail}."
