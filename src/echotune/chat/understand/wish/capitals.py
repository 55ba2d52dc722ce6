"""Capitals that nobody knows: `a Frank Farian song`, `Eric Clapton's best`, `Kendrick Lamar and Outkast`."""

from __future__ import annotations

from echotune.chat.understand.fillers import FILLERS, MUSIC_NOUNS
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.text import NEVER_NAMES_BY_CAPITAL, Sentence
from echotune.chat.understand.wordset import wordset

_INSIDE = wordset("of the and de la el du von y n")
_BEFORE = wordset(
    """
    play me some best a an the newest latest top hear to of greatest and or more any with want need spin us love
    good
    """
)
_OCCASIONS = wordset("day birthday wedding party house place car bar eve week funeral anniversary graduation")
_NOUNS = MUSIC_NOUNS - wordset("set numbers number collection")


def unknown_artist_end(sentence: Sentence, index: int) -> int | None:
    """The index after a run of capitals at `index` that can only be an artist; None when it may be anything."""
    end = capital_run_end(sentence, index)
    if end is None or LEXICON.at(sentence, index):
        return None
    if sentence.tokens[end - 1].possessive and sentence.word(end) in _OCCASIONS:
        return None
    if sentence.tokens[end - 1].possessive or sentence.word(end) in _NOUNS:
        return end
    opens = index == 0 or sentence.tokens[index - 1].role == "glue"
    if end - index >= 2 and (opens or sentence.word(index - 1) in _BEFORE or sentence.tokens[index].comma):
        return end
    return None


def capital_run_end(sentence: Sentence, index: int) -> int | None:
    """The index after the run of capitals at `index`, small words inside it included; None where none starts."""
    if index >= len(sentence) or not _capital(sentence, index) or sentence.word(index) in FILLERS | MUSIC_NOUNS:
        return None
    end = index + 1
    while end < len(sentence) and not sentence.tokens[end].comma and sentence.tokens[end].role is None:
        if sentence.tokens[end - 1].possessive:
            break
        inside = (sentence.word(end) in _INSIDE and sentence.word(end) != "and") or sentence.tokens[end].text == "&"
        if not _capital(sentence, end) and not (inside and end + 1 < len(sentence) and _capital(sentence, end + 1)):
            break
        end += 1
    return end


def _capital(sentence: Sentence, index: int) -> bool:
    """A capital inside a sentence, or one at its beginning when the next word has one too."""
    token = sentence.tokens[index]
    if token.capital:
        return True
    if not token.opens or not token.text[0].isupper() or token.word in NEVER_NAMES_BY_CAPITAL:
        return False
    return index + 1 < len(sentence) and sentence.tokens[index + 1].capital
