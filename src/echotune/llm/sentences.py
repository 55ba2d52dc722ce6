"""Whole sentences out of a stream of pieces, so that what is shown never ends in the middle of one."""

from __future__ import annotations

import re
from typing import Final

CLOSING: Final = "\"'”’»)]}*_`"
ENDS: Final = re.compile(
    rf"(?<![.!?…])[.!?…]++[{re.escape(CLOSING)}]*+(?=\s)|[。！？]++[{re.escape(CLOSING)}」』）]*+|\n"
)
"""Takes each sign once, whatever stands there: a run of full stops is looked at from its first only."""
LONGEST: Final = 1_000
"""Characters: what has no end by then is taken for whole at its last blank, so that no model can make us hold its words
for ever, or look through them again and again."""
ABBREVIATIONS: Final = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "jr", "sr", "prof", "feat", "ft", "vs", "etc", "e.g", "i.e", "cf", "mt", "inc", "ltd", "bros"}
)  # fmt: skip
BEFORE_NUMBERS: Final = frozenset({"no", "nos", "vol", "pt", "op", "approx", "est", "ca"})
NUMBERED: Final = re.compile(r"(?:^|\n)[ \t]*[-*>]?[ \t]*\d+\.$")

NEVER_WRITTEN: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000)])
"""Control signs and halves of signs: no reader sees them, and PostgreSQL keeps no NUL."""


class Sentences:
    """Gathers text; gives back whole sentences and lines. Together they are the text, to the last blank, but for what
    nobody writes."""

    def __init__(self) -> None:
        self._text = ""

    def feed(self, text: str) -> list[str]:
        """The sentences that `text` completes, each with the blanks before it."""
        text = text.translate(NEVER_WRITTEN)
        whole: list[str] = []
        for at in range(0, len(text), LONGEST):
            self._text += text[at : at + LONGEST]
            while (end := self._end() or self._forced()) is not None:
                whole.append(self._text[:end])
                self._text = self._text[end:]
        return whole

    def _forced(self) -> int | None:
        """Where to cut what is too long to wait for its end."""
        if len(self._text) <= LONGEST:
            return None
        blank = self._text.rfind(" ", 1, LONGEST)
        return blank if blank > 0 else LONGEST

    def rest(self) -> str:
        """What came after the last whole sentence; to be asked for when the stream has ended well."""
        rest, self._text = self._text, ""
        return rest

    def _end(self) -> int | None:
        """Where the first whole sentence ends; None while it is not certain."""
        begins = len(self._text) - len(self._text.lstrip())
        for match in ENDS.finditer(self._text, begins):
            if match.group() == "\n":
                return match.start()
            after = self._text[match.end() :].lstrip()
            if not after and "\n" not in self._text[match.end() :] and match.group()[0] not in "。！？":
                return None  # the next letter decides
            if not self._goes_on(self._text[begins : match.end()], after):
                return match.end()
        return None

    @staticmethod
    def _goes_on(before: str, after: str) -> bool:
        """Whether the full stop belongs to an abbreviation, an initial, the number of an item, or a name."""
        if after[:1].islower():
            return True
        word = before.rsplit(maxsplit=1)[-1]
        if not word.endswith(".") or word == ".":
            return False
        last = word[:-1].lstrip("(\"'“‘*_").casefold()
        initials = len(last) == 1 and last.isalpha()
        counted = last in BEFORE_NUMBERS and after[:1].isdigit()
        return initials or counted or last in ABBREVIATIONS or bool(NUMBERED.search(before))
