"""What there is to learn from, named so that a change is seen; light, for whoever only asks whether to train."""

from __future__ import annotations

from typing import Final, LiteralString
from uuid import UUID

from echotune.core.db import Connection, fetch_one

FEWEST_LISTENERS: Final = 5
"""Nothing is learned about others from fewer people than this, neither of a household nor of one of its recordings."""

OF_FILE: Final = " | "

_LISTENERS: LiteralString = """
    select user_id from accounts a where kind <> 'demo'
    and exists (select from plays p where p.user_id = a.user_id and kind = 'audio' and not incognito) order by user_id
"""

_PLAYS: LiteralString = """
    select count(*) as plays, max(ended_at) as latest, count(distinct user_id) as listeners from plays
    where case when %(user)s::uuid is null then user_id in (select user_id from accounts where kind <> 'demo')
          else user_id = %(user)s end
"""

_CATALOGUE: LiteralString = """
    select (select count(*) from tracks) as tracks, (select count(released) from tracks) as dated,
        (select count(*) from track_features) as features, (select max(fetched_at) from track_features) as newest,
        (select count(*) from track_tags) as tags, (select max(created_at) from packs) as packs"""


async def listeners(conn: Connection) -> list[UUID]:
    """Accounts with plays to learn from; the demo is nobody."""
    return [row["user_id"] for row in await (await conn.execute(_LISTENERS)).fetchall()]


async def state(conn: Connection, user_id: UUID | None = None) -> str:
    """Names what one account, or everyone but the demo, has recorded; it changes with every new play."""
    row = await fetch_one(conn, _PLAYS, {"user": user_id})
    return f"{row['listeners']} listeners, {row['plays']} plays, {row['latest']}"


async def catalogue_state(conn: Connection) -> str:
    """Names what is known of recordings: the same again means that nothing has changed."""
    return " ".join(str(value) for value in (await fetch_one(conn, _CATALOGUE)).values())


def with_origin(state: str, origin: str) -> str:
    """What a model was made from: the state of the record, and a file that was given beside it ('' for none)."""
    return f"{state}{OF_FILE}{origin}" if origin else state


def parted(made_from: str) -> tuple[str, str]:
    """State and origin again."""
    state, _, origin = made_from.partition(OF_FILE)
    return state, origin
