"""One answer out of several tries: what was said stays said, and whoever goes on repeats nothing of it.

A try that breaks off leaves whole sentences behind. The next try gets the same request and is told what the reader has
seen; most models then begin again with the same words, some go on at once. Both give one answer: what repeats a
sentence that was seen is skipped, everything else is new.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from pydantic_ai.messages import InstructionPart, ModelMessage, ModelRequest
from pydantic_ai.models import ModelRequestParameters

from echotune.llm.sentences import Sentences

Check = Callable[[str], str | None]
"""The sentence as it may be shown, or None: it may not."""
GoOn = Callable[[str], str]
"""What the words that the reader has seen become in the instructions of whoever goes on."""
Instead = Callable[[], str | None]
"""Words of our own for an answer of which no sentence may be shown; None: there are none."""

ALIKE: Final = 0.85
LONG_ENOUGH: Final = 20
FACTS: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|\d+")


@dataclass(frozen=True)
class _Sentence:
    raw: str
    shown: str | None


class Said:
    """The words of one answer: checked sentence by sentence, shown once."""

    def __init__(self, check: Check | None = None) -> None:
        self._check = check
        self._past: list[_Sentence] = []
        self._begin()

    @property
    def visible(self) -> str:
        """Everything the reader has seen."""
        return "".join(sentence.shown or "" for sentence in self._past)

    @property
    def heard(self) -> bool:
        """Whether any whole sentence has come, shown or not."""
        return bool(self._past)

    def add(self, text: str) -> list[str]:
        """Words of a model; returns what becomes visible."""
        return [shown for sentence in self._sentences.feed(text) if (shown := self._say(sentence))]

    def end(self) -> list[str]:
        """The model is done: the last words count too."""
        shown = self._say(self._sentences.rest().rstrip())
        return [shown] if shown else []

    def again(self) -> None:
        """A try broke off: its unfinished sentence is forgotten, and the next one may begin anew."""
        self._begin()

    def _begin(self) -> None:
        self._sentences = Sentences()
        self._before, self._repeated, self._is_new = len(self._past), 0, False

    def _say(self, raw: str) -> str | None:
        if not raw.strip() or self._repeats(raw):
            return None
        shown = self._checked(raw)
        if shown and not self.visible:
            shown = shown.lstrip()
        if shown and not self._is_new and self.visible and not raw[:1].isspace():
            shown = f" {shown}"
        self._is_new = self._is_new or shown is not None
        self._past.append(_Sentence(raw, shown))
        return shown

    def _checked(self, raw: str) -> str | None:
        if self._check is None:
            return raw
        words = raw.strip()
        allowed = self._check(words)
        return None if allowed is None else raw.replace(words, allowed, 1)

    def _repeats(self, raw: str) -> bool:
        """Whether an earlier try has said this: in order while this try begins, later only what is long and equal."""
        if not self._before:
            return False
        for place in range(self._repeated, self._before):
            before = self._past[place]
            known = [words for words in (before.raw, before.shown) if words]
            alike = not self._is_new and any(_alike(raw, words) for words in known)
            if alike or (len(_plain(raw)) >= LONG_ENOUGH and any(_plain(raw) == _plain(words) for words in known)):
                self._repeated = place + 1
                return True
        return False


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _alike(one: str, other: str) -> bool:
    """The same sentence, or nearly: other titles or numbers make it another one, such as the next line of a list."""
    if _plain(one) == _plain(other):
        return True
    if min(len(one), len(other)) < LONG_ENOUGH or FACTS.findall(one) != FACTS.findall(other):
        return False
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio() >= ALIKE


def go_on(seen: str) -> str:
    """The plainest wording; a conversation brings its own."""
    return (
        "The connection broke while you were answering. The reader has already seen the words between the marks, and "
        "still sees them. Write the answer again from its first word, with exactly these words for its beginning, and "
        f"then finish it.\n<seen>\n{seen}\n</seen>"
    )


def told(
    news: str | None, messages: list[ModelMessage], parameters: ModelRequestParameters
) -> tuple[list[ModelMessage], ModelRequestParameters]:
    """The same request with `news` in its instructions: the question itself stays the last word."""
    if not news:
        return messages, parameters
    if parameters.instruction_parts is not None:
        parts = [*parameters.instruction_parts, InstructionPart(content=news, dynamic=True)]
        return messages, replace(parameters, instruction_parts=parts)
    last = messages[-1]
    if not isinstance(last, ModelRequest):
        return messages, parameters
    instructions = f"{last.instructions}\n\n{news}" if last.instructions else news
    return [*messages[:-1], replace(last, instructions=instructions)], parameters
