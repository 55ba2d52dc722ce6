"""Tables of fixed phrases, looked up at a place in a sentence; the longest phrase wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from echotune.chat.understand.fold import fold
from echotune.chat.understand.text import Sentence

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Maps phrases (folded, words parted by spaces) to what they mean."""

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        self._by_words: dict[tuple[str, ...], Value] = {tuple(fold(text).split()): v for text, v in phrases.items()}
        self._longest: dict[str, int] = {}
        for words in self._by_words:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def at(self, sentence: Sentence, index: int) -> tuple[Value, int] | None:
        """The longest phrase that starts at `index` and crosses no comma: its meaning and the index after it."""
        words = sentence.words
        if index >= len(words):
            return None
        for length in range(min(self._longest.get(words[index], 0), len(words) - index), 0, -1):
            value = self._by_words.get(tuple(words[index : index + length]))
            if value is not None and sentence.unbroken(index, index + length):
                return value, index + length
        return None

    def find(self, sentence: Sentence) -> tuple[Value, int, int] | None:
        """The first phrase of the table anywhere among the free tokens: meaning, start, end."""
        for index in range(len(sentence)):
            found = self.at(sentence, index)
            if found and sentence.free(index, found[1]):
                return found[0], index, found[1]
        return None

    def __contains__(self, phrase: str) -> bool:
        return tuple(phrase.split()) in self._by_words

    def get(self, phrase: str) -> Value | None:
        return self._by_words.get(tuple(phrase.split()))

    def single_words(self) -> Iterable[str]:
        """The phrases that are one word."""
        return {words[0] for words in self._by_words if len(words) == 1}

    def words(self) -> Iterable[str]:
        """Every single word used in a phrase."""
        return {word for words in self._by_words for word in words}


def phrases(lines: str) -> list[str]:
    """Split a ` | `-separated block into phrases."""
    return [phrase.strip() for line in lines.splitlines() for phrase in line.split(" | ") if phrase.strip()]


def table(meanings: Mapping[Value, str]) -> PhraseTable[Value]:
    """Build a table from `meaning -> "phrase | phrase"` lines."""
    return PhraseTable({phrase: meaning for meaning, lines in meanings.items() for phrase in phrases(lines)})


def flags(lines: str) -> PhraseTable[bool]:
    """Build a table that only says whether a phrase stands there."""
    return PhraseTable(dict.fromkeys(phrases(lines), True))
