"""HTTP of what waits for the listener's word."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path

from echotune.accounts.access import CurrentAccount
from echotune.chat import confirming, store
from echotune.chat.dependencies import ChatDep, SessionId
from echotune.chat.parts import Confirmation
from echotune.chat.schemas import Decision
from echotune.chat.tools.change import Speaker
from echotune.core.web import DatabaseDep

router = APIRouter(prefix="/api", tags=["chat"])


@router.post("/chat/sessions/{sessionId}/confirmations/{confirmationId}")
async def decide_confirmation(
    session_id: SessionId,
    confirmation_id: Annotated[UUID, Path(alias="confirmationId")],
    wanted: Decision,
    account: CurrentAccount,
    database: DatabaseDep,
    chat: ChatDep,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
) -> Confirmation:
    """Confirm a change that was proposed in the conversation, or decline it. It is done once, whatever is sent again."""
    async with database.connect() as conn:
        await store.get_session(conn, account.id, session_id)
        speaker = Speaker(chat, account, session_id)
        return await confirming.decide(conn, speaker, confirmation_id, wanted.decision, idempotency_key)
