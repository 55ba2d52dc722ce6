"""Do once, before the first listener waits for it, what is slow the first time: schemas, the agent, names."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

from pydantic_ai.messages import ModelMessage, ModelMessagesTypeAdapter
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.ui.vercel_ai import VercelAIAdapter
from pydantic_ai.ui.vercel_ai.request_types import SubmitMessage

from echotune.accounts.store import Account
from echotune.chat.agent import LIMITS, agent
from echotune.chat.history import ui_message
from echotune.chat.turn import Chat, Turn
from echotune.core import clock


async def warm(chat: Chat, accounts: list[Account]) -> None:
    """One turn that says nothing, then each account's names."""
    for account in accounts:
        turn = Turn(chat, account, uuid4(), "", clock.now())
        adapter = VercelAIAdapter(
            agent=agent(), run_input=SubmitMessage(id="", messages=[ui_message("warm", "warm")]), sdk_version=6
        )
        chunks = adapter.run_stream(model=FunctionModel(stream_function=_nothing), deps=turn, usage_limits=LIMITS)
        async for chunk in chunks:
            chunk.encode(6)
        await chat.names.engine(account)
    ModelMessagesTypeAdapter.validate_python([])


async def _nothing(_messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str]:
    yield " "
