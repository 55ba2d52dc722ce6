"""What a mood, a weather or an activity means, read from moods.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import Field

from echotune.core.wire import WireModel

Kind = Literal["mood", "activity"]
OPEN = -1.0  # an open end of a range in moods.toml


@dataclass(frozen=True)
class Range:
    """Both ends inclusive; an infinite end is open."""

    low: float = float("-inf")
    high: float = float("inf")


@dataclass(frozen=True)
class Meaning:
    """Feature ranges that must all hold; words of a title and tags that stand in where features are unknown."""

    kind: Kind
    name: str
    ranges: tuple[tuple[str, Range], ...]
    words: tuple[str, ...]
    tags: tuple[str, ...]
    in_lexicon: bool = True


class _Entry(WireModel):
    names: list[str] = Field(min_length=1)
    ranges: dict[str, tuple[float, float]] = Field(min_length=1)
    words: list[str]
    tags: list[str]


class _Lexicon(WireModel):
    moods: dict[str, _Entry]
    activities: dict[str, _Entry]
    times: dict[str, tuple[int, int]]


@cache
def lexicon() -> _Lexicon:
    """The checked content of moods.toml. Raises pydantic's ValidationError when it is malformed."""
    text = resources.files("echotune.recommend").joinpath("moods.toml").read_text("utf-8")
    return _Lexicon.model_validate(tomllib.loads(text))


@cache
def _by_name(kind: Kind) -> dict[str, Meaning]:
    entries = lexicon().moods if kind == "mood" else lexicon().activities
    named: dict[str, Meaning] = {}
    for key, entry in entries.items():
        ranges = tuple((feature, _range(*ends)) for feature, ends in sorted(entry.ranges.items()))
        meaning = Meaning(kind, key, ranges, tuple(entry.words), tuple(entry.tags))
        for name in (key, *entry.names):
            named.setdefault(name, meaning)
    return named


def _range(low: float, high: float) -> Range:
    return Range(float("-inf") if low == OPEN else low, float("inf") if high == OPEN else high)


def meaning(kind: Kind, word: str) -> Meaning:
    """What a mood or activity means; one that is not in the lexicon means its own word in a title or tag."""
    word = word.strip().lower()
    known = _by_name(kind).get(word) or _by_name("activity" if kind == "mood" else "mood").get(word)
    return known or Meaning(kind, word, (), (word,), (word,), in_lexicon=False)


def hours_of(time_of_day: str) -> tuple[int, int]:
    """First hour and the hour it ends at, in the listener's zone."""
    return lexicon().times[time_of_day]
