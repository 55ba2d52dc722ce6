"""Echo rings for the rows of a ranking: the whole record of each, year by year."""

from __future__ import annotations

import math
from collections import defaultdict

from echotune.accounts.store import Account
from echotune.catalog.gate import HIDDEN_SOURCES
from echotune.core.db import Connection
from echotune.insights.period import ALL, HEARD
from echotune.taste.rings import RingPeriod


async def rings_by_group(
    conn: Connection, account: Account, group: str, keys: list[str]
) -> dict[str, list[RingPeriod]]:
    """`group` is SQL over `tracks` that gives the key; silent years between the first and the last keep their groove.

    The colour comes from features that the policy gate never hides.
    """
    if not keys:
        return {}
    cursor = await conn.execute(
        f"""with {HEARD}, wanted as (select track_id, {group} as key from tracks where {group} = any(%(keys)s)),
            moods as (
                select track_id, avg(valence) as valence, avg(energy) as energy from track_features join wanted using (track_id)
                where source not in {HIDDEN_SOURCES} group by 1)
            select key, extract(year from started)::int as year, count(*)::int as plays,
                   avg((reason_end = 'trackdone')::int)::float as completion,
                   avg(sin(2 * pi() * extract(hour from started) / 24))::float as x,
                   avg(cos(2 * pi() * extract(hour from started) / 24))::float as y,
                   avg(valence)::float as valence, avg(energy)::float as energy
            from heard join wanted using (track_id) left join moods using (track_id) group by 1, 2""",
        {**ALL.parameters(account), "keys": keys, "gate": True},
    )
    rows = await cursor.fetchall()
    found: dict[str, dict[int, RingPeriod]] = defaultdict(dict)
    for row in rows:
        hour = (math.atan2(row["x"], row["y"]) * 12 / math.pi) % 24
        found[row["key"]][row["year"]] = RingPeriod(
            label=str(row["year"]),
            plays=row["plays"],
            completion=row["completion"],
            hour=round(hour, 2),
            valence=row["valence"],
            energy=row["energy"],
        )
    last = max((row["year"] for row in rows), default=0)
    return {
        key: [years.get(year) or _silent(year) for year in range(min(years), last + 1)] for key, years in found.items()
    }


def _silent(year: int) -> RingPeriod:
    return RingPeriod(label=str(year), plays=0, completion=None, hour=None, valence=None, energy=None)
