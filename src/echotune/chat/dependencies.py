"""What the routes of conversations are given."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from echotune.chat.turn import Chat


async def _chat(request: Request) -> Chat:
    chat: Chat = request.app.state.chat
    return chat


ChatDep = Annotated[Chat, Depends(_chat)]
SessionId = Annotated[UUID, Path(alias="sessionId")]
