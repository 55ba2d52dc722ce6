"""Which words are everyday English: a name made only of these needs a cue before it counts as a name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from echotune.chat.understand.lexicon.activities import DAY_GLUE
from echotune.chat.understand.lexicon.given_names import GIVEN_NAMES
from echotune.chat.understand.numbers import WORDS as NUMBER_WORDS

_ENDINGS = ("ed", "ing", "er", "ers", "est")
_VOWELS = frozenset("aeiou")


@cache
def base_words() -> frozenset[str]:
    """The list in `lexicon/ordinary.txt`, plus days."""
    text = (files("echotune.chat.understand.lexicon") / "ordinary.txt").read_text("utf-8")
    return frozenset(text.split()) | frozenset(DAY_GLUE.split())


@cache
def _all_forms() -> frozenset[str]:
    forms = set(base_words())
    for word in base_words():
        if len(word) < 3:
            continue
        forms.update((word + "s", word + "es", word + "ly"))
        if word.endswith("e"):
            forms.update((word + "d", word + "r", word + "rs", word + "st", word[:-1] + "ing"))
        if _doubles(word) or len(word) > 4:
            forms.update(word + word[-1] + ending for ending in _ENDINGS)
        if not _doubles(word) and not word.endswith("e"):
            forms.update(word + ending for ending in _ENDINGS)
        if word.endswith("y"):
            forms.update((word[:-1] + "ies", word[:-1] + "ied", word[:-1] + "ier", word[:-1] + "ily"))
    return frozenset(forms) - (GIVEN_NAMES - base_words())  # `james` is no form of `jam`


def _doubles(word: str) -> bool:
    """`run` -> `running`: a short word that ends in one vowel and one consonant."""
    one_vowel = sum(letter in _VOWELS for letter in word) == 1
    return len(word) <= 4 and one_vowel and word[-2] in _VOWELS and word[-1] not in "wxy"


def is_ordinary(word: str) -> bool:
    """True for everyday words in any usual form, for numbers and for single letters."""
    return word in _all_forms() or word in NUMBER_WORDS or word.isdigit() or (len(word) == 1 and word.isascii())
