"""Repair of misspelt words of the closed classes: `upbeet` -> `upbeat`. Names are repaired elsewhere (`fuzzy`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from echotune.chat.understand.comparison import comparative_words
from echotune.chat.understand.fillers import SONG_NOUNS
from echotune.chat.understand.lexicon.given_names import GIVEN_NAMES
from echotune.chat.understand.lexicon.languages import LANGUAGES
from echotune.chat.understand.lexicon.misspellings import MISSPELLINGS
from echotune.chat.understand.meanings import FEELINGS, LEXICON
from echotune.chat.understand.numbers import WORDS as NUMBER_WORDS
from echotune.chat.understand.ordinary import base_words, is_ordinary
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

GRAMMAR = wordset(
    """
    play playing playlist playlists song songs track tracks music tunes album albums artist artists genre genres
    skip pause resume volume queue shuffle repeat transfer without with like similar something anything between
    except explicit instrumental vocals favourite favourites discover recommend search find listen listened minutes
    hours hour half morning afternoon evening night more less much most please could would what which when where
    today tonight yesterday month year last make create add remove save called named from since before after speaker
    living room kitchen bedroom phone never again this that love hate forgot heard ages summer winter spring autumn
    feeling early mid late pre post previous next eighties nineties seventies sixties obscure popular older newer
    longer shorter iceland because than thanks thank hello about little while really sound sounds mood reading
    """
)
"""Words of the grammar: repaired in preference to other everyday words."""

_DIGITS_SAID = {"4": "for", "2": "to"}
_NOT_TOO = wordset("not nothing never way bit little far much")
_AFTER_DIGIT = wordset("me the my us our a an when while this these")
_NOUN_WITHIN = 6
_SHORTEST = 3
_HELD = re.compile(r"([a-z])\1{2,}")
_BEFORE_A_NAME = wordset("by but like no not nor or and without except minus between to from some play hear find queue")


@cache
def closed_words() -> frozenset[str]:
    """Words with a meaning of their own: never repaired, the first choice of a repair, and no name without a cue."""
    return (
        NUMBER_WORDS
        | frozenset(LEXICON.single_words())
        | frozenset(FEELINGS.single_words())
        | comparative_words()
        | GRAMMAR
        | LANGUAGES
    )


Keep = Literal["always", "unless closed", "never"]
"""Whether a word that is part of a name may be repaired: `unless closed` gives way to a word of the closed classes."""


class Speller:
    """Repairs words towards a vocabulary."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(known | closed_words() | base_words()):
            if len(word) >= _SHORTEST and word.isalpha():
                self._buckets[word[0], len(word)].append(word)
        self.nearest = lru_cache(maxsize=4096)(self._nearest)
        self.candidates = lru_cache(maxsize=1024)(self._candidates)

    def repair(self, sentence: Sentence, keep: Callable[[int], Keep]) -> None:
        """Respell misspelt words in place; `keep(index)` protects words that belong to a name."""
        self._read_digits(sentence)
        for index, token in enumerate(sentence.tokens):
            if token.possessive and token.word[:-1] in closed_words() and token.word not in self._known:
                sentence.respell(index, token.word[:-1])  # `tonight's dinner`
            word = token.word
            right = self._right(word) and word not in MISSPELLINGS
            named = word in GIVEN_NAMES and word not in MISSPELLINGS
            marked = named or token.quote is not None or token.capital or self._opens_name(sentence, index)
            kept: Keep = "always" if marked or right else keep(index)
            better = (
                self._in_phrase(sentence, index) or self._better(word)
                if kept != "always" and not self._starts_strange_name(sentence, index)
                else None
            )
            if better and better not in GRAMMAR and self._continues_strange_name(sentence, index):
                continue
            if better and better not in closed_words() and sentence.word(index - 1) in _BEFORE_A_NAME and index:
                continue  # `play shara`: nothing is understood better for it, and a name may stand here
            if better and (kept == "never" or better in closed_words() - GRAMMAR or word in MISSPELLINGS):
                sentence.respell(index, better)

    def _read_digits(self, sentence: Sentence) -> None:
        """`music 4 the gym`, `not 2 loud`, `beats 2 study to`: digits that stand for small words."""
        for index in range(1, len(sentence) - 1):
            means = _DIGITS_SAID.get(sentence.word(index))
            following = LEXICON.at(sentence, index + 1)
            counted = any(sentence.word(at) in SONG_NOUNS for at in range(index + 1, index + _NOUN_WITHIN))
            if not means or counted or sentence.breaks(index) or sentence.breaks(index + 1):
                continue
            if sentence.word(index - 1) in _NOT_TOO and means == "to":
                sentence.respell(index, "too")
            elif (following and following[0].kind in {"activity", "time"}) or sentence.word(index + 1) in _AFTER_DIGIT:
                sentence.respell(index, means)

    def _better(self, word: str) -> str | None:
        return MISSPELLINGS.get(word) or self._shortened(word) or self.nearest(word)

    def _shortened(self, word: str) -> str | None:
        """`soooo` -> so, `chilllll` -> chill: letters held for emphasis."""
        for kept in (r"\1\1", r"\1"):
            shorter = _HELD.sub(kept, word)
            if shorter != word and self._right(shorter):
                return shorter
        return None

    def _continues_strange_name(self, sentence: Sentence, index: int) -> bool:
        """`by ada brook`: after a word that calls for a name and a given name, or a word that is none of ours."""
        before, token = sentence.word(index - 1), sentence.tokens[index]
        if before in GIVEN_NAMES and token.word not in MISSPELLINGS and not token.comma and not self._right(token.word):
            return True
        return (
            index >= 2
            and sentence.word(index - 2) in _BEFORE_A_NAME
            and not token.comma
            and token.word not in MISSPELLINGS
            and (before in GIVEN_NAMES or (before.isalpha() and not self._right(before)))
        )

    def _opens_name(self, sentence: Sentence, index: int) -> bool:
        """`Vera Holt, please`: a capital at the beginning, before a strange word with one."""
        token = sentence.tokens[index]
        following = sentence.tokens[index + 1] if index + 1 < len(sentence) else None
        return bool(
            token.opens
            and token.text[0].isupper()
            and following
            and following.capital
            and not following.comma
            and not self._right(following.word)
        )

    def _starts_strange_name(self, sentence: Sentence, index: int) -> bool:
        """`but eric clapton`: after a word that calls for a name, a strange word before one that no repair helps."""
        following = sentence.word(index + 1)
        return (
            sentence.word(index - 1) in _BEFORE_A_NAME
            and sentence.word(index) not in MISSPELLINGS
            and index + 1 < len(sentence)
            and not sentence.tokens[index + 1].comma
            and following.isalpha()
            and not self._right(following)
            and self._better(following) is None
        )

    def _right(self, word: str) -> bool:
        return word in self._known or is_ordinary(word) or word in closed_words()

    def _in_phrase(self, sentence: Sentence, index: int) -> str | None:
        """`drem pop` -> dream: of the words that may be meant the one that makes a phrase of the lexicon."""
        word, before, after = (sentence.word(at) for at in (index, index - 1, index + 1))
        if self._right(word) or word in MISSPELLINGS:
            return None
        for candidate in self.candidates(word):
            follows = before and not sentence.breaks(index) and f"{before} {candidate}" in LEXICON
            leads = after and not sentence.breaks(index + 1) and f"{candidate} {after}" in LEXICON
            if follows or leads:
                return candidate
        return None

    def _nearest(self, word: str) -> str | None:
        """The word that was probably meant: one edit away, two for words of eight letters or more; else None."""
        return min(self.candidates(word), key=lambda candidate: _unlikeliness(word, candidate), default=None)

    def _candidates(self, word: str) -> list[str]:
        if len(word) < _SHORTEST or not word.isalpha():
            return []
        allowed = 2 if len(word) >= 8 else 1
        candidates = [
            candidate
            for first in dict.fromkeys(word[:2])
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for candidate in self._buckets.get((first, length), ())
            if OSA.distance(word, candidate, score_cutoff=allowed) <= allowed
        ]
        if len(word) == _SHORTEST:
            candidates = [c for c in candidates if c in closed_words() and (len(c) > 3 or sorted(c) == sorted(word))]
        return candidates


def _unlikeliness(word: str, candidate: str) -> tuple[float, bool, bool, str]:
    """Swapped and doubled letters are likelier slips than wrong ones; grammar is likelier than rare words."""
    edits: float = OSA.distance(word, candidate)
    if sorted(word) == sorted(candidate) or _undoubled(word) == _undoubled(candidate):
        edits -= 0.4
    elif len(candidate) > len(word):
        edits -= 0.2
    closed = candidate in closed_words()
    return edits - 0.35 * closed, candidate not in GRAMMAR, word[0] != candidate[0], candidate


def _undoubled(word: str) -> str:
    return "".join(letter for index, letter in enumerate(word) if not index or letter != word[index - 1])
