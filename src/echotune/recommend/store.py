"""The tables `recommendations` and `parameter_overrides`, and what recommending reads across tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from echotune.core.db import Connection
from echotune.core.errors import NotFound
from echotune.recommend.schemas import RecommendationResponse
from echotune.recommend.sliders import UNTOUCHED, Steer
from echotune.recommend.why import StoredAnswer

PUT_OFF_DAYS = 14  # how long "not now" lasts


async def keep(conn: Connection, response: RecommendationResponse, result: str) -> None:
    """Append an answer, `result` being its StoredAnswer as JSON; the same answer again changes nothing."""
    await conn.execute(
        "insert into recommendations (user_id, recommendation_id, created_at, as_of, model_version, result) "
        "values (%s, %s, %s, %s, %s, %s::jsonb) on conflict do nothing",
        (
            response.user_id,
            response.recommendation_id,
            response.created_at,
            response.as_of,
            response.model_version,
            result,
        ),
    )


async def kept(conn: Connection, user_id: UUID, recommendation_id: UUID) -> StoredAnswer:
    """Raises NotFound for another listener's as for a missing one."""
    cursor = await conn.execute(
        "select result from recommendations where user_id = %s and recommendation_id = %s",
        (user_id, recommendation_id),
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    return StoredAnswer.model_validate(row["result"])


async def put_sliders(conn: Connection, user_id: UUID, steer: Steer, changed_at: datetime) -> None:
    """Keep where the sliders stand; only those that were moved are written."""
    await conn.execute(
        "insert into parameter_overrides (user_id, sliders, changed_at) values (%s, %s, %s) "
        "on conflict (user_id) do update set sliders = excluded.sliders, changed_at = excluded.changed_at",
        (user_id, Jsonb(steer.model_dump(mode="json", exclude_defaults=True)), changed_at),
    )


async def drop_sliders(conn: Connection, user_id: UUID) -> bool:
    """Whether there were any."""
    cursor = await conn.execute("delete from parameter_overrides where user_id = %s", (user_id,))
    return cursor.rowcount == 1


async def sliders(conn: Connection, user_id: UUID) -> tuple[Steer, datetime | None]:
    """Where the sliders stand, and since when; the default without a row."""
    cursor = await conn.execute("select sliders, changed_at from parameter_overrides where user_id = %s", (user_id,))
    row = await cursor.fetchone()
    return (Steer.model_validate(row["sliders"]), row["changed_at"]) if row else (UNTOUCHED, None)


async def suggested_since(
    conn: Connection, user_id: UUID, as_of: datetime, days: int, until: datetime
) -> dict[UUID, datetime]:
    """Tracks shown as a suggestion in the `days` before `as_of` or since, or put off ("not now"), and when last."""
    cursor = await conn.execute(
        "select item_id, max(occurred_at) as shown_at from feedback_events "
        "where user_id = %(user)s and occurred_at < %(until)s and ((event_type = 'impression' and occurred_at >= %(shown)s) "
        "or (event_type = 'skip' and occurred_at >= %(put_off)s)) group by item_id",
        {
            "user": user_id,
            "until": until,
            "shown": as_of - timedelta(days=days) if days else until,
            "put_off": as_of - timedelta(days=PUT_OFF_DAYS),
        },
    )
    return {row["item_id"]: row["shown_at"] for row in await cursor.fetchall()}


async def heard_apart(conn: Connection, user_id: UUID, as_of: datetime) -> list[UUID]:
    """Recordings started in ways that models leave out (private listening, video), so that they are never called new."""
    cursor = await conn.execute(
        "select distinct recording_id from plays join tracks on track_id = item_id "
        "where user_id = %s and ended_at < %s and (incognito or plays.kind <> 'audio' or superseded_by is not null)",
        (user_id, as_of),
    )
    rows: list[dict[str, Any]] = await cursor.fetchall()
    return [row["recording_id"] for row in rows]
