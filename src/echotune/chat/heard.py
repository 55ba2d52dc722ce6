"""How a sentence was understood, as the listener sees it: each part in words, and the sentence that leaves it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from echotune.chat.parts import Chip, Heard
from echotune.chat.understand.request import InsightQuestion, UnderstoodRequest
from echotune.insights.ask.in_words import MEASURED, refined, span
from echotune.insights.period import Period
from echotune.recommend.heard import heard_as, sayable, sentence
from echotune.recommend.request import Exclusions, FeatureName, RecommendationRequest, Seeds

DESCRIBED = ("albums", "genres", "moods", "activities", "instruments")
SINGLES = ("language", "era", "time_of_day")
AMOUNTS = ("count", "duration_minutes")
EXCLUDED = ("artists", "tracks", "genres")
Piece = tuple[str, RecommendationRequest, RecommendationRequest]
"""A field's name on the wire, a request of that part alone, and the request without it."""


@dataclass(frozen=True)
class Part:
    """One part of a wish: its field, its words, and the wish without it."""

    key: str
    label: str
    without: RecommendationRequest


def heard(request: UnderstoodRequest) -> Heard:
    """The request with its chips: of a question about the record, or of a wish for music."""
    if request.insight:
        return Heard(request=request, chips=_asked(request, request.insight))
    chips = [Chip(key=part.key, label=part.label, remove=_said_without(part)) for part in parts(request)]
    return Heard(request=request, chips=chips)


def parts(request: UnderstoodRequest) -> list[Part]:
    """The parts of a wish, in the order one would say them."""
    wish = RecommendationRequest(**{name: getattr(request, name) for name in RecommendationRequest.model_fields})
    return [Part(key, _label(alone), without) for key, alone, without in _pieces(wish)]


def _said_without(part: Part) -> str:
    """The wish without the part as a sentence; where that sentence would read as a change of the last answer, its edit."""
    rest = sayable(part.without)
    directions_only = rest.model_copy(update={"features": {}, "era": None}) == RecommendationRequest()
    return f"Leave out “{part.label}”" if directions_only and rest.features else sentence(rest)


def _qualifies(wish: RecommendationRequest) -> bool:
    """One artist beside one title only says whose it is: "X by Y", "like X by Y"."""
    return len(wish.artists) == 1 and len(wish.tracks) + len(wish.seeds.like) == 1 and not wish.seeds.between


def _label(alone: RecommendationRequest) -> str:
    if _qualifies(alone):
        return f"{f'like {alone.seeds.like[0]}' if alone.seeds.like else alone.tracks[0]} by {alone.artists[0]}"
    settled = sayable(alone)
    return heard_as(alone)[0] if settled == alone else f"still {heard_as(settled)[0]}"


def _pieces(wish: RecommendationRequest) -> Iterator[Piece]:
    if wish.mode:
        yield _piece(wish, "mode", wish.mode, None)
    yield from [_qualified(wish)] if _qualifies(wish) else _names(wish)
    for field in DESCRIBED:
        for name in getattr(wish, field):
            yield _piece(wish, field, [name], _others(getattr(wish, field), name))
    for feature in get_args(FeatureName):
        if feature in wish.features:
            rest = {name: value for name, value in wish.features.items() if name != feature}
            yield _piece(wish, "features", {feature: wish.features[feature]}, rest)
    for field in SINGLES:
        if getattr(wish, field):
            yield _piece(wish, field, getattr(wish, field), None)
    yield from _exclusions(wish)
    for field in AMOUNTS:
        if getattr(wish, field):
            yield _piece(wish, field, getattr(wish, field), None)


def _qualified(wish: RecommendationRequest) -> Piece:
    named = {"artists": wish.artists, "tracks": wish.tracks, "seeds": wish.seeds}
    without = wish.model_copy(update={"artists": [], "tracks": [], "seeds": Seeds()})
    return ("seeds" if wish.seeds.like else "tracks"), RecommendationRequest.model_validate(named), without


def _names(wish: RecommendationRequest) -> Iterator[Piece]:
    for name in wish.seeds.like:
        seeds = Seeds(like=_others(wish.seeds.like, name), between=wish.seeds.between)
        yield _piece(wish, "seeds", Seeds(like=[name]), seeds)
    if wish.seeds.between:
        yield _piece(wish, "seeds", Seeds(between=wish.seeds.between), Seeds(like=wish.seeds.like))
    for field in ("artists", "tracks"):
        for name in getattr(wish, field):
            yield _piece(wish, field, [name], _others(getattr(wish, field), name))


def _exclusions(wish: RecommendationRequest) -> Iterator[Piece]:
    for field in EXCLUDED:
        names = getattr(wish.exclude, field)
        for name in names:
            rest = wish.exclude.model_copy(update={field: _others(names, name)})
            yield _piece(wish, "exclude", Exclusions(**{field: [name]}), rest)
    if wish.exclude.explicit:
        yield _piece(wish, "exclude", Exclusions(explicit=True), wish.exclude.model_copy(update={"explicit": False}))


def _piece(wish: RecommendationRequest, field: str, alone: Any, rest: Any) -> Piece:
    key = RecommendationRequest.model_fields[field].alias or field
    return key, RecommendationRequest(**{field: alone}), wish.model_copy(update={field: rest})


def _others(names: list[str], name: str) -> list[str]:
    return [other for other in names if other != name]


def _asked(request: UnderstoodRequest, question: InsightQuestion) -> list[Chip]:
    """A question's parts; it has no sentence without one of them."""
    labels = [("insight", _measured(question))]
    labels += [(field, name) for field in ("artists", "tracks", "albums", "genres") for name in getattr(request, field)]
    if question.from_ or question.to:
        labels.append(("insight.from", span(Period(question.from_, question.to))))
    if question.hours:
        labels.append(("insight.hours", f"{question.hours.from_:02d}:00 to {(question.hours.to + 1) % 24:02d}:00"))
    if question.limit:
        labels.append(("insight.limit", f"top {question.limit}"))
    labels += [(f"plan.{field}", said) for field, said in refined(request.plan)] if request.plan else []
    return [Chip(key=key, label=label) for key, label in labels]


def _measured(question: InsightQuestion) -> str:
    if question.subject in ("plays", "skips"):
        return f"{question.measure} play" if question.measure in ("first", "last") else MEASURED[question.measure]
    return f"{question.subject} by {MEASURED[question.measure]}"
