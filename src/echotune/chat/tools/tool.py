"""What a chat tool is: it takes the one typed request, shows what it finds, and returns what may be said of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, Literal

from pydantic_ai import RunContext, Tool, ToolReturn

from echotune.chat import confirmations
from echotune.chat.confirmations import Waiting
from echotune.chat.parts import ConfirmationPart, show
from echotune.chat.tools.change import Change, Speaker
from echotune.chat.tools.handles import named
from echotune.chat.tools.wanted import narrowed
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.db import Connection
from echotune.core.errors import EchoTuneError, InvalidRequest, NotReady
from echotune.core.wire import WireModel

Context = RunContext[Turn]
MOST_RETRIES = 3
"""How often a model may call a tool in a form that cannot be read, before the run fails."""
MOST_PROPOSED = 3
"""Changes that one answer may propose."""


class ToolResult(WireModel):
    """What a model is told of a tool's work: all that its answer may speak of."""

    def aside(self) -> dict[str, Any] | None:
        """What is stored with the result and never told to a model."""
        return None


class Problem(ToolResult):
    """Why a tool did nothing, in words for the listener."""

    kind: Literal["problem"] = "problem"
    code: str
    message: str


class Proposed(ToolResult):
    """Nothing is done yet: the listener is asked, on the screen, whether `sentence` shall be done."""

    kind: Literal["proposed"] = "proposed"
    sentence: str


class Declined(ToolResult):
    """The listener said no; nothing was done."""

    kind: Literal["declined"] = "declined"


@dataclass(frozen=True)
class ChatTool:
    """`run`'s docstring tells a language model what the tool does. `say` words the result for the built-in engine.

    `reads` names the fields of the request that a language model is asked for. With a `change` the tool changes something: a language model's call is only a proposal, see `change.py`.
    """

    run: Callable[[Context, UnderstoodRequest], Awaitable[ToolResult]]
    say: Callable[[Any, Turn], list[str]]
    reads: frozenset[str]
    change: Change | None = None


def as_agent_tool(name: str, tool: ChatTool) -> Tool[Turn]:
    """An expected error becomes a result that can be told; anything else fails the turn."""

    async def called(context: RunContext[Turn], request: UnderstoodRequest) -> ToolReturn[ToolResult]:
        try:
            result = await _called(context, name, tool, request)
        except EchoTuneError as refused:
            result = Problem(code=refused.problem_code, message=refused.message)
        context.deps.told[context.tool_call_id or name] = (name, result)
        return ToolReturn(result, metadata=result.aside())

    made = Tool(
        called, name=name, description=cleandoc(tool.run.__doc__ or ""), takes_ctx=True, max_retries=MOST_RETRIES
    )
    made.function_schema.json_schema = narrowed(made.function_schema.json_schema, tool.reads)
    return made


async def _called(context: Context, name: str, tool: ChatTool, request: UnderstoodRequest) -> ToolResult:
    """Our own engine's calls are run. A language model's are run where they change nothing, and else proposed."""
    turn = context.deps
    if context.tool_call_id in turn.own_calls:
        return await _decided(turn, tool) if turn.decides else await tool.run(context, request)
    request = named(request, turn.sides)
    return await _propose(context, name, tool.change, request) if tool.change else await tool.run(context, request)


async def _propose(context: Context, name: str, change: Change, request: UnderstoodRequest) -> ToolResult:
    turn = context.deps
    document = await change.plan(turn, request)
    if turn.answer_id is None:
        raise NotReady("Nothing can be changed here.")
    async with turn.chat.database.connect() as conn:
        before = await confirmations.of_messages(conn, turn.account.id, turn.session_id, [turn.answer_id])
        asked = next((one for one in before if one.document == document.model_dump(mode="json")), None)
        if asked is None and len(before) >= MOST_PROPOSED:
            raise InvalidRequest("More changes than that cannot be asked for at once.")
        waiting = asked or await confirmations.add(
            conn, turn.account.id, turn.session_id, turn.answer_id, name, document, change.sentence(document)
        )
    if asked is None:
        await show(context, ConfirmationPart(data=waiting.shown()))
    return Proposed(sentence=waiting.sentence)


async def _decided(turn: Turn, tool: ChatTool) -> ToolResult:
    """Do what the listener just confirmed in words, or leave it."""
    [waiting] = turn.waiting
    speaker = Speaker(turn.chat, turn.account, turn.session_id)
    async with turn.chat.database.connect() as conn:
        held = await confirmations.get(conn, turn.account.id, turn.session_id, waiting.confirmation_id, held=True)
        if held.expired or held.state != "waiting" or tool.change is None:
            raise NotReady("There is nothing here to confirm any more.")
        if turn.decides == "decline":
            await confirmations.decide(conn, held, "declined")
            return Declined()
        return await carry_out(conn, speaker, held, tool.change)


async def carry_out(
    conn: Connection, speaker: Speaker, held: Waiting, change: Change, key: str | None = None
) -> ToolResult:
    """Do what a held change says, and store that it was done, in the connection's transaction."""
    result: ToolResult = await change.carry_out(conn, speaker, change.document.model_validate(held.document))
    stored = result.model_dump(mode="json") | (result.aside() or {})
    await confirmations.decide(conn, held, "confirmed", result=stored, outcome=change.told(result), key=key)
    return result
