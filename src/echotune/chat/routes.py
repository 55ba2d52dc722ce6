"""HTTP of conversations."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from echotune.accounts.access import CurrentAccount
from echotune.chat import export, sessions, starters, store
from echotune.chat.answering import events
from echotune.chat.opening import open_turn, question
from echotune.chat.schemas import (
    Sent,
    Sentence,
    SessionChange,
    SessionDetail,
    SessionList,
    SessionView,
    Starters,
)
from echotune.chat.turn import Chat
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core import clock
from echotune.core.errors import TooLarge
from echotune.core.web import DatabaseDep

MOST_BODY_BYTES = 4_000_000
STREAM_HEADERS = {"x-vercel-ai-ui-message-stream": "v1", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}

router = APIRouter(prefix="/api", tags=["chat"])


async def _chat(request: Request) -> Chat:
    chat: Chat = request.app.state.chat
    return chat


ChatDep = Annotated[Chat, Depends(_chat)]
SessionId = Annotated[UUID, Path(alias="sessionId")]


def _small_body(request: Request) -> None:
    if int(request.headers.get("content-length") or 0) > MOST_BODY_BYTES:
        raise TooLarge(
            "A message this large cannot be sent. The server keeps the conversation; send the last message only."
        )


@router.get("/chat/sessions")
async def list_sessions(
    account: CurrentAccount, database: DatabaseDep, q: Annotated[str, Query(max_length=200)] = ""
) -> SessionList:
    """Conversations, newest first; with `q`, those whose title or messages contain it."""
    async with database.connect() as conn:
        found = await store.list_sessions(conn, account.id, q.strip())
    return SessionList(sessions=[SessionView.of(session) for session in found])


@router.post("/chat/sessions", status_code=201)
async def create_session(account: CurrentAccount, database: DatabaseDep) -> SessionView:
    """Begin a conversation. While the listener keeps none, the one before that was not kept is forgotten now."""
    async with database.connect() as conn:
        session = await store.create_session(conn, account.id, kept=account.preferences.chat_history)
    return SessionView.of(session)


@router.get("/chat/sessions/{sessionId}", response_model=SessionDetail)
async def get_session(session_id: SessionId, account: CurrentAccount, database: DatabaseDep) -> JSONResponse:
    """The branch that is shown, with everything on it. Answers are given back as they were stored."""
    async with database.connect() as conn:
        session, messages = await sessions.shown(conn, account.id, session_id)
    return JSONResponse({"session": SessionView.of(session).model_dump(mode="json"), "messages": messages})


@router.patch("/chat/sessions/{sessionId}")
async def change_session(
    session_id: SessionId, change: SessionChange, account: CurrentAccount, database: DatabaseDep
) -> SessionView:
    """Rename, bring back with `deleted: false`, or show the branch through another variant of a message."""
    async with database.connect() as conn:
        return SessionView.of(await sessions.change(conn, account.id, session_id, change))


@router.delete("/chat/sessions/{sessionId}", status_code=204)
async def delete_session(session_id: SessionId, account: CurrentAccount, database: DatabaseDep) -> None:
    """Put the conversation away; a PATCH with `deleted: false` brings it back."""
    async with database.connect() as conn:
        await sessions.change(conn, account.id, session_id, SessionChange(deleted=True))


@router.get(
    "/chat/sessions/{sessionId}/export",
    response_class=Response,
    responses={
        200: {
            "content": {
                "text/markdown": {"schema": {"type": "string"}},
                "application/json": {"schema": {"$ref": "#/components/schemas/SessionDetail"}},
            }
        }
    },
)
async def export_session(
    session_id: SessionId,
    account: CurrentAccount,
    database: DatabaseDep,
    form: Annotated[Literal["markdown", "json"], Query(alias="format")] = "markdown",
) -> Response:
    """The branch that is shown, as a file."""
    async with database.connect() as conn:
        session, messages = await sessions.shown(conn, account.id, session_id)
    return export.FORMATS[form](session, messages)


@router.post(
    "/chat/sessions/{sessionId}/messages",
    response_class=StreamingResponse,
    dependencies=[Depends(_small_body)],
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def send_message(
    session_id: SessionId, sent: Sent, account: CurrentAccount, database: DatabaseDep, chat: ChatDep
) -> StreamingResponse:
    """Answer as an AI SDK 6 UI message stream: text, and the data parts of `UiMessage`."""
    asked = question(sent, chat.settings.chat)
    async with database.connect() as conn:
        opened = await open_turn(conn, account, session_id, asked)
        chat.turns.use(str(account.id))  # refused: what was opened is rolled back
    return StreamingResponse(events(chat, account, opened), media_type="text/event-stream", headers=STREAM_HEADERS)


@router.get("/chat/starters")
async def get_starters(account: CurrentAccount, chat: ChatDep) -> Starters:
    """The start of a new conversation: a greeting, what could be asked, what was played lately."""
    model = await chat.models.get(account)
    chat.names.prepare(account)
    return await starters.starters(model, clock.now())


@router.post("/understand")
async def understand(sentence: Sentence, account: CurrentAccount, chat: ChatDep) -> UnderstoodRequest:
    """How the built-in engine understands a sentence."""
    engine = await chat.names.engine(account)
    return engine.understand(sentence.text, clock.now().astimezone(account.zone))
