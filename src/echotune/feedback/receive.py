"""Take feedback in: each event once, and nothing acknowledged before it is committed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest, NotFound
from echotune.feedback import store
from echotune.feedback.schemas import FeedbackEvent, FeedbackReceipt, RejectedEvent

STEERING = frozenset({"like", "dislike", "never", "save"})
"""Acts that the taste model uses at once."""

CLOCK_SKEW = timedelta(hours=24)

REASONS = {
    "unknown_item": "There is no such track in your history, your library or the catalogue.",
    "in_the_future": "The time of the event lies more than a day ahead.",
}


async def receive_one(conn: Connection, account: Account, event: FeedbackEvent) -> FeedbackReceipt:
    """Raises InvalidRequest where the event cannot be taken, NotFound for another listener's."""
    receipt = await receive(conn, account, [event])
    if receipt.rejected:
        code = receipt.rejected[0].code
        raise InvalidRequest(REASONS[code], code=code)
    return receipt


async def receive(conn: Connection, account: Account, events: Sequence[FeedbackEvent]) -> FeedbackReceipt:
    """Store what can be stored and say what became of each. Raises NotFound if any is another listener's."""
    if any(event.user_id not in ("me", str(account.id)) for event in events):
        raise NotFound()
    now = clock.now()
    known = await store.known_items(conn, account.id, [event.item_id for event in events])
    rejected = [
        RejectedEvent(event_id=event.event_id, code="unknown_item" if event.item_id not in known else "in_the_future")
        for event in events
        if event.item_id not in known or event.timestamp > now + CLOCK_SKEW
    ]
    refused = {one.event_id for one in rejected}
    good = list({event.event_id: event for event in events if event.event_id not in refused}.values())
    stored = await store.add(conn, account.id, good, now)
    if any(event.event_id in stored and event.event_type in STEERING for event in good):
        await accounts.bump_steering_version(conn, account.id)
    return FeedbackReceipt(accepted=len(stored), duplicate=len(events) - len(rejected) - len(stored), rejected=rejected)


async def withdraw(conn: Connection, account: Account, event_id: UUID) -> None:
    """Take an event back. Raises NotFound for one that is missing or another listener's."""
    event_type = await store.remove(conn, account.id, event_id)
    if event_type is None:
        raise NotFound()
    if event_type in STEERING:
        await accounts.bump_steering_version(conn, account.id)
