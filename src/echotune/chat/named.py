"""Which card of the last answer a turn speaks of."""

from __future__ import annotations

import re

from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.recommend.schemas import RecommendedTrack

_SAID_NUMBER = re.compile(r"\b[a-z]?(\d{1,3})\b", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SAID_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)}|last)\b", re.IGNORECASE)


def card_of(turn: Turn, request: UnderstoodRequest) -> RecommendedTrack | None:
    """By its name, else by its number ("A2", "the second one"); the only card when there is just one; else None."""
    cards = turn.last.tracks if turn.last else []
    titles = {name.lower() for name in request.tracks}
    named = [card for card in cards if card.title.lower() in titles]
    if named:
        return named[0]
    if titles:
        return None
    place = _said_place(turn.text, len(cards))
    if place is not None:
        return cards[place]
    return cards[0] if len(cards) == 1 else None


def _said_place(text: str, cards: int) -> int | None:
    number, ordinal = _SAID_NUMBER.search(text), _SAID_ORDINAL.search(text)
    place = None
    if number:
        place = int(number[1]) - 1
    elif ordinal:
        word = ordinal[1].lower()
        place = cards - 1 if word == "last" else _ORDINALS.index(word)
    return place if place is not None and 0 <= place < cards else None
