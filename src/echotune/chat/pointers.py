"""The words that point at cards of answers: `A2`, `the second and the fourth`, `number 3`, `the last two`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from echotune.chat.cards import Card, Sides, side_index

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_AMOUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_PLACES = "|".join((*ORDINALS, "last"))
_KINDS = r"(?:\s+(?:one|ones|songs?|tracks?|tunes?|artists?|bands?|singers?))?"
_SLEEVES = r"(?:(?:the|artist|band|singer|song|track|of|number)\s+)*[a-z]{1,2}\d{1,3}\b"
_NUMBERS = r"(?:the\s+)?(?:numbers?|no\.?|tracks?|songs?)\s*\d{1,3}\b|\#\d{1,3}\b"
_SETS = rf"the\s+(?:first|last|top)\s+(?:{'|'.join(_AMOUNTS)}){_KINDS}|both(?:\s+of\s+(?:those|these|them))?|(?:those|these)\s+two"
_POINTER = rf"(?:{_SLEEVES}|{_SETS}|(?:the\s+)(?:{_PLACES})\b{_KINDS}|{_NUMBERS}|(?:this|that)\s+(?:one|song|track|tune|artist|band|singer|group)\b)"
_MORE = rf"(?:\s*(?:,|and|or|nor|plus|&)\s*)(?:(?:the\s+)?(?:{_PLACES})\b{_KINDS}|\d{{1,3}}\b|{_POINTER})"
POINTERS = rf"({_POINTER}(?:{_MORE})*)"
"""One pointer or a row of them, as a group of a regular expression."""

_EACH = re.compile(
    rf"\b(?P<side>[a-z]{{1,2}})(?P<number>\d{{1,3}})\b|\b(?P<end>first|last|top)\s+(?P<amount>{'|'.join(_AMOUNTS)})\b"
    rf"|(?P<both>\bboth\b|\b(?:those|these)\s+two\b)|\b(?P<place>{_PLACES})\b|\b(?P<plain>\d{{1,3}})\b",
    re.IGNORECASE,
)


def pointed(words: str, sides: Sides) -> list[Card]:
    """The cards that the words point at, in their order; those that were never shown are left out."""
    shown = sides[-1] if sides else []
    found: list[Card] = []
    for match in _EACH.finditer(words):
        found += [card for card in _cards(match, shown, sides) if card not in found]
    return found


def _cards(match: re.Match[str], shown: Sequence[Card], sides: Sides) -> list[Card]:
    if match["side"]:
        index = side_index(match["side"])
        wanted = int(match["number"])
        return [card for card in (sides[index] if index < len(sides) else []) if card.position == wanted]
    if match["amount"]:
        amount = _AMOUNTS[match["amount"].lower()]
        return list(shown[-amount:] if match["end"].lower() == "last" else shown[:amount])
    if match["both"]:
        return list(shown) if len(shown) == _BOTH else []
    if match["place"]:
        place = match["place"].lower()
        at = len(shown) - 1 if place == "last" else ORDINALS.index(place)
    else:
        at = int(match["plain"]) - 1
    return [shown[at]] if 0 <= at < len(shown) else []


_BOTH = 2
