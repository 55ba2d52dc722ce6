"""What a chat tool is: it takes the one typed request, shows what it finds, and returns what may be said of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic_ai import RunContext, Tool

from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.errors import EchoTuneError
from echotune.core.wire import WireModel

Context = RunContext[Turn]


class ToolResult(WireModel):
    """What a model is told of a tool's work: all that its answer may speak of."""


class Problem(ToolResult):
    """Why a tool did nothing, in words for the listener."""

    kind: Literal["problem"] = "problem"
    code: str
    message: str


@dataclass(frozen=True)
class ChatTool:
    """`run`'s docstring tells a language model what the tool does. `say` words the result for the built-in engine."""

    run: Callable[[Context, UnderstoodRequest], Awaitable[ToolResult]]
    say: Callable[[Any, Turn], list[str]]
    writes: bool = False


def as_agent_tool(name: str, tool: ChatTool) -> Tool[Turn]:
    """An expected error becomes a result that can be told; anything else fails the turn."""

    async def called(context: RunContext[Turn], request: UnderstoodRequest) -> ToolResult:
        try:
            return await tool.run(context, request)
        except EchoTuneError as refused:
            return Problem(code=refused.problem_code, message=refused.message)

    return Tool(called, name=name, description=tool.run.__doc__, takes_ctx=True, max_retries=1)
