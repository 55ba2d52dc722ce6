"""Hold a sentence to the facts of its turn: release it, put a nearly right name right, or drop it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from echotune.chat.grounding.facts import Facts
from echotune.chat.grounding.markdown import harmless
from echotune.chat.grounding.names import MadeUp, Names, Span, spans
from echotune.chat.grounding.numbers import source_of
from echotune.chat.grounding.pretence import pretends
from echotune.chat.grounding.reading import norm, quantities

Why = Literal["name", "number", "pretence"]
_ITEM: Final = re.compile(r"^[ \t]*(?:[-*>]\s+)*(\d{1,2})[.)]\s")
MOST_ITEMS: Final = 20


@dataclass
class Grounding:
    """One turn's check. `dropped` says why each sentence that was not released was not."""

    gazetteer: Names
    facts: Facts = field(default_factory=Facts)
    dropped: list[Why] = field(default_factory=list)

    def check(self, sentence: str) -> str | None:
        """The sentence as it may be shown; None: it may not."""
        why, shown = self._judged(sentence)
        if why:
            self.dropped.append(why)
        return shown

    def _judged(self, sentence: str) -> tuple[Why | None, str | None]:
        if pretends(sentence):
            return "pretence", None
        try:
            named = spans(sentence, self.facts, self.gazetteer)
        except MadeUp:
            return "name", None
        text = _without(sentence, named)
        about = frozenset(norm(span.instead or sentence[span.start : span.end]) for span in named)
        if not all(source_of(one, self.facts, text, about) for one in quantities(text)):
            return "number", None
        return None, _written(sentence, named)


def _without(sentence: str, named: list[Span]) -> str:
    """The sentence with blanks in place of names, handles and the number of a list's item."""
    item = _ITEM.match(sentence)
    places = [(item.start(1), item.end(1))] if item and int(item[1]) <= MOST_ITEMS else []
    for start, end in [*places, *((span.start, span.end) for span in named)]:
        sentence = f"{sentence[:start]}{'_' * (end - start)}{sentence[end:]}"
    return sentence


def _written(sentence: str, named: list[Span]) -> str:
    """With names put right and escaped."""
    places: list[tuple[int, int]] = []
    shift = 0
    for span in named:
        start, end = span.start + shift, span.end + shift
        if span.instead is not None:
            sentence = f"{sentence[:start]}{span.instead}{sentence[end:]}"
            shift += len(span.instead) - (end - start)
            end = start + len(span.instead)
        places.append((start, end))
    return harmless(sentence, places)
