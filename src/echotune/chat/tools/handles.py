"""Handles that a language model passes on ("A2") become the names they stand for, each in the field it was given in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from echotune.chat.cards import Card, Sides, side_index
from echotune.chat.understand.request import UnderstoodRequest

_HANDLE: Final = re.compile(r"\s*([A-Za-z]{1,2})(\d{1,3})\s*")


def named(request: UnderstoodRequest, sides: Sides) -> UnderstoodRequest:
    """The request with names only. A track pointed at brings its artist along."""
    tracks, pointed = _split(request.tracks, sides)
    artists, by = _split(request.artists, sides)
    like, liked = _split(request.seeds.like, sides)
    out_tracks, refused = _split(request.exclude.tracks, sides)
    out_artists, left_out = _split(request.exclude.artists, sides)
    if not (pointed or by or liked or refused or left_out):
        return request
    seeds = request.seeds.model_copy(update={"like": [*like, *(card.title for card in liked)]})
    exclude = request.exclude.model_copy(
        update={
            "tracks": [*out_tracks, *(card.title for card in refused)],
            "artists": [*out_artists, *(card.artist for card in left_out)],
        }
    )
    makers = [*artists, *(card.artist for card in (*by, *pointed, *liked))]
    return request.model_copy(
        update={
            "tracks": [*tracks, *(card.title for card in pointed)],
            "artists": list(dict.fromkeys(makers)),
            "seeds": seeds,
            "exclude": exclude,
        }
    )


def _split(names: Sequence[str], sides: Sides) -> tuple[list[str], list[Card]]:
    """Names that are names, and the cards that the others are handles of."""
    kept: list[str] = []
    cards: list[Card] = []
    for name in names:
        card = _card(name, sides)
        if card:
            cards.append(card)
        else:
            kept.append(name)
    return kept, cards


def _card(name: str, sides: Sides) -> Card | None:
    handle = _HANDLE.fullmatch(name)
    index = side_index(handle[1]) if handle else len(sides)
    if handle is None or index >= len(sides):
        return None
    return next((card for card in sides[index] if card.position == int(handle[2])), None)
