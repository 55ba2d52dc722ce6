"""The tables `feedback_events` and `feedback_requests`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from echotune.catalog.gate import VISIBLE_PACKS
from echotune.core.db import Connection, fetch_one
from echotune.feedback.schemas import FeedbackEvent, FeedbackReceipt

_KNOWN = f"""
    select item_id from unnest(%(items)s::uuid[]) as asked (item_id)
    where exists (select from plays where user_id = %(user)s and plays.item_id = asked.item_id)
       or exists (select from library_items where user_id = %(user)s and track_id = asked.item_id)
       or exists (select from pack_tracks where track_id = asked.item_id and pack_id in {VISIBLE_PACKS})
"""
"""Not simply what is in `tracks`: that another listener has played a song is nobody's business."""


async def known_items(conn: Connection, user_id: UUID, items: Sequence[UUID]) -> set[UUID]:
    """Those of the items that the listener can have met: played, saved, or in a pack that they may see."""
    cursor = await conn.execute(_KNOWN, {"user": user_id, "items": list(items)})
    return {row["item_id"] for row in await cursor.fetchall()}


async def add(conn: Connection, user_id: UUID, events: Sequence[FeedbackEvent], received_at: datetime) -> set[UUID]:
    """Store the events; returns the ids of those that were not there before."""
    stored: set[UUID] = set()
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "insert into feedback_events (user_id, event_id, item_id, event_type, occurred_at, received_at, session_id, "
            "device_type, locale, recommendation_id, position, experiment) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
            "on conflict (user_id, event_id) do nothing returning event_id",
            [
                (
                    user_id,
                    event.event_id,
                    event.item_id,
                    event.event_type,
                    event.timestamp,
                    received_at,
                    event.session_id,
                    event.device_type,
                    event.locale,
                    event.context.recommendation_id,
                    event.context.position,
                    event.context.experiment,
                )
                for event in events
            ],
            returning=True,
        )
        async for result in cursor.results():
            stored |= {row["event_id"] for row in await result.fetchall()}
    return stored


async def remove(conn: Connection, user_id: UUID, event_id: UUID) -> str | None:
    """Delete an event; returns its type, or None where there was none."""
    cursor = await conn.execute(
        "delete from feedback_events where user_id = %s and event_id = %s returning event_type", (user_id, event_id)
    )
    row = await cursor.fetchone()
    return row["event_type"] if row else None


async def begin_request(conn: Connection, user_id: UUID, key: str, body_sha256: bytes, now: datetime) -> bool:
    """Take the key for this transaction, waiting for another that holds it; False where it was used before."""
    cursor = await conn.execute(
        "insert into feedback_requests (user_id, idempotency_key, body_sha256, asked_at) values (%s, %s, %s, %s) "
        "on conflict do nothing",
        (user_id, key, body_sha256, now),
    )
    return cursor.rowcount == 1


async def end_request(conn: Connection, user_id: UUID, key: str, answer: FeedbackReceipt) -> None:
    await conn.execute(
        "update feedback_requests set answer = %s where user_id = %s and idempotency_key = %s",
        (answer.model_dump_json(), user_id, key),
    )


async def request_by_key(conn: Connection, user_id: UUID, key: str) -> tuple[bytes, FeedbackReceipt]:
    """The digest of the request's body, and its answer."""
    row = await fetch_one(
        conn,
        "select body_sha256, answer from feedback_requests where user_id = %s and idempotency_key = %s",
        (user_id, key),
    )
    return bytes(row["body_sha256"]), FeedbackReceipt.model_validate(row["answer"])


async def forget_requests(conn: Connection, user_id: UUID, *, before: datetime) -> None:
    await conn.execute("delete from feedback_requests where user_id = %s and asked_at < %s", (user_id, before))
