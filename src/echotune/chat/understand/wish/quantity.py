"""How much: a number of songs, or minutes of music."""

from __future__ import annotations

import re

from echotune.chat.understand.fillers import SONG_NOUNS
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.phrases import PhraseTable, flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wish.era import years_at
from echotune.chat.understand.wordset import wordset

_FIXED = PhraseTable(
    {
        "half an hour": 30,
        "half hour": 30,
        "a half hour": 30,
        "half a hour": 30,
        "quarter of an hour": 15,
        "a quarter of an hour": 15,
        "quarter hour": 15,
        "three quarters of an hour": 45,
        "an hour and a half": 90,
        "one hour and a half": 90,
        "hour and a half": 90,
        "an hour and a quarter": 75,
        "hour and a quarter": 75,
        "one hour and a quarter": 75,
        "an hour and three quarters": 105,
        "hour and three quarters": 105,
        "three quarters of a hour": 45,
        "quarter of a hour": 15,
        "a few hours": 180,
        "couple hours": 120,
        "a pair of hours": 120,
        "a minute": 1,
        "half a day": 720,
        "hour": 60,
        "one and a half hours": 90,
        "one and a half hour": 90,
        "an hour": 60,
        "a hour": 60,
        "one hour": 60,
        "hour long": 60,
        "hours worth": 60,
        "a couple of hours": 120,
        "couple of hours": 120,
        "a couple hours": 120,
        "a full hour": 60,
        "a whole hour": 60,
        "a solid hour": 60,
    }
    | {
        f"a {good} {length}": minutes
        for good in ("good", "nice", "decent", "proper", "long", "full", "solid")
        for length, minutes in (("hour", 60), ("half hour", 30), ("hour and a half", 90))
    }
)
_HOURS = frozenset({"hour", "hours"})
_MINUTES = frozenset({"minute", "minutes"})
_CLOCK = re.compile(r"^(\d{1,2})h(\d{2})?$")
_DECIMAL = re.compile(r"^\d+\.\d+$")
_MOST_MINUTES, _MOST_SONGS = 10_080, 1_000
_SET_TO = flags(
    """
        make it | make that | only | just | give me | show me | about | around | limit it to | limit to | up to
        at most | roughly | i want | i need | maximum | max | keep it to | another | with | at least | give us | say
        top | reduce it to | extend it to | shorten it to | expand it to | trim it to | stretch it to | bring it to
        reduce to | extend to | shorten to | cut to | trim to | lengthen it to | limit this to | keep this to
        cut it to | cut it down to
        """
)
_A_FEW = PhraseTable(
    {"a couple of": 2, "a couple": 2, "a pair of": 2, "couple of": 2, "couple": 2, "a single": 1, "just one": 1}
)
_NOUN_WITHIN = 7


def duration_at(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """Minutes, and the index after the words that said so."""
    fixed = _FIXED.at(sentence, index)
    if fixed:
        return _and_minutes(sentence, *fixed) if fixed[0] == 60 else fixed
    clock = _CLOCK.match(sentence.word(index))
    if clock:
        return int(clock.group(1)) * 60 + int(clock.group(2) or 0), index + 1
    if _DECIMAL.match(sentence.word(index)):
        unit = sentence.word(index + 1)
        factor = 60 if unit in _HOURS else 1 if unit in _MINUTES else 0
        return (round(float(sentence.word(index)) * factor), index + 2) if factor else None
    number = number_at(sentence, index)
    if not number:
        return None
    value, end = number
    half = sentence.words[end : end + 3] == ["and", "a", "half"]
    end += 3 * half
    unit = sentence.word(end)
    if unit in _MINUTES:
        return value, end + 1
    if unit in _HOURS:
        if sentence.words[end + 1 : end + 4] == ["and", "a", "half"]:
            return value * 60 + 30, end + 4
        return _and_minutes(sentence, value * 60 + 30 * half, end + 1)
    return None


def _and_minutes(sentence: Sentence, minutes: int, end: int) -> tuple[int, int]:
    """`an hour and 15 minutes`, `1 hour 30`."""
    after = end + (sentence.word(end) == "and")
    number = number_at(sentence, after) if not sentence.breaks(after) else None
    if (
        number
        and number[0] < 60
        and (sentence.word(number[1]) in _MINUTES or (after == end and sentence.breaks(number[1])))
    ):
        return minutes + number[0], number[1] + (sentence.word(number[1]) in _MINUTES)
    return minutes, end


def read_duration(reading: Reading, index: int) -> int | None:
    """Read a duration into `duration_minutes`."""
    found = duration_at(reading.sentence, index)
    if not found or not 0 < found[0] <= _MOST_MINUTES:
        return None
    reading.request.duration_minutes = found[0]
    return reading.take(index, found[1], "duration")


def read_count(reading: Reading, index: int) -> int | None:
    """Read a number of songs: a song noun follows soon, or the number stands alone in its clause or after "only"."""
    sentence = reading.sentence
    number = number_at(sentence, index) or _A_FEW.at(sentence, index)
    if not number or not 0 < number[0] <= _MOST_SONGS or sentence.word(number[1]) in {"percent", "seconds", "second"}:
        return None
    if not (_noun_follows(sentence, number[1]) or _stands_alone(reading, index, number[1])):
        return None
    reading.request.count = number[0]
    return reading.take(index, number[1], "count", "counted")


def _noun_follows(sentence: Sentence, index: int) -> bool:
    if sentence.word(index) in {"of"} and sentence.word(index + 1) in {"them", "these", "those"}:
        return True
    for ahead in range(index, min(index + _NOUN_WITHIN, len(sentence))):
        if sentence.tokens[ahead].stop or (sentence.tokens[ahead].comma and ahead == index):
            return False
        if sentence.word(ahead) in SONG_NOUNS:
            return True
        if sentence.word(ahead) in _STOPS_NOUN or (number_at(sentence, ahead) and not years_at(sentence, ahead)):
            return False
    return False


_STOPS_NOUN = wordset("for from with without by like but in on at to that which no not")


def _stands_alone(reading: Reading, start: int, end: int) -> bool:
    sentence = reading.sentence
    glue_before = start == 0 or sentence.tokens[start].comma or sentence.tokens[start - 1].role == "glue"
    cue_before = any(_SET_TO.at(sentence, at) == (True, start) for at in range(max(0, start - 4), start))
    more = sentence.word(end) in {"more", "please", "instead"}
    after = sentence.breaks(end + (sentence.word(end) == "more")) or (
        end < len(sentence) and sentence.tokens[end].role == "glue"
    )
    if sentence.word(start - 1) == "top" and start > 0 and sentence.word(end) in {"by", "from", "of"}:
        return True
    return (glue_before or cue_before) and (after or more) and not years_at(sentence, start)
