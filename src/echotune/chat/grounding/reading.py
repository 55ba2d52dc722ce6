"""Quantities in prose: digits and words, shares, years and decades, clock times, lengths of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from echotune.chat.understand.fold import fold

Span = Literal["second", "minute", "hour", "day", "week", "month", "year"]

_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
_WORD: Final = "|".join([*_UNITS, *_TENS, *_SCALES])
_ORDINALS: Final = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
"""Not `first` and `second`: they order what is said, and measure time."""
_FRACTIONS: Final = {
    "half": 0.5,
    "twice": 2.0,
    "double": 2.0,
    "doubled": 2.0,
    "triple": 3.0,
    "tripled": 3.0,
    "thrice": 3.0,
}
_MANY: Final = {"dozens": 24.0, "hundreds": 100.0, "thousands": 1_000.0, "millions": 1_000_000.0}

_SPANS: Final = {
    "second": r"seconds?|secs?", "minute": r"minutes?|mins?", "hour": r"hours?|hrs?|h", "day": r"days?",
    "week": r"weeks?", "month": r"months?", "year": r"years?",
}  # fmt: skip
_SPAN_TEXT: Final = "|".join(f"(?P<{name}>{words})" for name, words in _SPANS.items())
_COUNTED: Final = (
    r"songs?|tracks?|tunes?|artists?|albums?|bands?|plays?|listens?|skips?|times?|days?|weeks?|months?|years?|hours?"
    r"|minutes?|seconds?|sessions?|genres?|percent|titles?|picks?|results?|matches|match"
)
_QUANTITY: Final = re.compile(
    rf"""\b(?=[\d’'ademnfhostz])(?:  # each of these begins so: most places of a text are passed at once
    (?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)
    | (?P<clock>\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b)
    | (?P<decade>\b(?:\d{{4}}|[’']?\d0)[’']?s\b)
    | (?P<digits>(?<![\w.,])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?)
      (?P<suffix>\s?%|\s?percent\b|\s?[ap]\.?m\b\.?|k\b|st\b|nd\b|rd\b|th\b|h\b|min\b|m\b|bpm\b)?
    | (?P<words>\b(?:(?:a\s+)?(?:{_WORD}))(?:(?:[\s-]+and)?[\s-]+(?:{_WORD}))*\b)(?P<share>\s+percent\b)?
    | (?P<ordinal>\b(?:{"|".join(_ORDINALS)})\b)
    | (?P<fraction>(?<!first\s)(?<!second\s)(?<!other\s)\b(?:{"|".join(_FRACTIONS)})\b)
    | (?P<many>\b(?:{"|".join(_MANY)})\b))""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER: Final = re.compile(rf"[\s-]*(?:of\s+|an?\s+)?(?:{_SPAN_TEXT})\b", re.IGNORECASE)
_RATIO: Final = re.compile(r"\s*(?:x\b|×|-?fold\b|times\s+(?:as|more|less|fewer|the|what)\b)", re.IGNORECASE)
_HEDGE: Final = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|over|more than|some|approximately|close to|just under|just over|under|at least)\s+$",
    re.IGNORECASE,
)  # fmt: skip
JUST_BEFORE: Final = 30
"""Characters before a number that may say what it is: a text full of numbers is not read again for each."""
LARGEST: Final = 10**15
MOST_DECIMALS: Final = 15
"""What a float tells apart; whoever writes more of either writes no number of a result."""
_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """One quantity as it was said; `start` and `end` are its place in the text."""

    said: str
    value: float
    start: int
    end: int
    decimals: int = 0
    percent: bool = False
    clock: bool = False
    hour_of_day: bool = False
    decade: bool = False
    ordinal: bool = False
    fraction: bool = False
    many: bool = False
    digits: bool = False
    hedged: bool = False
    span: Span | None = None

    @property
    def year(self) -> bool:
        """Whether it may be a calendar year."""
        return self.digits and 1900 <= self.value <= 2100 and self.span is None


def norm(text: str) -> str:
    """How names and words are compared: folded, without the possessive."""
    return fold(_POSSESSIVE.sub("", text))


def without_quotations(text: str) -> str:
    """The text with blanks in place of what stands in quotation marks: names, whose digits count nothing."""
    return re.sub(r"“[^”\n]*”", lambda found: " " * len(found.group()), text)


