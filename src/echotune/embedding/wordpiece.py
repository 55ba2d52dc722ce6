"""WordPiece: a text as numbers of vocabulary pieces, as BERT's uncased models read it.

Source: Devlin et al., "BERT" (2019), whose reference tokeniser cuts at spaces, punctuation and ideographs, folds case
and accents, and then takes the longest known piece again and again.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST_WORD: Final = 100
"""Characters; a longer word is unknown as a whole."""
KEPT_WORDS: Final = 50_000

_IDEOGRAPHS: Final = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class _Spelling(dict[int, str]):
    """What each character becomes: nothing, a space, a word of its own, or itself in lower case."""

    def __missing__(self, code: int) -> str:
        self[code] = spelled = _spelled(chr(code))
        return spelled


def _spelled(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Co", "Mn") or character == "\ufffd":
        return ""
    if category.startswith("P") or _is_ascii_sign(character) or _is_ideograph(character):
        return f" {character} "
    return character.lower()


def _is_ascii_sign(character: str) -> bool:
    return character.isascii() and not character.isalnum()


def _is_ideograph(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)


class WordPiece:
    """`vocabulary`: pieces in the order of their numbers; those inside a word begin with ##."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = (self.numbers[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self._spelling = _Spelling()
        self._words: dict[str, list[int]] = {}

    def pieces(self, text: str, most: int) -> list[int]:
        """The numbers of the text's pieces, the first `most` of them, without marks of beginning and end."""
        found: list[int] = []
        spelled = unicodedata.normalize("NFD", text).translate(self._spelling)
        for word in spelled.split():
            found += self._word(word)
            if len(found) >= most:
                return found[:most]
        return found

    def _word(self, word: str) -> list[int]:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= KEPT_WORDS:
                self._words.clear()
            known = self._words[word] = self._cut(word)
        return known

    def _cut(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start and self._piece(word, start, end) not in self.numbers:
                end -= 1
            if end == start:
                return [self.unknown]
            found.append(self.numbers[self._piece(word, start, end)])
            start = end
        return found

    @staticmethod
    def _piece(word: str, start: int, end: int) -> str:
        return f"##{word[start:end]}" if start else word[:end]
