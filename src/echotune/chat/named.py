"""Which card a turn speaks of."""

from __future__ import annotations

import re

from echotune.chat.cards import Card, side_index
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest

_SLEEVE = re.compile(r"\b([a-z]{1,2})(\d{1,3})\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\b(?:number|no\.?|track|song)\s*|#)(\d{1,3})\b", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)}|last)\b", re.IGNORECASE)


def card_of(turn: Turn, request: UnderstoodRequest) -> Card | None:
    """By its name, else by its sleeve ("B2") or place ("the second one"); the only card of the last answer when that
    holds just one; else None."""
    titles = {name.lower() for name in request.tracks}
    if titles:
        every = [card for side in reversed(turn.sides) for card in side]
        return next((card for card in every if card.title.lower() in titles), None)
    said = _by_sleeve(turn) or _by_place(turn)
    if said:
        return said
    return turn.shown[0] if len(turn.shown) == 1 else None


def _by_sleeve(turn: Turn) -> Card | None:
    for side, number in _SLEEVE.findall(turn.text):
        index = side_index(side)
        if index < len(turn.sides):
            return next((card for card in turn.sides[index] if card.position == int(number)), None)
    return None


def _by_place(turn: Turn) -> Card | None:
    cards, number, ordinal = turn.shown, _NUMBER.search(turn.text), _ORDINAL.search(turn.text)
    if not cards or not (number or ordinal):
        return None
    if number:
        place = int(number[1]) - 1
    else:
        word = ordinal[1].lower() if ordinal else ""
        place = len(cards) - 1 if word == "last" else _ORDINALS.index(word)
    return cards[place] if 0 <= place < len(cards) else None