def quantities(text: str) -> list[Quantity]:
    """All quantities of a text, in order; of a date each part, of `3 hours 20 minutes` the whole."""
    return list(_joined(list(_single(text)), text))


def _single(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        hedged = bool(_HEDGE.search(text, max(0, match.start() - JUST_BEFORE), match.start()))
        after = _AFTER.match(text, match.end())
        span = next((name for name in _SPANS if after and after.group(name)), None)
        ratio = bool(_RATIO.match(text, match.end()))
        yield from (
            replace(one, fraction=one.fraction or ratio)
            for one in _read(match, text, hedged, span)  # type: ignore[arg-type]
        )


def _read(match: re.Match[str], text: str, hedged: bool, span: Span | None) -> Iterator[Quantity]:
    said, start, end = match.group(), match.start(), match.end()
    if match["iso"]:
        for part in re.finditer(r"\d+", said):
            yield Quantity(said, float(part.group()), start, end, digits=True)
    elif match["clock"]:
        yield Quantity(said, _minutes(said), start, end, clock=True)
    elif match["decade"]:
        year = int(re.sub(r"\D", "", said))
        yield Quantity(
            said, float(year if year > 99 else 1900 + year if year > 20 else 2000 + year), start, end, decade=True
        )
    elif match["digits"]:
        yield _of_digits(match, hedged, span)
    elif match["words"]:
        words = re.findall(rf"\b(?:{_WORD})\b", match["words"].lower())
        if words != ["one"] or _counts(text, end):
            yield Quantity(
                said, float(_value(words)), start, end, percent=bool(match["share"]), hedged=hedged, span=span
            )
    elif match["ordinal"]:
        yield Quantity(said, float(_ORDINALS[said.lower()]), start, end, ordinal=True)
    elif match["fraction"]:
        yield Quantity(said, _FRACTIONS[said.lower()], start, end, fraction=True, hedged=hedged, span=span)
    else:
        yield Quantity(said, _MANY[said.lower()], start, end, many=True)


def _of_digits(match: re.Match[str], hedged: bool, span: Span | None) -> Quantity:
    number, suffix = match["digits"].replace(",", ""), (match["suffix"] or "").strip().lower()
    value = float(number) * (1_000 if suffix == "k" else 1)
    half_day = suffix.replace(".", "")
    if half_day in ("am", "pm") and value <= 12:
        value = value % 12 + (12 if half_day == "pm" else 0)
    units: dict[str, Span] = {"h": "hour", "min": "minute", "m": "minute"}
    return Quantity(
        match.group(),
        value,
        match.start(),
        match.end(),
        decimals=min(len(number.partition(".")[2]), MOST_DECIMALS),
        percent=suffix in ("%", "percent"),
        hour_of_day=half_day in ("am", "pm"),
        ordinal=suffix in ("st", "nd", "rd", "th"),
        digits=True,
        hedged=hedged or suffix == "k",
        span=units.get(suffix, span),
    )


def _counts(text: str, end: int) -> bool:
    """`one song` counts; `this one`, `one of them`, `the first one` do not."""
    return bool(re.match(rf"\s+(?:\w+\s+)?(?:{_COUNTED})\b", text[end:], re.IGNORECASE))


def _value(words: list[str]) -> int:
    """`two hundred and five` -> 205, `twenty nineteen` -> 2019."""
    total = part = 0
    for word in words:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
        else:
            value = _UNITS.get(word, _TENS.get(word, 0))
            part = part * 100 + value if 10 <= part < 100 and value >= 10 else part + value
    return min(total + part, LARGEST)


def _minutes(clock: str) -> float:
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest[:2])


def _joined(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """`3 hours and 20 minutes` is one length of time."""
    place = 0
    while place < len(found):
        one = found[place]
        following = found[place + 1] if place + 1 < len(found) else None
        between = text[one.end : following.start] if following else ""
        if (
            following
            and (one.span, following.span) in ((("hour"), ("minute")), (("minute"), ("second")))
            and re.fullmatch(r"[\s-]*(?:hours?|hrs?|h|minutes?|mins?|m)?,?\s*(?:and\s+)?", between, re.IGNORECASE)
        ):
            whole = one.value * 60 + following.value
            yield Quantity(
                text[one.start : following.end], whole, one.start, following.end, hedged=one.hedged, span=following.span
            )
            place += 2
            continue
        yield one
        place += 1
