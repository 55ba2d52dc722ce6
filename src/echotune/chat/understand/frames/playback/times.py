"""Places in a track: `1:30`, `two minutes`, `90 seconds`, `1 minute and 30 seconds`."""

from __future__ import annotations

from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.text import Sentence

_SECONDS = frozenset({"second", "seconds", "s", "sec", "secs"})
_MINUTES = frozenset({"minute", "minutes"})
_HALVES = {
    "half a minute": 30,
    "a minute and a half": 90,
    "a minute": 60,
    "one and a half minutes": 90,
    "a second": 1,
    "half a second": 1,
    "a few seconds": 5,
}


def seconds_at(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """Seconds, and the index after the words that said so; None where no time stands."""
    word = sentence.word(index)
    if ":" in word:
        minutes, seconds = word.split(":")
        return int(minutes) * 60 + int(seconds), index + 1
    for length in (4, 3, 2):
        fixed = _HALVES.get(" ".join(sentence.words[index : index + length]), -1)
        if fixed > 0:
            return fixed, index + length
    if word.endswith("s") and word[:-1].isdigit():
        return int(word[:-1]), index + 1
    if word == "minute":
        index += 1
    number = number_at(sentence, index)
    if not number:
        return None
    value, end = number
    if sentence.word(end) in _SECONDS:
        return value, end + 1
    if sentence.words[end : end + 3] == ["and", "a", "half"] and sentence.word(end + 3) in _MINUTES:
        return value * 60 + 30, end + 4
    if sentence.word(end) not in _MINUTES:
        return (value * 60, end) if word == "minute" else None
    end += 1
    if sentence.words[end : end + 3] == ["and", "a", "half"]:
        return value * 60 + 30, end + 3
    rest = number_at(sentence, end + (sentence.word(end) == "and"))
    if rest and rest[0] < 60:
        return value * 60 + rest[0], rest[1] + (sentence.word(rest[1]) in _SECONDS)
    return value * 60, end
