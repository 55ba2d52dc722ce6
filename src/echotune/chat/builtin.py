"""The built-in engine as a model: it understands the sentence, calls the tools, and words what they returned.

It stands behind the same adapter as a language model would, and says nothing that a tool did not return.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from secrets import token_hex

from pydantic_ai.messages import ModelMessage, ModelRequest, ToolReturnPart
from pydantic_ai.models.function import AgentInfo, DeltaToolCall, DeltaToolCalls, FunctionModel

from echotune.chat import smalltalk, words
from echotune.chat.intents import tool_names
from echotune.chat.tools.registry import TOOLS
from echotune.chat.tools.tool import Declined, Problem, Proposed
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.wire import WireModel

Returned = tuple[str, WireModel]
"""A tool's name and its result."""

MODEL_NAME = "language-engine-1"
WHICH_ONE = "Several changes wait for your word. Use the buttons beside each, so that nothing else is done."
LEFT = "Left as it was."


def model(turn: Turn) -> FunctionModel:
    """The model for one turn."""

    async def respond(messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str | DeltaToolCalls]:
        returned = _returned(messages[-1], turn)
        if returned:
            for place, sentence in enumerate(worded(returned, turn)):
                yield f" {sentence}" if place else sentence
            return
        if len(turn.waiting) > 1:
            yield WHICH_ONE
            return
        request = await turn.hear()
        calls = [turn.waiting[0].tool] if turn.decides else tool_names(turn, request)
        if not calls:
            yield smalltalk.reply(request, turn.text)
            return
        yield _called(calls, request, turn)

    return FunctionModel(stream_function=respond, model_name=MODEL_NAME)


def _called(names: list[str], request: UnderstoodRequest, turn: Turn) -> DeltaToolCalls:
    """Calls that the turn knows to be the engine's own: nobody else can guess what they are called."""
    calls: DeltaToolCalls = {}
    for place, name in enumerate(names):
        calls[place] = DeltaToolCall(name, request.model_dump_json(), tool_call_id=f"own_{token_hex(8)}")
    turn.own_calls.update(call.tool_call_id for call in calls.values() if call.tool_call_id)
    return calls


def _returned(message: ModelMessage, turn: Turn) -> list[Returned]:
    """What the tools just called gave back."""
    if not isinstance(message, ModelRequest):
        return []
    calls = [part.tool_call_id for part in message.parts if isinstance(part, ToolReturnPart)]
    return [turn.told[call] for call in calls if call in turn.told]


def worded(returned: Sequence[Returned], turn: Turn) -> list[str]:
    """One sentence or more for each result, then what was not understood."""
    said: list[str] = []
    for name, result in returned:
        if isinstance(result, Problem):
            said.append(words.sentence(words.safe(result.message)))
        elif isinstance(result, Declined):
            said.append(LEFT)
        elif isinstance(result, Proposed):
            said.append(result.sentence)
        else:
            said += TOOLS[name].say(result, turn)
    unparsed = turn.understood.unparsed if turn.understood else []
    if unparsed and not turn.takes_back and not turn.decides and returned[0][0] != "explain":
        said.append(words.not_understood(unparsed))
    return said
