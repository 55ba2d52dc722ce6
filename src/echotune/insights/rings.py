"""Echo rings for the rows of a ranking: the whole record of each, year by year."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from echotune.accounts.store import Account
from echotune.catalog.gate import HIDDEN_SOURCES
from echotune.core.db import Connection
from echotune.insights.period import LISTEN_MS
from echotune.taste.rings import RingPeriod

Key = TypeVar("Key", str, UUID)
"""What tells a thing from another: folded names, or the id of a recording."""


async def rings_by_group(
    conn: Connection, account: Account, group: str, keys: Sequence[Key]
) -> dict[Key, list[RingPeriod]]:
    """`group` is SQL over `tracks` that gives the key; silent years between the first and the last keep their groove.

    The colour comes from features that the policy gate never hides.
    """
    if not keys:
        return {}
    cursor = await conn.execute(
        f"""with wanted as (select track_id, {group} as key from tracks where {group} = any(%(keys)s)),
            heard as (
                select track_id, key, reason_end, (ended_at - ms_played * interval '1 millisecond') at time zone %(zone)s as started
                from plays join wanted on track_id = item_id
                where user_id = %(user)s and kind = 'audio' and superseded_by is null and ms_played >= {LISTEN_MS}),
            moods as (
                select track_id, avg(valence) as valence, avg(energy) as energy from track_features join wanted using (track_id)
                where source not in {HIDDEN_SOURCES} group by 1)
            select key, extract(year from started)::int as year, count(*)::int as plays,
                   avg((reason_end = 'trackdone')::int)::float as completion,
                   avg(sin(2 * pi() * extract(hour from started) / 24))::float as x,
                   avg(cos(2 * pi() * extract(hour from started) / 24))::float as y,
                   avg(valence)::float as valence, avg(energy)::float as energy
            from heard left join moods using (track_id) group by 1, 2""",
        {"user": account.id, "zone": account.time_zone, "keys": keys, "gate": True},
    )
    rows = await cursor.fetchall()
    found: dict[Key, dict[int, RingPeriod]] = defaultdict(dict)
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
