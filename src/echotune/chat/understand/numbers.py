"""Numbers in digits or words: `twenty five`, `a dozen`, `1.5`, `half a dozen`."""

from __future__ import annotations

import re

from echotune.chat.understand.text import Sentence

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_TENS["fourty"] = 40
_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12}
WORDS = frozenset(_UNITS) | frozenset(_TENS) | frozenset({"hundred", "thousand", "dozen"})
_DIGITS = re.compile(r"^\d{1,6}$")
_LIMIT = 1_000_000


def number_at(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """The whole number that starts at `index` and the index after it; None where no number starts.

    `a` and `an` alone are no numbers; before `dozen`, `hundred` and `thousand` they are one.
    """
    word = sentence.word(index)
    if word == "half" and sentence.words[index + 1 : index + 3] == ["a", "dozen"]:
        return 6, index + 3
    if word in {"a", "one"} and sentence.word(index + 1) in {"dozen", "hundred", "thousand"}:
        return _scaled(sentence, 1, index + 1)
    if word == "dozen":
        return 12, index + 1
    if _DIGITS.match(word):
        return _scaled(sentence, int(word), index + 1)
    small = _small_number(sentence, index)
    return _scaled(sentence, *small) if small else None


def _small_number(sentence: Sentence, index: int) -> tuple[int, int] | None:
    word, following = sentence.word(index), sentence.word(index + 1)
    if word in _TENS:
        if 0 < _UNITS.get(following, 0) < 10 and sentence.unbroken(index, index + 2):
            return _TENS[word] + _UNITS[following], index + 2
        return _TENS[word], index + 1
    if word in _UNITS:
        return _UNITS[word], index + 1
    return None


def _scaled(sentence: Sentence, value: int, index: int) -> tuple[int, int]:
    scale = _SCALES.get(sentence.word(index), 0)
    if not scale or sentence.breaks(index):
        return value, index
    value, index = min(value * scale, _LIMIT), index + 1
    after = index + (sentence.word(index) == "and")
    rest = _small_number(sentence, after)
    return (value + rest[0], rest[1]) if rest and scale >= 100 and not sentence.breaks(after) else (value, index)
