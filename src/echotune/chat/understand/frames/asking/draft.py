"""What a question has said so far, while its readers go through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from echotune.chat.understand.dates import Period
from echotune.chat.understand.patterns import Bare, Found, Pattern
from echotune.chat.understand.reading import Reading
from echotune.insights.ask.plan import HourRange, Refinement, Weekday


@dataclass
class Draft:
    """`periods`, `hours`, `weekdays`, `months` in the order they were said: more than one of a kind are sides."""

    reading: Reading
    bare: Bare
    more: Refinement = field(default_factory=Refinement)
    periods: list[tuple[Period, int]] = field(default_factory=list)
    """With the index of their first word."""
    hours: list[HourRange] = field(default_factory=list)
    weekdays: list[list[Weekday]] = field(default_factory=list)
    months: list[list[int]] = field(default_factory=list)

    @property
    def present(self) -> bool:
        """Asked of how things are (`do I`), not of how they were (`did I`)."""
        return any(pair in (("do", "i"), ("am", "i")) for pair in pairwise(self.bare.words))

    def found(self, *patterns: Pattern) -> Found | None:
        """The first pattern that matches somewhere that is not all taken; its words are taken, those of its slots not."""
        for pattern in patterns:
            found = pattern.search(self.bare)
            if found and any(token.role is None for token in self.reading.sentence.tokens[found.start : found.end]):
                held = {at for start, end in found.slots.values() for at in range(start, end)}
                for at in sorted(set(range(found.start, found.end)) - held):
                    self.take(at, at + 1)
                return found
        return None

    def says(self, pattern: Pattern) -> bool:
        return self.found(pattern) is not None

    def take(self, start: int, end: int) -> None:
        """Take what nobody has taken, but for words in quotes."""
        for token in self.reading.sentence.tokens[start:end]:
            if token.role is None and token.quote is None:
                token.role = "frame"
