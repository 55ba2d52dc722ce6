"""A change of the last request: what was said before stays, but for what the change speaks of."""

from __future__ import annotations

import math
import re

from echotune.chat.understand.request import Intent, UnderstoodRequest
from echotune.recommend.request import Era, Exclusions, FeatureWish, Seeds
from echotune.recommend.schemas import RecommendationResponse

SWAPS = re.compile(
    r"\b(instead|rather|only|just|nothing but|(?:switch|change|swap)(?: it| that| them| this)? to"
    r"|make (?:it|them|that|this|those|these)(?! (?:a (?:bit|little|lot) )?(?:more|less|even)))\b",
    re.IGNORECASE,
)
"""Words that put a kind of music in the place of the one before; without them kinds add up."""

ADDED = ("genres", "moods", "activities", "instruments")
REPLACED = ("language", "mode", "count", "duration_minutes", "sort", "time_of_day", "era")


def swaps(text: str) -> bool:
    """Whether the listener wants a kind of music in the place of another: `make it jazz`, `soul instead`."""
    return bool(SWAPS.search(text))


def merge(
    previous: UnderstoodRequest, change: UnderstoodRequest, intent: Intent = "refine", *, swap: bool = False
) -> UnderstoodRequest:
    """Directions and amounts replace, kinds of music and exclusions add up (with `swap` kinds replace kinds); a new
    thing to resemble, or new names, take the place of the old ones. Of a wish and an exclusion that name the same the
    later one stays."""
    changes: dict[str, object] = {field: _added(previous, change, field, swap) for field in ADDED}
    changes |= {field: getattr(change, field) for field in REPLACED if getattr(change, field) is not None}
    if change.seeds.like or change.seeds.between:
        changes |= {"seeds": change.seeds, "artists": change.artists, "tracks": change.tracks, "albums": change.albums}
    elif change.artists or change.tracks or change.albums:
        changes |= {"seeds": Seeds(), "artists": change.artists, "tracks": change.tracks, "albums": change.albums}
    changes |= {
        "features": previous.features | change.features,
        "exclude": _excluded(previous.exclude, change.exclude),
        "intent": intent,
        "unparsed": change.unparsed,
        "confidence": change.confidence,
    }
    return _agreeing(previous.model_copy(update=changes), change)


def _added(previous: UnderstoodRequest, change: UnderstoodRequest, field: str, swap: bool) -> list[str]:
    before, now = getattr(previous, field), getattr(change, field)
    return list(now) if swap and now else [*before, *(one for one in now if one not in before)]


def _agreeing(merged: UnderstoodRequest, change: UnderstoodRequest) -> UnderstoodRequest:
    """The request without earlier wishes for what the change leaves out, and earlier exclusions of what it wants."""
    out, wanted = change.exclude, [*change.artists, *change.seeds.like, *change.seeds.between]
    exclude = Exclusions(
        artists=_others(merged.exclude.artists, wanted),
        genres=_others(merged.exclude.genres, change.genres),
        tracks=_others(merged.exclude.tracks, [*change.tracks, *change.seeds.like]),
        explicit=merged.exclude.explicit,
    )
    between = _others(merged.seeds.between, out.artists)
    seeds = Seeds(
        like=_others(merged.seeds.like, [*out.artists, *out.tracks]),
        between=between if len(between) == len(merged.seeds.between) else [],
    )
    return merged.model_copy(
        update={
            "artists": _others(merged.artists, out.artists),
            "tracks": _others(merged.tracks, out.tracks),
            "genres": _others(merged.genres, out.genres),
            "exclude": exclude,
            "seeds": seeds,
        }
    )


def _others(names: list[str], unwanted: list[str]) -> list[str]:
    folded = {name.casefold() for name in unwanted}
    return [name for name in names if name.casefold() not in folded]


def _excluded(before: Exclusions, now: Exclusions) -> Exclusions:
    return Exclusions(
        artists=list(dict.fromkeys([*before.artists, *now.artists])),
        genres=list(dict.fromkeys([*before.genres, *now.genres])),
        tracks=list(dict.fromkeys([*before.tracks, *now.tracks])),
        explicit=before.explicit or now.explicit,
    )


def settle(request: UnderstoodRequest, answer: RecommendationResponse) -> UnderstoodRequest:
    """The request with its directions made bounds: "calmer" was answered, so from now on no livelier than that answer.

    Without this each later change would move on in a direction that was asked for once.
    """
    features = {feature: _settled(feature, wish, answer) for feature, wish in request.features.items()}
    return request.model_copy(update={"features": features, "era": _settled_era(request.era, answer)})


def _settled(feature: str, wish: FeatureWish, answer: RecommendationResponse) -> FeatureWish:
    values = [track.provenance.feature_values.get(feature) for track in answer.tracks]
    known = [value for value in values if value is not None]
    if not wish.delta or not known:
        return wish
    if wish.delta == "-":
        return FeatureWish(max=math.ceil(max(known) * 100) / 100)
    return FeatureWish(min=math.floor(min(known) * 100) / 100)


def _settled_era(era: Era | None, answer: RecommendationResponse) -> Era | None:
    known = [track.release_year for track in answer.tracks if track.release_year]
    if era is None or not era.delta or not known:
        return era
    return Era(to=max(known)) if era.delta == "-" else Era(from_=min(known))
