"""The most played artist (track, album, genre) of each year, month, weekday, hour or season."""

from __future__ import annotations

from datetime import date
from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights.ask import in_words, saying, source
from echotune.insights.ask.drawn import Answer, value_column
from echotune.insights.ask.parts import RULE_OF_MEASURE, THINGS, VALUES, WRITTEN
from echotune.insights.ask.plan import Plan
from echotune.insights.ask.total import evidence, sums
from echotune.insights.insight import Cell, Column

MOST_ROWS = 120


async def favourites(conn: Connection, account: Account, plan: Plan) -> Answer:
    """Rows of name, bucket, value, in order of time; with a limit so many of each bucket."""
    thing, bucket = plan.thing or "artists", plan.more.by or "year"
    rule = RULE_OF_MEASURE.get(plan.measure, "plays")
    least = plan.more.order == "least"
    cursor = await conn.execute(
        f"""with {source.asked(rule, plan, thing, bucket)}, counted as (
                select key, bucket, {VALUES[plan.measure]} as value,
                       {WRITTEN.format("label")} as label, {WRITTEN.format("by")} as by
                from asked group by 1, 2)
            select * from (
                select *, row_number() over (partition by bucket order by value {"asc" if least else "desc"}, label, key) as place
                from counted) as placed
            where place <= %(each)s order by bucket, place limit {MOST_ROWS}""",
        {**source.parameters(account, plan), "each": plan.limit or 1},
    )
    rows = await cursor.fetchall()
    if not rows:
        return Answer("figure", saying.nothing(plan), [], [], evidence(plan, await sums(conn, account, plan)))
    by = [Column(key="by", label="By", type="text")] if thing in ("tracks", "albums") else []
    one = THINGS[thing].one
    columns = [
        Column(key="when", label=bucket.capitalize(), type="text"),
        Column(key=one, label=one.capitalize(), type="text"),
        *by,
        value_column(plan.measure),
    ]
    return Answer(
        kind="ranking",
        sentence=_sentence(plan, rows),
        columns=columns,
        rows=[_cells(plan, row, bool(by)) for row in rows],
        evidence=evidence(plan, await sums(conn, account, plan)),
        highlight=len(rows) - 1,
    )


def _cells(plan: Plan, row: dict[str, Any], by: bool) -> list[Cell]:
    bucket = plan.more.by or "year"
    place = row["bucket"]
    when = (
        place.isoformat()
        if bucket == "day" and isinstance(place, date)
        else saying.capital(in_words.bucket_name(bucket, place))
    )
    names: list[Cell] = [row["label"], row["by"]] if by else [row["label"]]
    return [when, *names, row["value"]]


def _sentence(plan: Plan, rows: list[dict[str, Any]]) -> str:
    bucket = plan.more.by or "year"
    told = [row for row in rows if row["place"] == 1][-3:]
    named = [
        f"{in_words.bucket_name(bucket, row['bucket'])}: {row['label']}, {saying.measured(plan.measure, row['value'])}"
        for row in told
    ]
    return f"{saying.capital('; '.join(named))}{in_words.when(plan)}."
