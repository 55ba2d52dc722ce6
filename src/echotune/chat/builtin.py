"""The built-in engine as a model: it understands the sentence, calls the tools, and words what they returned.

It stands behind the same adapter as a language model would, and says nothing that a tool did not return.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from pydantic_ai.messages import ModelMessage, ModelRequest, ToolReturnPart
from pydantic_ai.models.function import AgentInfo, DeltaToolCall, DeltaToolCalls, FunctionModel

from echotune.chat import smalltalk, words
from echotune.chat.intents import tool_names
from echotune.chat.tools.registry import TOOLS
from echotune.chat.tools.tool import Problem
from echotune.chat.turn import Turn

MODEL_NAME = "language-engine-1"


def model(turn: Turn) -> FunctionModel:
    """The model for one turn."""

    async def respond(messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str | DeltaToolCalls]:
        returned = _returned(messages[-1])
        if returned:
            for place, sentence in enumerate(_worded(returned, turn)):
                yield f" {sentence}" if place else sentence
            return
        request = await turn.hear()
        calls = tool_names(turn, request)
        if not calls:
            yield smalltalk.reply(request, turn.text)
            return
        arguments = request.model_dump_json()
        yield {
            place: DeltaToolCall(name, arguments, tool_call_id=f"{name}-{place}") for place, name in enumerate(calls)
        }

    return FunctionModel(stream_function=respond, model_name=MODEL_NAME)


def _returned(message: ModelMessage) -> list[ToolReturnPart]:
    if not isinstance(message, ModelRequest):
        return []
    return [part for part in message.parts if isinstance(part, ToolReturnPart)]


def _worded(returned: list[ToolReturnPart], turn: Turn) -> list[str]:
    """One sentence or more for each result, then what was not understood."""
    said: list[str] = []
    for part in returned:
        if isinstance(part.content, Problem):
            said.append(words.sentence(words.safe(part.content.message)))
        else:
            said += TOOLS[part.tool_name].say(part.content, turn)
    unparsed = turn.understood.unparsed if turn.understood else []
    if unparsed and not turn.takes_back and returned[0].tool_name != "explain":
        said.append(words.not_understood(unparsed))
    return said
