"""HTTP of conversations."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse

from echotune.accounts.access import CurrentAccount
from echotune.accounts.store import Account
from echotune.chat import export, sessions, starters, store
from echotune.chat.answering import begin
from echotune.chat.dependencies import ChatDep, SessionId
from echotune.chat.event_stream import AnswerStream
from echotune.chat.live import LiveAnswer
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
from echotune.core.db import Database
from echotune.core.errors import EchoTuneError
from echotune.core.web import DatabaseDep

EVENT_STREAM: Final[dict[str, Any]] = {"content": {"text/event-stream": {"schema": {"type": "string"}}}}

router = APIRouter(prefix="/api", tags=["chat"])


@router.get("/chat/sessions")
async def list_sessions(
    account: CurrentAccount, database: DatabaseDep, q: Annotated[str, Query(max_length=200)] = ""
) -> SessionList:
    """Conversations, newest first; with `q`, those that have its words in their title, a message or a song on a card.

    Each word is matched from its beginning, whatever its case and accents.
    """
    async with database.glance() as conn:
        found = await sessions.search(conn, account.id, q)
    return SessionList(sessions=found)


@router.post("/chat/sessions", status_code=201)
async def create_session(account: CurrentAccount, database: DatabaseDep) -> SessionView:
    """Begin a conversation. While the listener keeps none, the one before that was not kept is forgotten now."""
    async with database.connect() as conn:
        session = await store.create_session(conn, account.id, kept=account.preferences.chat_history)
    return SessionView.of(session)


@router.get("/chat/sessions/{sessionId}", response_model=SessionDetail)
async def get_session(
    session_id: SessionId,
    account: CurrentAccount,
    database: DatabaseDep,
    message: Annotated[UUID | None, Query(description="Show the branch through this message.")] = None,
) -> JSONResponse:
    """The branch that is shown, with everything on it. Answers are given back as they were stored.

    With `message`, the newest branch through that one, which may be another; nothing is changed by looking. Who goes on
    from there makes it the shown one first: PATCH with `activeMessageId`. 404 for a message that is not in it.
    """
    async with database.connect() as conn:
        session, messages = await sessions.shown(conn, account.id, session_id, message)
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
    responses={200: EVENT_STREAM},
)
async def send_message(
    session_id: SessionId, sent: Sent, account: CurrentAccount, database: DatabaseDep, chat: ChatDep
) -> AnswerStream:
    """Answer as an AI SDK 6 UI message stream: text, and the data parts of `UiMessage`. It always ends with `[DONE]`.

    Closing the connection stops the answer within a second, and what was written of it is kept; a page that will come
    back says `hold` first. 429 with Retry-After: more turns a minute, or more answers at once, than a listener may have.
    """
    asked = question(sent, chat.settings.chat)
    beginning = await chat.pace.begin()
    try:
        async with database.connect() as conn:
            opened = await open_turn(conn, account, session_id, asked)
            chat.live.admit(account.id)  # refused: what was opened is rolled back
            chat.turns.use(str(account.id))
    except EchoTuneError:
        beginning.over()
        raise
    return AnswerStream(begin(chat, account, opened, beginning))


@router.get(
    "/chat/sessions/{sessionId}/stream",
    response_class=StreamingResponse,
    responses={200: EVENT_STREAM, 204: {"description": "No answer is being written here."}},
)
async def join_stream(session_id: SessionId, account: CurrentAccount, database: DatabaseDep, chat: ChatDep) -> Response:
    """The answer that is being written, from its first word, and on as it comes: AI SDK 6's way to resume a stream.

    Any number of readers may join; the answer goes on for as long as one of them is there. 204 when nothing is being
    written (any more): the conversation holds how it ended.
    """
    writing = await _being_written(session_id, account, database, chat)
    return AnswerStream(writing[-1]) if writing else Response(status_code=204)


@router.post("/chat/sessions/{sessionId}/hold", status_code=204)
async def hold_stream(session_id: SessionId, account: CurrentAccount, database: DatabaseDep, chat: ChatDep) -> None:
    """Say that the page goes away and may come back: the answer goes on without a reader for ECHOTUNE_HOLD_SECONDS.

    To be sent on `pagehide`, by `fetch` with `keepalive` or `navigator.sendBeacon`, while an answer arrives; it needs no
    body. It counts for the next time that the last reader leaves, and no longer once somebody reads again.
    """
    for live in await _being_written(session_id, account, database, chat):
        live.hold(chat.settings.chat.hold_seconds)


@router.delete("/chat/sessions/{sessionId}/stream", status_code=204)
async def stop_stream(session_id: SessionId, account: CurrentAccount, database: DatabaseDep, chat: ChatDep) -> None:
    """Stop what is being written, whoever reads along and whatever was held. What was written is kept."""
    for live in await _being_written(session_id, account, database, chat):
        live.stop()


async def _being_written(session_id: UUID, account: Account, database: Database, chat: Chat) -> list[LiveAnswer]:
    """Raises NotFound for a session that is missing, deleted or somebody else's."""
    async with database.connect() as conn:
        await store.get_session(conn, account.id, session_id)
    return chat.live.of(account.id, session_id)


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
