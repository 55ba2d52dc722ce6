"""The most of a thing in one single day, week, month or year: its best bucket, and whose is the best of all."""

from __future__ import annotations

from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights.ask import source
from echotune.insights.ask.parts import RULE_OF_MEASURE, THINGS, VALUES
from echotune.insights.ask.plan import Plan


async def peaks(conn: Connection, account: Account, plan: Plan, limit: int) -> list[dict[str, Any]]:
    """key, label, by, bucket, value of each thing's best bucket, best first; ties by key, then the earlier bucket.

    Names are looked up for the rows that are shown alone: there are as many buckets as days with a play of each thing.
    """
    thing, rule = plan.thing or "tracks", RULE_OF_MEASURE.get(plan.measure, "plays")
    parts = THINGS[thing]
    turn = "asc" if plan.more.order == "least" else "desc"
    named = (
        "select key, key as label, '' as by from shown"
        if thing == "genres"
        else f"""select {parts.key} as key, min({parts.label}) as label, min({parts.by}) as by from tracks
                 where {parts.key} in (select key from shown) group by 1"""
    )
    cursor = await conn.execute(
        f"""with {source.asked(rule, plan, thing, plan.more.within)}, counted as (
                select key, bucket, {VALUES[plan.measure]} as value from asked group by 1, 2),
            best as (select distinct on (key) * from counted order by key, value {turn}, bucket),
            shown as (select * from best order by value {turn}, key limit %(limit)s),
            named as ({named})
            select * from shown join named using (key) order by value {turn}, key""",
        {**source.parameters(account, plan), "limit": limit},
    )
    return await cursor.fetchall()
