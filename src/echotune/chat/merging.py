"""A change of the last request: what was said before stays, but for what the change speaks of."""

from __future__ import annotations

import math

from echotune.chat.understand.request import Intent, UnderstoodRequest
from echotune.recommend.request import Era, Exclusions, FeatureWish, Seeds
from echotune.recommend.schemas import RecommendationResponse

ADDED = ("genres", "moods", "activities", "instruments")
REPLACED = ("language", "mode", "count", "duration_minutes", "sort", "time_of_day", "era")


def merge(previous: UnderstoodRequest, change: UnderstoodRequest, intent: Intent = "refine") -> UnderstoodRequest:
    """Directions and amounts replace, kinds of music and exclusions add up; a new thing to resemble, or new names,
    take the place of the old ones."""
    changes: dict[str, object] = {
        field: [
            *getattr(previous, field),
            *(one for one in getattr(change, field) if one not in getattr(previous, field)),
        ]
        for field in ADDED
    }
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
    return previous.model_copy(update=changes)


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
