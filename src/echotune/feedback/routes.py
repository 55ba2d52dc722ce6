"""HTTP of feedback."""

from __future__ import annotations

from fastapi import APIRouter

from echotune.accounts.access import CurrentAccount
from echotune.core.web import DatabaseDep
from echotune.feedback import receive
from echotune.feedback.schemas import FeedbackBatch, FeedbackEvent, FeedbackReceipt

router = APIRouter(prefix="/api", tags=["feedback"])


@router.post("/feedback")
async def post_feedback(
    document: FeedbackEvent | FeedbackBatch, account: CurrentAccount, database: DatabaseDep
) -> FeedbackReceipt:
    """One event, or `{"events": [...]}` with up to 500. Answered after the commit; an `event_id` counts once."""
    async with database.connect() as conn:
        if isinstance(document, FeedbackBatch):
            return await receive.receive(conn, account, document.events)
        return await receive.receive_one(conn, account, document)
