"""Do once, before the first listener waits for it, what is slow the first time: schemas, the agent, names, libraries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import uuid4

from pydantic_ai.messages import ModelMessage, ModelMessagesTypeAdapter
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.ui.vercel_ai import VercelAIAdapter
from pydantic_ai.ui.vercel_ai.request_types import SubmitMessage

from echotune.accounts import store as accounts
from echotune.accounts.preferences import Preferences
from echotune.accounts.store import Account
from echotune.chat.agent import LIMITS, agent
from echotune.chat.history import ui_message
from echotune.chat.language_models import answerers
from echotune.chat.turn import Chat, Turn
from echotune.core import clock
from echotune.core.errors import EchoTuneError, NotFound
from echotune.core.telemetry import get_logger

log = get_logger(__name__)


async def warm(chat: Chat) -> None:
    """One turn that says nothing, then the names of the machine's own accounts. What fails here fails nobody."""
    try:
        await _say_nothing(chat)
        for kind in ("local", "demo"):
            with suppress(NotFound):
                async with chat.database.connect() as conn:
                    account = await accounts.by_kind(conn, kind)
                await chat.names.engine(account)
        await _load_libraries(chat)
    except EchoTuneError as gone:
        log.warning("not warmed up", reason=gone.message)


async def _load_libraries(chat: Chat) -> None:
    """Those of the vendors that the operator's keys lead to: each takes a second or two the first time."""
    for link in answerers.links(Preferences(), chat.llm, {}):
        await chat.llm.model(link, link.keys[0])


async def _say_nothing(chat: Chat) -> None:
    ModelMessagesTypeAdapter.validate_python([])
    turn = Turn(chat, Account(uuid4(), "listener", "", "UTC", 0), uuid4(), "", clock.now())
    said = SubmitMessage(id="", messages=[ui_message("warm", "warm")])
    adapter = VercelAIAdapter(agent=agent(), run_input=said, sdk_version=6)
    model = FunctionModel(stream_function=_nothing)
    async for chunk in adapter.run_stream(model=model, deps=turn, usage_limits=LIMITS):
        chunk.encode(6)


async def _nothing(_messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str]:
    yield " "
