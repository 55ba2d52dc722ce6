"""HTTP of feedback."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path

from echotune.accounts.access import CurrentAccount
from echotune.core.web import DatabaseDep
from echotune.feedback import receive
from echotune.feedback.repeats import once
from echotune.feedback.schemas import FeedbackBatch, FeedbackEvent, FeedbackReceipt

router = APIRouter(prefix="/api", tags=["feedback"])


@router.post("/feedback")
async def post_feedback(
    document: FeedbackEvent | FeedbackBatch,
    account: CurrentAccount,
    database: DatabaseDep,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> FeedbackReceipt:
    """One event, or `{"events": [...]}` with up to 500. Answered after the commit; an `event_id` counts once.

    The same key with the same document has the same answer for a day.
    """
    async with database.connect() as conn:

        async def take() -> FeedbackReceipt:
            if isinstance(document, FeedbackBatch):
                return await receive.receive(conn, account, document.events)
            return await receive.receive_one(conn, account, document)

        return await once(conn, account, idempotency_key, document, take)


@router.delete("/feedback/{eventId}", status_code=204)
async def withdraw_feedback(
    event_id: Annotated[UUID, Path(alias="eventId")], account: CurrentAccount, database: DatabaseDep
) -> None:
    """Take an event back, as the undo of a like does. It counts no more."""
    async with database.connect() as conn:
        await receive.withdraw(conn, account, event_id)
