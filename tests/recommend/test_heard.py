"""A request said again in one sentence is understood as the same request: an offer can be sent as it is."""

from __future__ import annotations

import random
from typing import Any

import pytest

from echotune.chat.understand.engine import LanguageEngine
from echotune.chat.understand.gazetteer import Gazetteer, Name
from echotune.recommend.heard import heard_as, sentence
from echotune.recommend.request import Era, Exclusions, FeatureWish, RecommendationRequest, Seeds
from tests.recommend.library import NOW

ARTISTS = ["Halden Vey", "Ottilie Marr", "Drake"]
GENRES = ["ambient", "jazz", "techno", "dream pop"]
ERAS = (
    None,
    None,
    Era(from_=1990, to=1999),
    Era(from_=2015),
    Era(to=1979),
    Era(from_=2012, to=2012),
    Era(from_=1984, to=1986),
)
FEATURES: tuple[Any, ...] = ({}, {}, {"energy": FeatureWish(delta="-")}, {"instrumentalness": FeatureWish(min=0.5)})


def invented(dice: random.Random) -> RecommendationRequest:
    def some(names: list[str], chance: float, most: int = 2) -> list[str]:
        return dice.sample(names, dice.randint(1, most)) if dice.random() < chance else []

    return RecommendationRequest(
        mode=dice.choice((None, None, "rediscover", "explore", "relisten")),
        genres=some(GENRES, 0.3, 1),
        moods=some(["calm", "sad", "upbeat", "dreamy", "rainy"], 0.4),
        activities=some(["focus", "running", "dinner"], 0.2, 1),
        artists=some(ARTISTS, 0.15),
        seeds=Seeds(like=some(ARTISTS, 0.15, 1)),
        exclude=Exclusions(artists=some(ARTISTS, 0.2), explicit=dice.random() < 0.15),
        era=dice.choice(ERAS),
        count=dice.choice((None, 1, 5, 15)),
        time_of_day=dice.choice((None, None, "night")),
        features=dice.choice(FEATURES),
    )


def test_the_sentence_of_a_request_is_understood_as_that_request() -> None:
    engine = LanguageEngine(
        Gazetteer.build([Name("artist", name) for name in ARTISTS] + [Name("genre", name) for name in GENRES])
    )
    dice = random.Random(5)
    for _ in range(200):
        request = invented(dice)
        understood = engine.understand(sentence(request), NOW)
        again = RecommendationRequest(
            **{name: getattr(understood, name) for name in RecommendationRequest.model_fields}
        )
        assert again == request, sentence(request)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, 0.72, "energy at most 0.72"),
        (1 / 3, None, "energy at least 0.33"),
        (0.2, 0.72, "energy between 0.2 and 0.72"),
    ],
)
def test_bounds_are_told_in_plain_words_and_a_sentence_asks_for_their_direction(
    low: float | None, high: float | None, words: str
) -> None:
    request = RecommendationRequest(features={"energy": FeatureWish(min=low, max=high)})
    assert heard_as(request) == [words]
    assert sentence(request) == ("Calmer songs" if low is None else "More energetic songs")


def test_the_parts_of_a_request_are_named_as_one_would_say_them() -> None:
    request = RecommendationRequest(
        mode="rediscover",
        moods=["calm"],
        seeds=Seeds(like=["Halden Vey"]),
        exclude=Exclusions(artists=["Drake"], explicit=True),
        features={"tempo": FeatureWish(delta="-"), "energy": FeatureWish(max=0.4)},
        era=Era(from_=1990, to=1999),
        count=15,
    )
    assert heard_as(request) == [
        "loved and forgotten", "like Halden Vey", "calm", "slower", "energy at most 0.4", "1990s", "no Drake", "no explicit",
        "15 songs",
    ]  # fmt: skip
