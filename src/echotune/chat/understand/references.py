"""Words that point at the last answer: `this artist`, `A2`, `the second one`."""

from __future__ import annotations

from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.phrases import flags, phrases
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_THINGS = phrases(
    """
    song | track | one | tune | artist | band | singer | album | record | answer | list | playlist | music | stuff
    result | selection | set | group | genre
    """
)
_PLACED = phrases("one | song | track | artist | band | tune | result | pick | suggestion | recommendation")
_ORDINALS = phrases(
    """
    first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | last | top | previous | other
    final
    """
)
_POINTERS = ("this", "that", "the last", "the first", "the current", "the same", "your last", "the previous")
_SEVERAL = ("these", "those", "the", "all these", "all those")
_SETS = """
    this | that | these | those | it | them | him | her | this one | that one | this guy | that guy | this lot
    all of these | all of them | all of those | all of this | some of these | some of those | the above | the rest
    the others | both | both of these | both of those | both of them | the two of them | those two | these two
    last time | the time before | the last time | your last answer | the previous answer | the earlier one | the earlier ones
    the one before | the ones before | the one before that | the one after that | any of these | any of those
    what you just played | what youre playing | what is playing | whats playing | what was playing | what you gave me
    the one that is playing | the one thats playing | the song thats playing | the song that is playing
    what you just gave me | the one you just played | the song you just played | the last thing | the same thing
    this kind of music | this kind of thing | this type of music | this sort of thing | this sort of music
    that kind of music | this style | that style | this vibe | that vibe | here | that kind of thing | that sort of thing
    that kind of stuff | this kind of stuff | those kinds of songs | these kinds of songs | that sort of stuff
    """
PRONOUNS = flags(
    " | ".join(
        [
            *(f"{pointer} {thing}" for pointer in _POINTERS for thing in _THINGS),
            *(f"{pointer} {thing}s" for pointer in _SEVERAL for thing in _THINGS if thing not in {"music", "stuff"}),
            *(f"{the} {place} {thing}" for the in ("the", "your") for place in _ORDINALS for thing in _PLACED),
            *(
                f"the {place} {number} {thing}".strip()
                for place in ("first", "last", "top")
                for number in ("two", "three", "four", "five")
                for thing in ("", "ones", "songs", "tracks")
            ),
            *(f"the last {thing}s" for thing in ("one", "song", "track", "result")),
            *phrases(_SETS),
        ]
    )
)
"""What can stand for something that was played or shown."""

_GOES_ON = frozenset({"by", "from", "of", "with", "like", "that"})


_PLACES = frozenset(_ORDINALS) - {"top", "previous", "other"}
_MOST_SHOWN = 50
_NUMBERED = wordset("number song track no nr")
_MAY_FOLLOW = wordset("and but or please again only just instead though too artist band singer")


def reference_at(sentence: Sentence, index: int) -> int | None:
    """The index after any words that point at the last answer: `it`, `the second one`, `the third`, `number 4`."""
    found = PRONOUNS.at(sentence, index)
    if found:
        return found[1]
    if sentence.word(index) == "the" and sentence.word(index + 1) in _PLACES and _stands_alone(sentence, index + 2):
        return index + 2
    numbered = index + (sentence.word(index) == "the")
    number = number_at(sentence, numbered + 1) if sentence.word(numbered) in _NUMBERED else None
    near = number is not None and number[0] <= _MOST_SHOWN and _stands_alone(sentence, number[1])
    return number[1] if number and near else None


def _stands_alone(sentence: Sentence, index: int) -> bool:
    return sentence.breaks(index) or sentence.word(index) in _MAY_FOLLOW


def pointer_at(sentence: Sentence, index: int) -> int | None:
    """The index after a pointing phrase such as `the second one`; `the songs by X`, `the ones with vocals` are none."""
    end = reference_at(sentence, index)
    if not end or end - index < 2 or sentence.word(end) in _GOES_ON:
        return None
    return end
