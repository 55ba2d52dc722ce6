"""Small readable patterns over the words of a sentence.

`"(turn|set) [the|my] volume {rest}"`: words, `(one|of|these)`, `[perhaps|one of these]`, `{name}` one or more words as
few as possible (`[{name}]` perhaps none), `^` and `$` for the ends. A pattern without `^` may start anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from echotune.chat.understand.text import Sentence, read_sentence

_PART = re.compile(r"\((?P<one>[^)]*)\)|\[(?P<may>[^\]]*)\]|\{(?P<slot>\w+)\}|(?P<end>[$^])|(?P<word>[^\s\[\](){}$^]+)")

_LONGEST_SLOT = 14
_LONGEST_PHRASE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern matched, in token indices; `slots` maps slot names to (start, end)."""

    start: int
    end: int
    slots: dict[str, tuple[int, int]]


class Bare:
    """The words of a sentence without its politeness, as one text to match against."""

    def __init__(self, sentence: Sentence) -> None:
        self.indices = [i for i, token in enumerate(sentence.tokens) if token.role != "glue"]
        self.words = [sentence.words[index] for index in self.indices]
        self._starts: list[int] = []
        self.text = ""
        for word in self.words:
            self._starts.append(len(self.text))
            self.text += word + " "

    @classmethod
    def of(cls, text: str) -> Bare:
        """The bare words of a piece of a sentence."""
        return cls(read_sentence(text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Token indices of a span of characters; an empty span at the end is empty."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.indices[first], self.indices[last - 1] + 1


class Pattern:
    """One compiled pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._regex = re.compile("".join(_compiled(source)))
        self._starts = _first_words(source) if source.lstrip().startswith("^") else None

    def words(self) -> set[str]:
        """Every single word the pattern names."""
        return set(re.findall(r"[a-z0-9]+", re.sub(r"\{\w+\}", " ", self.source)))

    def at(self, sentence: Sentence, index: int) -> int | None:
        """The index after the longest reading of an anchored pattern at `index`, inside one clause; None without one."""
        if self._starts is not None and sentence.words[index] not in self._starts:
            return None
        end = index + 1
        while end < len(sentence) and end - index < _LONGEST_PHRASE and not sentence.tokens[end].comma:
            end += 1
        match = self._regex.match("".join(f"{word} " for word in sentence.words[index:end]))
        return index + match.group().count(" ") if match and match.end() else None

    def search(self, bare: Bare) -> Found | None:
        """The first match among the words that are not politeness."""
        if self._starts is not None and (not bare.words or bare.words[0] not in self._starts):
            return None
        match = self._regex.search(bare.text)
        if not match or match.end() == match.start():
            return None
        slots = {name: bare.span(*match.span(name)) for name, got in match.groupdict().items() if got}
        return Found(*bare.span(*match.span()), slots)


def _first_words(source: str) -> frozenset[str] | None:
    """The words that a match of an anchored pattern can begin with; None when it may be any."""
    words: set[str] = set()
    for part in _PART.finditer(source):
        if part["slot"] or (part["may"] or "").startswith("{"):
            return None
        phrases = (part["one"] or part["may"] or part["word"] or "").split("|")
        words.update(phrase.split()[0] for phrase in phrases if phrase.split())
        if part["one"] is not None or part["word"]:
            return frozenset(words)
    return None


def _compiled(source: str) -> Iterable[str]:
    if not source.startswith("^"):
        yield r"(?:(?<=\s)|^)"
    for part in _PART.finditer(source):
        if part["one"] is not None:
            yield f"(?:{_alternatives(part['one'])})"
        elif part["may"] is not None and part["may"].startswith("{"):
            yield f"(?:{_slot(part['may'].strip('{}'))})?"
        elif part["may"] is not None:
            yield f"(?:{_alternatives(part['may'])})?"
        elif part["slot"]:
            yield _slot(part["slot"])
        elif part["end"]:
            yield part["end"]
        else:
            yield re.escape(part["word"]) + " "


def _slot(name: str) -> str:
    return rf"(?P<{name}>(?:\S+ ){{1,{_LONGEST_SLOT}}}?)"


def _alternatives(words: str) -> str:
    longest_first = sorted((" ".join(word.split()) for word in words.split("|")), key=lambda word: -len(word))
    return "|".join(re.escape(word).replace(r"\ ", " ") + " " for word in longest_first)


def first_match(patterns: Iterable[Pattern], bare: Bare) -> Found | None:
    """The match of the first pattern that fits."""
    return next((found for pattern in patterns if (found := pattern.search(bare))), None)
