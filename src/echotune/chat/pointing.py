"""Words that point at what was shown ("A2", "the second one", "this artist") become the names they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from echotune.chat.cards import Card, Sides, side_index
from echotune.chat.pointers import ORDINALS, POINTERS, pointed
from echotune.chat.understand.request import UnderstoodRequest

_SLEEVE = re.compile(r"\b([a-z]{1,2})(\d{1,3})\b", re.IGNORECASE)
_SAID_BY_SLEEVE = re.compile(
    r"((the|artist|band|singer|song|track|of|from|number)\s+)*[a-z]{1,2}\d{1,3}", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:\b(?:number|no\.?|track|song)\s*|#)(\d{1,3})\b", re.IGNORECASE)
_ORDINAL = re.compile(rf"\bthe ({'|'.join(ORDINALS)}|last)\b", re.IGNORECASE)
_ARTIST = re.compile(r"\b(artist|band|singer|musician|group|guy)\b", re.IGNORECASE)
_LIKE = re.compile(r"\b(like|similar to)\b", re.IGNORECASE)
_LIKE_POINTER = re.compile(rf"\b(?:like|similar to|in the style of|close to)\s+{POINTERS}", re.IGNORECASE)
_OUT_POINTER = re.compile(
    r"\b(?:not|no|without|except|but not|drop|remove|lose|swap|replace|leave out|take out|get rid of|skip|minus)\s+"
    rf"(?:more of\s+|out\s+)?{POINTERS}",
    re.IGNORECASE,
)
_BY_POINTER = re.compile(rf"\b(?:by|from)\s+(?:{POINTERS}|(him|her|them)\b)", re.IGNORECASE)
_AWAY = re.compile(
    r"\b(not|no|without|except|drop|remove|lose|swap|replace|leave|take|rid|never|enough|skip|minus|less|don'?t)\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"(this|that|him|her|them)\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(this|that|these|it|them|him|her|one|artist|band|singer)\b", re.IGNORECASE)


def pointed_at(text: str, sides: Sides) -> Card | None:
    """The card that the text names by its sleeve or its place; the only one of the last answer when it has just one."""
    sleeves = _SLEEVE.findall(text)
    for side, number in sleeves:
        index = side_index(side)
        if index < len(sides):
            return next((card for card in sides[index] if card.position == int(number)), None)
    cards = sides[-1] if sides else []
    number, ordinal = _NUMBER.search(text), _ORDINAL.search(text)
    if number:
        return _at(cards, int(number[1]) - 1)
    if ordinal:
        word = ordinal[1].lower()
        return _at(cards, len(cards) - 1 if word == "last" else ORDINALS.index(word))
    return cards[0] if len(cards) == 1 and not sleeves else None


def says_artist(text: str) -> bool:
    return bool(_ARTIST.search(text))


def resolve(request: UnderstoodRequest, text: str, sides: Sides) -> UnderstoodRequest:
    """The request with names in place of sleeves, and with what a bare change or a verdict points at.

    "This artist" without a number is the artist of the last answer's first card. A verdict on "this one" among
    several stays open: it has to be asked.
    """
    request = _without_sleeves(request, text, sides)
    if not sides or request.intent not in ("refine", "feedback", "recommend"):
        return request
    if request.intent == "feedback":
        card = None if _names_something(request) else pointed_at(text, sides)
        return _judged(request, card, artist=says_artist(text)) if card else request
    beside = _beside_other_changes(request, text, sides)
    if beside != request or request.intent == "recommend" or _names_something(request):
        return beside
    return _bare(request, text, sides)


def _bare(request: UnderstoodRequest, text: str, sides: Sides) -> UnderstoodRequest:
    """`not this artist again`, `the second one again`: pointing is all that is said, away from it or towards it."""
    only = pointed_at(text, sides)
    cards = pointed(text, sides) or ([only] if only else [])
    if not cards and _POINTING.search(text):
        cards = sides[-1][:1]
    towards = _LIKE.search(text) or not _AWAY.search(text)
    for card in cards:
        request = (_resembling if towards else _leaving_out)(request, card, artist=says_artist(text))
    return request


def _beside_other_changes(request: UnderstoodRequest, text: str, sides: Sides) -> UnderstoodRequest:
    """`like the second one but calmer`: what is clearly pointed at counts, and the rest of the change stays."""
    if not sides[-1]:
        return request
    for pattern, change in ((_LIKE_POINTER, _resembling), (_OUT_POINTER, _leaving_out), (_BY_POINTER, _by_its_artist)):
        for found in pattern.finditer(text):
            words = next(group for group in found.groups() if group)
            cards = pointed(words, sides) or (sides[-1][:1] if _THIS.match(words) else [])
            for card in cards:
                request = change(request, card, artist=says_artist(words))
    return request


def _by_its_artist(request: UnderstoodRequest, card: Card, *, artist: bool) -> UnderstoodRequest:
    """`more by this artist`, whether the artist or a song is pointed at."""
    return request.model_copy(update={"artists": list(dict.fromkeys([*request.artists, card.artist]))})


def _resembling(request: UnderstoodRequest, card: Card, *, artist: bool) -> UnderstoodRequest:
    like = [*request.seeds.like, card.artist if artist else card.title]
    artists = request.artists if artist else [*request.artists, card.artist]
    seeds = request.seeds.model_copy(update={"like": list(dict.fromkeys(like))})
    return request.model_copy(update={"seeds": seeds, "artists": list(dict.fromkeys(artists))})


def _leaving_out(request: UnderstoodRequest, card: Card, *, artist: bool) -> UnderstoodRequest:
    exclude = request.exclude
    added = (
        {"artists": list(dict.fromkeys([*exclude.artists, card.artist]))}
        if artist
        else {"tracks": list(dict.fromkeys([*exclude.tracks, card.title]))}
    )
    return request.model_copy(update={"exclude": exclude.model_copy(update=added)})


def _judged(request: UnderstoodRequest, card: Card, *, artist: bool) -> UnderstoodRequest:
    return request.model_copy(update={"artists": [card.artist], "tracks": [] if artist else [card.title]})


def _names_something(request: UnderstoodRequest) -> bool:
    excluded = request.exclude
    return bool(
        request.artists
        or request.tracks
        or request.albums
        or request.genres
        or request.seeds.like
        or request.seeds.between
        or excluded.artists
        or excluded.tracks
        or excluded.genres
        or excluded.explicit
        or request.features
        or request.era
    )


def _without_sleeves(request: UnderstoodRequest, text: str, sides: Sides) -> UnderstoodRequest:
    """Sleeve numbers that were taken for names: of the track, or of its artist where the text says so."""
    artists, wanted = _split(request.artists, sides)
    like, liked = _split(request.seeds.like, sides)
    excluded, refused = _split([*request.exclude.artists, *request.exclude.tracks], sides)
    if not (wanted or liked or refused):
        return request
    by_artist = says_artist(text)
    titles = [] if by_artist else [card.title for card in wanted]
    changes: dict[str, object] = {
        "artists": [*artists, *(card.artist for card in wanted), *(card.artist for card in liked if not by_artist)],
        "tracks": [*request.tracks, *titles],
        "seeds": request.seeds.model_copy(
            update={"like": [*like, *(card.artist if by_artist else card.title for card in liked)]}
        ),
    }
    if refused:
        update = {
            "artists": [name for name in request.exclude.artists if name in excluded],
            "tracks": [name for name in request.exclude.tracks if name in excluded],
        }
        update["artists" if by_artist else "tracks"] += [card.artist if by_artist else card.title for card in refused]
        changes["exclude"] = request.exclude.model_copy(update=update)
    return request.model_copy(update=changes)


def _split(names: Sequence[str], sides: Sides) -> tuple[list[str], list[Card]]:
    """Names that are names, and the cards that the others are numbers of ("A2", "the artist of A2")."""
    kept, cards = [], []
    for name in names:
        card = pointed_at(name, sides) if _SAID_BY_SLEEVE.fullmatch(name.strip()) else None
        if card:
            cards.append(card)
        else:
            kept.append(name)
    return kept, cards


def _at(cards: Sequence[Card], place: int) -> Card | None:
    return cards[place] if 0 <= place < len(cards) else None
