"""Whether a number in prose stands in a result: as it is, rounded as it was said, or in another unit of time."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Set
from typing import Final

from echotune.chat.grounding.facts import Facts, Known
from echotune.chat.grounding.reading import JUST_BEFORE, Quantity, quantities, without_quotations

SECONDS: Final = {
    "ms": 0.001, "second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0, "week": 604_800.0,
    "month": 2_629_800.0, "year": 31_557_600.0,
}  # fmt: skip
LISTENER: Final = "listener"
_ASKED: Final = re.compile(
    r"\b(you (asked|wanted|said|named|wished)|asked for|as you (asked|said)|you're after|requested|your wish)\b",
    re.IGNORECASE,
)
_FIRST_FEW: Final = re.compile(
    r"\b(?:top|first|last|leading|opening|closing|track|song|number|no\.)[\s-]+$|#$", re.IGNORECASE
)
_PAST: Final = re.compile(
    r"\b(played|plays?|heard|listened|listens?|listening|skipped|skips?|times|streamed|first|last|most)\b",
    re.IGNORECASE,
)


def sources(text: str, facts: Facts) -> dict[str, Known]:
    """Every number of an answer's words, as it is said, with where it is known from; those of quoted names left out."""
    found = ((one.said.strip(), source_of(one, facts, text)) for one in quantities(without_quotations(text)))
    return {said: known for said, known in found if known}


def source_of(one: Quantity, facts: Facts, sentence: str, about: frozenset[str] = frozenset()) -> Known | None:
    """Where a number is known from; None: nowhere. `about`: the normalised names in its sentence."""
    if one.decade:
        return _decade(one, facts)
    if one.many:
        return _first(known for known in facts.numbers if one.value <= known.value < one.value * 1_000)
    if one.fraction:
        return _fraction(one, facts, sentence)
    if one.clock:
        return _clock(one, facts)
    if one.value <= max(facts.shown, 2) and (
        one.ordinal or _FIRST_FEW.search(sentence, max(0, one.start - JUST_BEFORE), one.start)
    ):
        return Known(one.value, "result", "place among what is shown")
    if one.hour_of_day and (told := f"{one.value:02.0f}:00") in facts.times:
        return Known(one.value, "result", f"“{told}”")
    said = [known for known in facts.numbers if _says(known, one)]
    return _of_what_is_named(said, facts, about) or _listeners(one, facts, sentence)


def _of_what_is_named(said: list[Known], facts: Facts, about: frozenset[str]) -> Known | None:
    """The first that fits the names beside it: where a sentence names one row of a result, another row's number does not,
    nor does the sentence in that result which tells of the other row."""
    for known in said:
        if not any(_touches(facts.owners.get(known.result, set()), name) for name in about):
            return known
        if known.owner:
            named = _named(known.owner, about)
            rows = {other.owner for other in facts.numbers if other.result == known.result}
            if named and not any(named < _named(row, about) for row in rows):
                return known
        elif not (known.told and _telling(known.value) and any(k.owner and k.result == known.result for k in said)):
            return known
    return None


def _named(owner: frozenset[str], about: frozenset[str]) -> set[str]:
    """Which of the names beside a number are those of a row: “Blue” by Ann is not the row of “Blue” by Ben."""
    return {name for name in about if _touches(owner, name)}


def _touches(owners: Set[str], name: str) -> bool:
    return name in owners or any(f" {name} " in f" {owner} " for owner in owners)


def _telling(value: float) -> bool:
    """Whether a number is no day of a month, no rank and no year: equal by chance is unlikely."""
    return value > 31 and not 1900 <= value <= 2100


def _says(known: Known, one: Quantity) -> bool:
    return any(_same(value, one) for value in _values(known, one))


def _values(known: Known, one: Quantity) -> Iterator[float]:
    """The known number as it would be said in the claim's unit."""
    if one.percent:
        if known.unit == "share" or known.unit is None:
            yield known.value
            if abs(known.value) <= 1:
                yield known.value * 100
        return
    if one.span is None or known.unit == "share":
        yield known.value
        return
    if known.unit is None:
        yield known.value
    units = (known.unit,) if known.unit else ("minute", "ms", "hour", "second")
    for unit in units:
        yield known.value * SECONDS[unit] / SECONDS[one.span]


def _same(value: float, one: Quantity) -> bool:
    """Equal to the decimals said; with "about", to the leading digits said."""
    said = one.value
    scale = 10**one.decimals
    if math.isclose(round(value * scale) / scale, said) or math.isclose(math.floor(value * scale) / scale, said):
        return value != 0 or said == 0
    if not one.hedged or said <= 0 or value <= 0:
        return False
    step = _step(said)
    return math.isclose(round(value / step) * step, said) or math.isclose(math.floor(value / step) * step, said)


def _step(said: float) -> float:
    """3,200 -> 100: the worth of its last digit that is not 0."""
    step = 1.0
    while said % (step * 10) == 0 and step < said:
        step *= 10
    return step


def _decade(one: Quantity, facts: Facts) -> Known | None:
    if any(heard.value == one.value for heard in facts.listener_quantities):
        return Known(one.value, LISTENER, "your words")
    if f" {one.value:.0f}s " in facts.returned:
        return Known(one.value, "taste", "the decades you play most")
    return _first(known for known in facts.numbers if one.value <= known.value < one.value + 10)


def _clock(one: Quantity, facts: Facts) -> Known | None:
    if one.said in facts.times:
        return Known(one.value, "result", f"“{one.said}”")
    lengths = (known for known in facts.numbers if known.unit in ("ms", "second", "minute"))
    unit_seconds = {"ms": 0.001, "second": 1.0, "minute": 1.0}  # 3:45 of minutes, 3:45 of hours: 225 either way
    return _first(known for known in lengths if round(known.value * unit_seconds[str(known.unit)]) == one.value)


def _fraction(one: Quantity, facts: Facts, sentence: str) -> Known | None:
    said = one.said.lower()
    if said == "half" and one.span == "hour":
        minutes = Quantity(one.said, 30.0, one.start, one.end, span="minute")
        return _first(known for known in facts.numbers if _says(known, minutes)) or _listeners(minutes, facts, sentence)
    if f" {said} " in facts.returned:
        return Known(one.value, "result", f"“{said}”")
    if said == "half":
        return _first(known for known in facts.numbers if known.unit == "share" and round(known.value, 2) in (0.5, 50))
    if said in ("twice", "thrice") and not re.match(r"\s+(as|the|what|more)\b", sentence[one.end :]):
        return _first(known for known in facts.numbers if known.value == one.value and known.unit is None)
    return None


def _listeners(one: Quantity, facts: Facts, sentence: str) -> Known | None:
    """The listener's own number counts as what was asked for, and as the year that was asked about; never as a fact."""
    asked = _ASKED.search(sentence) or (one.year and not _PAST.search(sentence))
    if asked and any(heard.value == one.value for heard in facts.listener_quantities):
        return Known(one.value, LISTENER, "your words")
    return None


def _first(found: Iterator[Known]) -> Known | None:
    return next(found, None)
