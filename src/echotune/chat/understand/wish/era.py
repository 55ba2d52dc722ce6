"""Release years: decades, years, spans, before, since and after."""

from __future__ import annotations

import re
from typing import NamedTuple

from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.phrases import PhraseTable, flags, table
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset
from echotune.recommend.request import Era

_DECADE = re.compile(r"^(?:(19|20)?(\d0)s)$")
_YEAR = re.compile(r"^(19[0-9]{2}|20[0-4][0-9])$")
_DECADE_WORDS = {
    "twenties": 1920,
    "thirties": 1930,
    "forties": 1940,
    "fourties": 1940,
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
    "noughties": 2000,
    "naughties": 2000,
    "aughts": 2000,
    "two thousands": 2000,
    "nineteen twenties": 1920,
    "nineteen thirties": 1930,
    "nineteen forties": 1940,
    "nineteen fifties": 1950,
    "nineteen sixties": 1960,
    "nineteen seventies": 1970,
    "nineteen eighties": 1980,
    "nineteen nineties": 1990,
    "swinging sixties": 1960,
    "roaring twenties": 1920,
    "oughties": 2000,
    "2 thousands": 2000,
    "twenty tens": 2010,
    "twenty twenties": 2020,
}
_DECADE_TABLE = PhraseTable(_DECADE_WORDS)
_TURNS = flags("the turn of the millennium | turn of the millennium | the turn of the century | turn of the century")
_TURN_OF_THE_MILLENNIUM = (1999, 2001)
_CENTURIES = {"nineteen": 1900, "twenty": 2000}
_PARTS = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}
_SPAN_WORDS = wordset("to and through until till or thru")
_BEFORE = flags(
    """
        before | prior to | pre | older than | earlier than | from before | made before | released before
        anything before
        """
)
_UNTIL = flags("until | till | up to | up until | no later than | not later than | no newer than")
_SINCE = flags(
    """
        since | starting in | starting from | beginning in | no older than | not older than | no earlier than
        not earlier than | from at least | at least from
        """
)
_AFTER = flags("after | post | later than | newer than | more recent than | from after | released after")
_NOTHING = flags(
    "nothing | nothing from | no songs | no music | no tracks | none | none from | not | nothing that is | nothing made"
)
_OPENING = flags(
    """
        from | of | in | from the year | of the year | in the year | the year | year | out of | around | circa
        during | released in | between | back in | from around | recorded in | made in | dating from
        """
)
_ONWARDS = flags(
    """
        on | onwards | onward | and later | and after | and up | and newer | and beyond | or later | or newer
        forward | till now | until now | to now | till today | until today | to today | to the present
        """
)
_AND_EARLIER = flags("and earlier | or earlier | and before | and older | or older")
_RELATIVE = table(
    {
        0: "from this year | of this year | released this year | this years",
        -1: "from last year | of last year | released last year | last years",
    }
)


_LAST_YEAR, _FIRST_TEENS = 2050, 10


class Years(NamedTuple):
    """First and last year, and the token index after them."""

    first: int
    last: int
    end: int


def years_at(sentence: Sentence, index: int) -> Years | None:
    """A decade (`90s`, `early 2000s`, `the late seventies`) or a year that starts at `index`."""
    start = index + (sentence.word(index) == "the")
    part = _PARTS.get(sentence.word(start))
    if part:
        start += 1
        start += sentence.word(start) in {"to", "and", "or"} and sentence.word(start + 1) in _PARTS
        other = _PARTS.get(sentence.word(start))
        part = (min(part[0], other[0]), max(part[1], other[1])) if other else part
        start += other is not None
        start += sentence.word(start) == "of"
        start += sentence.word(start) == "the"
    decade = _decade_at(sentence, start)
    if decade:
        low, high = part or (0, 9)
        return Years(decade[0] + low, decade[0] + high, decade[1])
    turn = _TURNS.at(sentence, index)
    if turn:
        return Years(*_TURN_OF_THE_MILLENNIUM, turn[1])
    spoken = _spoken_year(sentence, start) if part is None else None
    if spoken:
        return Years(spoken[0], spoken[0], spoken[1])
    if part is None and _YEAR.match(sentence.word(start)):
        year = int(sentence.word(start))
        return Years(year, year, start + 1)
    return None


