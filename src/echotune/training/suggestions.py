"""How often what was shown was then played: the hit rate of suggestions, week by week."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, LiteralString

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.training.store import Week

WITHIN: Final = timedelta(days=7)

_WEEKS: LiteralString = """
    with shown as (
        select distinct on (t.recording_id, f.recommendation_id) t.recording_id, f.occurred_at
        from feedback_events f join tracks t on t.track_id = f.item_id
        where f.user_id = %(user)s and f.event_type = 'impression'
        order by t.recording_id, f.recommendation_id, f.occurred_at
    ), known as (
        select greatest(
            (select max(ended_at) from plays where user_id = %(user)s),
            (select max(occurred_at) from feedback_events where user_id = %(user)s and event_type = 'play')) as until
    )
    select date_trunc('week', shown.occurred_at at time zone %(zone)s)::date as week, count(*)::int as shown,
           (count(*) filter (where exists (
               select from plays p join tracks t on t.track_id = p.item_id
               where p.user_id = %(user)s and t.recording_id = shown.recording_id and p.ms_played >= 30000
                 and p.ended_at > shown.occurred_at and p.ended_at <= shown.occurred_at + %(within)s
           ) or exists (
               select from feedback_events e join tracks t on t.track_id = e.item_id
               where e.user_id = %(user)s and e.event_type = 'play' and t.recording_id = shown.recording_id
                 and e.occurred_at >= shown.occurred_at and e.occurred_at <= shown.occurred_at + %(within)s
           )))::int as played
    from shown, known where shown.occurred_at + %(within)s <= known.until
    group by 1 order by 1
"""


async def weeks(conn: Connection, account: Account) -> list[Week]:
    """Of one listener, by the week (its Monday, in their zone) in which something was shown, the oldest first.

    A suggestion counts once an answer, and only when the record of plays reaches seven days beyond it: what was
    played since the last export is not known yet, which is no miss.
    """
    cursor = await conn.execute(_WEEKS, {"user": account.id, "zone": account.time_zone, "within": WITHIN})
    return [Week(**row) for row in await cursor.fetchall()]
