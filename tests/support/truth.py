"""Numbers of prose and where they could come from: a reading of its own, for checking answers from the outside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

ONES = [
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
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: dict[str, float] = {word: float(n) for n, word in enumerate(ONES)} | {
    word: 10.0 * n for n, word in enumerate(TENS, 2)
}
WORDS |= {"twice": 2.0, "dozen": 12.0}
SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6}
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WORDING = frozenset({"sentence", "title", "ask", "label", "text"})
"""Fields that are prose themselves: what they say needs a source too."""
_DIGITS = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?=\s*%|\D|$)")
_NO_COUNT = re.compile(r"\b(?:that|this|which|the|no|each|every|another|any|last|first|next) one\b")


def numbers(text: str) -> set[float]:
    """Every number that a text says, in digits or in words."""
    plain = _NO_COUNT.sub(" ", text.lower().replace("\\", ""))
    found = {float(digits.replace(",", "")) for digits in _DIGITS.findall(plain)}
    run: list[str] = []
    for word in [*re.findall(r"[a-z]+|[.,;:!?]", plain), "."]:
        if word in WORDS or (word in SCALES and run):
            run.append(word)
        elif run and word != "and":
            found.add(_spelled(run))
            run = []
    return found


def _spelled(run: Iterable[str]) -> float:
    whole = part = 0.0
    for word in run:
        if word in SCALES:
            part *= SCALES[word]
            if SCALES[word] >= 1000:
                whole, part = whole + part, 0.0
        else:
            part += WORDS[word]
    return whole + part


def sources(document: Any, *, wording: bool = False) -> set[float]:
    """Every number that may be said of a document: its values, rounded too, minutes as hours and days, shares as per cent,
    how long its lists are, the parts of its dates."""
    if isinstance(document, bool) or document is None:
        return set()
    if isinstance(document, int | float):
        return _roundings(float(document))
    if isinstance(document, str):
        return _of_text(document)
    if isinstance(document, dict):
        kept = [value for key, value in document.items() if wording or key not in WORDING]
        return set().union(*(sources(value, wording=wording) for value in kept))
    items = list(document)
    return {float(len(items))}.union(*(sources(item, wording=wording) for item in items))


def _roundings(value: float) -> set[float]:
    forms = [value, value / 60, value / 1440, value / 60_000, value / 3_600_000, 100 * value]
    parts = {float(value // 60), float(round(value) % 60), float(value // 1440), float(value % 1440 // 60)}
    return {abs(number) for form in forms for number in (form, round(form), round(form, 1))} | parts


def _of_text(text: str) -> set[float]:
    if re.fullmatch(r"\d{4}-\d\d-\d\d.*", text):
        day = date.fromisoformat(text[:10])
        return {float(day.year), float(day.month), float(day.day)}
    return numbers(text) | {float(found) for found in re.findall(r"\d+", text)}


def unsourced(prose: str, documents: Any, said: str = "") -> list[float]:
    """The numbers of an answer that no document holds and the listener did not say."""
    known = sources(documents) | numbers(said)
    return sorted(number for number in numbers(prose) if not any(abs(number - one) < 1e-6 for one in known))
