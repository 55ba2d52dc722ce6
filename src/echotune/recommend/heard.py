"""The request as a listener would recognise it: short parts ("Heard as"), and one sentence that says it again."""

from __future__ import annotations

from echotune.recommend.filters import era_label
from echotune.recommend.request import FeatureWish, Mode, RecommendationRequest
from echotune.recommend.wishes import bounds_label, direction_label
from echotune.recommend.wording import both

MODE_WORDS: dict[Mode, str] = {
    "relisten": "songs you play",
    "rediscover": "loved and forgotten",
    "explore": "new to you",
    "blend": "old and new",
}
ASKING: dict[Mode, str] = {
    "relisten": "songs I have on repeat",
    "rediscover": "songs I loved and forgot",
    "explore": "songs that are new to me",
    "blend": "a mix of old and new",
}


def heard_as(request: RecommendationRequest) -> list[str]:
    """The parts of the request, in the order one would say them."""
    parts = [MODE_WORDS[request.mode]] if request.mode else []
    parts += [f"like {name}" for name in request.seeds.like]
    parts += [f"between {both(request.seeds.between)}"] if request.seeds.between else []
    parts += [*request.artists, *request.tracks, *request.albums, *request.genres, *request.moods]
    parts += [*request.activities, *request.instruments]
    parts += [request.language] if request.language else []
    parts += feature_words(request)
    parts += [era_label(request.era)] if request.era else []
    parts += [request.time_of_day] if request.time_of_day else []
    excluded = request.exclude
    parts += [f"no {name}" for name in [*excluded.artists, *excluded.tracks, *excluded.genres]]
    parts += ["no explicit"] if excluded.explicit else []
    parts += ["one song" if request.count == 1 else f"{request.count} songs"] if request.count else []
    return parts + ([f"{request.duration_minutes} minutes"] if request.duration_minutes else [])


def feature_words(request: RecommendationRequest) -> list[str]:
    return [words for feature, wish in request.features.items() for words in _feature(feature, wish)]


def _feature(feature: str, wish: FeatureWish) -> list[str]:
    words = [direction_label(feature, wish.delta)] if wish.delta else []
    bounded = wish.min is not None or wish.max is not None
    return [*words, bounds_label(feature, wish.min, wish.max)] if bounded else words


def sayable(request: RecommendationRequest) -> RecommendationRequest:
    """Bounds, which no sentence tells, as the direction that set them ("no livelier than that answer")."""
    features = {
        name: wish
        if wish.delta or (name == "instrumentalness" and wish.max is None)
        else FeatureWish(delta="-" if wish.min is None else "+")
        for name, wish in request.features.items()
    }
    return request.model_copy(update={"features": features})


def sentence(request: RecommendationRequest) -> str:
    """The request in one sentence that the language engine understands again."""
    request = sayable(request)
    asked = ASKING[request.mode] if request.mode else "songs"
    described = [*feature_words(request), *request.moods, *request.genres]
    if described:
        asked = f"{' '.join(described)} songs" if not request.mode else f"{asked}, {' '.join(described)}"
    if request.artists:
        asked += f" by {both(request.artists)}"
    if request.seeds.like:
        asked += f" like {both(request.seeds.like)}"
    if request.seeds.between:
        asked += f" between {both(request.seeds.between)}"
    if request.instruments:
        asked += f" with {both(request.instruments)}"
    if request.activities:
        asked += f" for {both(request.activities)}"
    if request.era:
        asked += f" {_era(request)}"
    if request.time_of_day:
        asked += f" for the {request.time_of_day}"
    asked += "".join(f", no {name}" for name in [*request.exclude.artists, *request.exclude.genres])
    asked += ", no explicit" if request.exclude.explicit else ""
    asked += f", {request.count} {'song' if request.count == 1 else 'songs'}" if request.count else ""
    asked += f", {request.duration_minutes} minutes" if request.duration_minutes else ""
    return "Some music" if asked == "songs" else asked[:1].upper() + asked[1:]


def _era(request: RecommendationRequest) -> str:
    label = era_label(request.era) if request.era else ""
    return f"from the {label}" if label.endswith("s") and label[:-1].isdigit() else label
