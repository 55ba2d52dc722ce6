"""What a language model says in one turn: held to the facts, and replaced by our own words where nothing of it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic_ai.messages import ModelMessage, ToolCallPart, ToolReturnPart, UserPromptPart
from pydantic_core import to_jsonable_python

from echotune.chat import builtin
from echotune.chat.grounding.facts import Facts
from echotune.chat.grounding.names import Names
from echotune.chat.grounding.numbers import sources
from echotune.chat.grounding.sentence import Grounding
from echotune.chat.schemas import NumberSource
from echotune.chat.tools.tool import Proposed
from echotune.chat.turn import Turn
from echotune.chat.understand.gazetteer import Gazetteer
from echotune.core.telemetry import get_logger

log = get_logger(__name__)

MOST_SOURCES = 40
NO_NAMES = Gazetteer.build(())


class Spoken:
    """The check of one turn. `beforehand` are words of ours that the instructions told the model."""

    def __init__(self, turn: Turn, names: Names = NO_NAMES, beforehand: Iterable[str] = ()) -> None:
        self._turn, self._grounding, self._beforehand = turn, Grounding(names), tuple(beforehand)

    def learn(self, messages: Sequence[ModelMessage]) -> None:
        """Take what tools returned and the listener said, on this branch up to now, for what may be said."""
        facts = Facts()
        facts.allow(self._beforehand)
        facts.hear(self._turn.text)
        facts.learn_cards(self._turn.sides)
        for part in (part for message in messages for part in message.parts):
            match part:
                case UserPromptPart(content=str(words)):
                    facts.hear(words)
                case ToolCallPart():
                    facts.ask(_arguments(part))
                case ToolReturnPart(outcome="success"):
                    facts.learn(part.tool_name, to_jsonable_python(part.content, by_alias=True))
        facts.settle(lambda name: bool(self._grounding.gazetteer.get(name)))
        self._grounding.facts = facts

    def check(self, sentence: str) -> str | None:
        """The sentence as it may be shown; None: it may not.

        Beside a change that waits for a yes the model asks nothing: the yes would be taken for another question's.
        """
        if sentence.rstrip("”\"')*_ ").endswith("?") and self._proposes():
            return None
        shown = self._grounding.check(sentence)
        if shown is None:
            log.info("a sentence was not shown", why=self._grounding.dropped[-1])
        return shown

    def instead(self) -> str | None:
        """The built-in engine's wording of what the tools of this turn returned."""
        returned = list(self._turn.told.values())
        return " ".join(builtin.worded(returned, self._turn)) if returned else None

    def sources(self, text: str) -> list[NumberSource]:
        """Where the numbers in an answer's words are known from, each once; also of what the built-in engine said."""
        facts = self._grounding.facts
        for name, result in self._turn.told.values():
            facts.learn(name, to_jsonable_python(result, by_alias=True))
        known = sources(text, facts).items()
        return [NumberSource(said=said, tool=one.tool, known_from=one.where) for said, one in known][:MOST_SOURCES]

    def _proposes(self) -> bool:
        return any(isinstance(result, Proposed) for _, result in self._turn.told.values())


def _arguments(call: ToolCallPart) -> Any:
    try:
        return call.args_as_dict()
    except ValueError:
        return None
