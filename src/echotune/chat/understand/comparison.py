"""Adjectives in comparison: which feature a word such as `calmer`, `most obscure` or `too loud` points at."""

from __future__ import annotations

from functools import cache

from echotune.chat.understand.fold import fold
from echotune.chat.understand.lexicon.comparatives import DIRECTIONS, IRREGULAR_COMPARATIVES, Axis
from echotune.chat.understand.phrases import PhraseTable


def opposite(axis: Axis) -> Axis:
    return axis[0], "-" if axis[1] == "+" else "+"


@cache
def adjectives() -> PhraseTable[Axis]:
    """Plain adjectives (`calm`, `laid back`) and where they point."""
    return PhraseTable({fold(word): axis for axis, words in DIRECTIONS.items() for word in words.split()})


@cache
def comparatives() -> PhraseTable[Axis]:
    """`calmer`, `older`, `slower` ...: formed by rule, irregular ones from the lexicon."""
    formed: dict[str, Axis] = {}
    for axis, words in DIRECTIONS.items():
        for word in words.split():
            if (
                "-" not in word
                and len(word) <= 7
                and not word.endswith(("ed", "ing", "ful", "ic", "ive", "ous", "ant"))
            ):
                formed.update(dict.fromkeys(_comparative_forms(word), axis))
    directions = {word: axis for axis, words in DIRECTIONS.items() for word in words.split()}
    formed |= {form: directions[word] for form, word in IRREGULAR_COMPARATIVES.items() if word in directions}
    return PhraseTable(formed)


def _comparative_forms(word: str) -> tuple[str, ...]:
    if word.endswith("e"):
        return (word + "r", word + "st")
    if word.endswith("y"):
        return (word[:-1] + "ier", word[:-1] + "iest")
    if len(word) <= 4 and word[-1] not in "aeiouwxy" and word[-2] in "aeiou" and word[-3:-2] not in tuple("aeiou"):
        return (word + word[-1] + "er", word + word[-1] + "est")
    return (word + "er", word + "est")


@cache
def comparative_words() -> frozenset[str]:
    """Single words of both tables, for the repair of typos."""
    return frozenset(adjectives().words()) | frozenset(comparatives().words())
