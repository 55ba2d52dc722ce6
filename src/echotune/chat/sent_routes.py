"""HTTP of what language models were sent, byte for byte, and what they cost."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from echotune.accounts.access import CurrentAccount
from echotune.chat import store
from echotune.chat.dependencies import ChatDep
from echotune.chat.sent_schemas import SentDetail, SentList, SentSummary, UsageView
from echotune.core import clock
from echotune.core.web import DatabaseDep
from echotune.llm import budget, sent_store, usage_store

router = APIRouter(prefix="/api/llm", tags=["language models"])

RequestId = Annotated[UUID, Path(alias="requestId")]


@router.get("/sent")
async def list_sent(
    account: CurrentAccount,
    database: DatabaseDep,
    session_id: Annotated[UUID | None, Query(alias="sessionId")] = None,
    message_id: Annotated[UUID | None, Query(alias="messageId", description="Of the answer.")] = None,
    before: Annotated[UUID | None, Query(description="The last request of the page before.")] = None,
) -> SentList:
    """What was sent to language models for this listener, newest first, fifty at a time."""
    async with database.connect() as conn:
        found = await sent_store.listed(conn, account.id, session_id=session_id, message_id=message_id, before=before)
        page = found[: sent_store.PAGE]
        asked = await store.questions(conn, account.id, [sent.message_id for sent in page if sent.message_id])
    requests = [SentSummary.of(sent, asked.get(sent.message_id) if sent.message_id else None) for sent in page]
    return SentList(requests=requests, more=len(found) > len(page))


@router.get("/sent/{requestId}")
async def get_sent(request_id: RequestId, account: CurrentAccount, database: DatabaseDep) -> SentDetail:
    """One request with all that it held."""
    async with database.connect() as conn:
        sent, body = await sent_store.one(conn, account.id, request_id)
        asked = await store.questions(conn, account.id, [sent.message_id] if sent.message_id else [])
    return SentDetail.with_body(sent, asked.get(sent.message_id) if sent.message_id else None, body)


@router.delete("/sent", status_code=204)
async def forget_sent(account: CurrentAccount, database: DatabaseDep, chat: ChatDep) -> None:
    """Forget what was sent, and what language models made of this listener's words."""
    async with database.connect() as conn:
        await sent_store.erase(conn, account.id)
    await chat.cache.erase(account.id)


@router.get("/usage")
async def get_usage(account: CurrentAccount, database: DatabaseDep, chat: ChatDep) -> UsageView:
    """What language models were used for this listener in this month, and what is left of the budget."""
    limit = budget.lower(chat.settings.llm.monthly_usd, account.preferences.monthly_budget)
    async with database.connect() as conn:
        now = await budget.budget_of(conn, account.id, limit, clock.now())
        return UsageView.of(now, await usage_store.of_month(conn, account.id, now.month))