def _spoken_year(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """`nineteen eighty four`, `twenty twelve`, `two thousand and five`."""
    if sentence.words[index : index + 2] == ["two", "thousand"]:
        number = number_at(sentence, index)
        return number if number and number[0] < _LAST_YEAR else None
    century = _CENTURIES.get(sentence.word(index))
    rest = number_at(sentence, index + 1) if century and not sentence.breaks(index + 1) else None
    if century is None or rest is None or not _FIRST_TEENS <= rest[0] < 100 or sentence.word(index + 1).isdigit():
        return None
    return (century + rest[0], rest[1]) if century + rest[0] < _LAST_YEAR else None


def _decade_at(sentence: Sentence, index: int) -> tuple[int, int] | None:
    match = _DECADE.match(sentence.word(index))
    if match:
        century, tens = match.groups()
        years = int(tens)
        base = int(century) * 100 if century else (2000 if years in (0, 10) else 1900)
        return base + years, index + 1
    word = _DECADE_TABLE.at(sentence, index)
    return (word[0], word[1]) if word else None


def read_era(reading: Reading, index: int) -> int | None:
    """Read an era at `index` into the request."""
    sentence = reading.sentence
    relative = _RELATIVE.at(sentence, index)
    if relative:
        year = reading.today.year + relative[0]
        return _set(reading, index, relative[1], year, year)
    nothing = _NOTHING.at(sentence, index)
    start = nothing[1] if nothing else index
    for opening, to_bounds in (
        (_BEFORE, lambda years: (None, years.first - 1)),
        (_UNTIL, lambda years: (None, years.last)),
        (_AFTER, lambda years: (years.last + 1, None)),
        (_SINCE, lambda years: (years.first, None)),
    ):
        found = opening.at(sentence, start)
        years = years_at(sentence, found[1]) if found else None
        if years:
            first, last = to_bounds(years)
            if nothing:
                reading.signs.add("era exclusion")
            return _set(reading, index, years.end, *(_rest(first, last) if nothing else (first, last)))
    found = _OPENING.at(sentence, index)
    years = years_at(sentence, found[1]) if found else years_at(sentence, index)
    return _span(reading, index, years) if years else None


def _rest(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    """The years on the other side of a bound: `nothing after 1985` is music to 1985."""
    return (last + 1 if last else None), (first - 1 if first else None)


def _span(reading: Reading, start: int, years: Years) -> int:
    """Extend `1975` by `to 1983`, `70s` by `and 80s`, `2015` by `onwards`."""
    sentence = reading.sentence
    first, last, end = years
    while end < len(sentence):
        joined = sentence.word(end) in _SPAN_WORDS
        other = (
            years_at(sentence, end + 1)
            if joined
            else years_at(sentence, end)
            if sentence.tokens[end].comma or _dash(sentence, end)
            else None
        )
        if not other:
            break
        first, last, end = min(first, other.first), max(last, other.last), other.end
    onwards = _ONWARDS.at(sentence, end)
    if onwards and not sentence.breaks(end) and _ends_well(sentence, onwards[1], sentence.word(end)):
        return _set(reading, start, onwards[1], first, None)
    earlier = _AND_EARLIER.at(sentence, end)
    if earlier:
        return _set(reading, start, earlier[1], None, last)
    return _set(reading, start, end, first, last)


def _dash(sentence: Sentence, index: int) -> bool:
    between = sentence.text[sentence.tokens[index - 1].end : sentence.tokens[index].start]
    return between.strip() in {"-", "–", "—"}


def _ends_well(sentence: Sentence, index: int, word: str) -> bool:
    """`from 2015 on` but not `from 2015 on the kitchen speaker`."""
    return word != "on" or sentence.breaks(index) or sentence.word(index) in {"with", "and", "but", "please", "for"}


def _set(reading: Reading, start: int, end: int, first: int | None, last: int | None) -> int:
    """Set the era, or narrow or widen the one said before: a bound narrows it, another span is one more to choose from."""
    known = reading.request.era
    if known and known.from_ and known.to and (first is None or last is None):
        first, last = max(first or known.from_, known.from_), min(last or known.to, known.to)
    elif known and (known.from_ or known.to) and not (known.from_ and known.to) and (first is None or last is None):
        first, last = first or known.from_, last or known.to
    elif known and known.from_ and known.to and first and last:
        first, last = min(first, known.from_), max(last, known.to)
    reading.request.era = Era(from_=first, to=last)
    return reading.take(start, end, "era")
