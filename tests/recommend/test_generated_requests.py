"""A thousand invented requests: every constraint holds, and nothing is held back that an independent filter finds."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from echotune.recommend.request import Era, Exclusions, FeatureWish, RecommendationRequest, Seeds
from echotune.recommend.schemas import RecommendationResponse, RecommendedTrack
from tests.recommend.conftest import Listener
from tests.recommend.facts import Facts
from tests.recommend.library import GENRES

REQUESTS = 1000
WEATHER = {"rainy", "stormy", "sunny", "wintry"}
MEASURED = ("energy", "valence", "danceability", "acousticness", "instrumentalness", "popularity", "speechiness")
LEXICON: dict[str, Any] = tomllib.loads(resources.files("echotune.recommend").joinpath("moods.toml").read_text("utf-8"))
Ranges = dict[str, dict[str, tuple[float, float]]]


@pytest.fixture
def facts(listener: Listener, stocked_url: str) -> Iterator[Facts]:
    found = Facts(stocked_url, listener.account.id)
    yield found
    found.close()


def invent_request(dice: random.Random, artists: list[str], titles: list[str]) -> RecommendationRequest:
    def some(names: Any, chance: float, most: int = 2) -> list[str]:
        return dice.sample(list(names), dice.randint(1, most)) if dice.random() < chance else []

    era = (
        Era(from_=dice.choice((1970, 1980, 1995)), to=dice.choice((1999, 2004, 2012))) if dice.random() < 0.15 else None
    )
    return RecommendationRequest(
        mode=dice.choice((None, "relisten", "rediscover", "explore", "blend")),
        artists=some(artists, 0.06),
        genres=some(GENRES, 0.25),
        moods=some(LEXICON["moods"], 0.2),
        activities=some(LEXICON["activities"], 0.08, 1),
        seeds=Seeds(like=some(artists, 0.15), between=some(artists, 0.05, 2)),
        exclude=Exclusions(
            artists=some(artists, 0.2, 3),
            genres=some(GENRES, 0.12),
            tracks=some(titles, 0.05),
            explicit=dice.random() < 0.2,
        ),
        features=_features(dice),
        era=era,
        time_of_day=dice.choice((None, None, "morning", "night")),
        count=dice.choice((None, 1, 5, 10, 20, 40)),
        sort=dice.choice((None, None, None, "newest", "most played", "energy")),
    )


def _features(dice: random.Random) -> dict[Any, FeatureWish]:
    if dice.random() > 0.2:
        return {}
    low = round(dice.uniform(0, 0.7), 2)
    return {dice.choice(MEASURED): dice.choice((FeatureWish(min=low), FeatureWish(max=low + 0.2), FeatureWish(min=low, max=low + 0.3)))}  # fmt: skip


def held_ranges(request: RecommendationRequest) -> Ranges:
    """The stated rules on moods: weather counts alone; an activity is silent where a mood or a range has spoken."""
    moods = [mood for mood in request.moods if mood not in WEATHER] or request.moods
    held = {mood: _ranges("moods", mood) for mood in moods}
    spoken = set(request.features) | {feature for ranges in held.values() for feature in ranges}
    for activity in request.activities:
        held[activity] = {name: ends for name, ends in _ranges("activities", activity).items() if name not in spoken}
    return held


def _ranges(kind: str, name: str) -> dict[str, tuple[float, float]]:
    ranges = LEXICON[kind][name]["ranges"]
    return {
        feature: (-1e9 if low == -1 else low, 1e9 if high == -1 else high) for feature, (low, high) in ranges.items()
    }


async def test_a_thousand_requests_hold_every_constraint_and_return_all_that_was_asked_for(
    listener: Listener, facts: Facts
) -> None:
    dice = random.Random(2026)
    titles = [song.title for song in listener.library.songs]
    seen: Counter[str] = Counter()
    for _ in range(REQUESTS):
        request = invent_request(dice, listener.library.artists, titles)
        response = await listener.ask(request)
        for track in response.tracks:
            violated = list(violations(request, track, facts))
            assert not violated, (violated, request, track.title)
        check_count(request, response, facts, seen)
        check_order(request, response)
    assert seen["full"] > 500
    assert seen["short"] > 50


def violations(request: RecommendationRequest, track: RecommendedTrack, facts: Facts) -> Iterator[str]:
    """What a track breaks, by facts from SQL. A wished fact may be unknown only when it is marked as estimated."""
    row, estimated = facts.rows[track.recording_id], set(track.provenance.estimated)
    if track.recording_id not in facts.of_mode(request.mode):
        yield "mode"
    if request.artists and row["artist"] not in {name.lower() for name in request.artists}:
        yield "artists"
    for name in request.exclude.artists:
        if row["artist"] == name.lower() or f"feat. {name.lower()}" in row["title"]:
            yield "excluded artist"
    if set(request.exclude.genres) & set(row["genres"]):
        yield "excluded genre"
    if row["title"] in {title.lower() for title in request.exclude.tracks}:
        yield "excluded track"
    if request.exclude.explicit and row["explicit"]:
        yield "explicit"
    if request.genres and not set(request.genres) & set(row["genres"]) and (row["genres"] or not estimated):
        yield "genre"
    if request.era and not _between(row["year"], request.era.from_, request.era.to, unknown=bool(estimated)):
        yield "era"
    for feature, wish in request.features.items():
        if not _between(row[feature], wish.min, wish.max, unknown=bool(estimated)):
            yield feature
    for name, ranges in held_ranges(request).items():
        for feature, (low, high) in ranges.items():
            if not _between(row[feature], low, high, unknown=bool({name, f"for {name}"} & estimated)):
                yield f"{name}: {feature}"


def _between(value: float | None, low: float | None, high: float | None, *, unknown: bool) -> bool:
    if value is None:
        return unknown
    return (low is None or value >= low) and (high is None or value <= high)


def check_count(
    request: RecommendationRequest, response: RecommendationResponse, facts: Facts, seen: Counter[str]
) -> None:
    wanted = request.count or 10
    found = len(facts.satisfying(request, held_ranges(request)))
    assert len(response.tracks) <= wanted
    assert len(response.tracks) >= min(wanted, found), (request, found, len(response.tracks))
    assert len({track.recording_id for track in response.tracks}) == len(response.tracks)
    if len(response.tracks) == wanted:
        seen["full"] += 1
        assert response.shortfall is None
        return
    seen["short"] += 1
    account = response.shortfall
    assert account is not None
    assert (account.requested, account.returned) == (wanted, len(response.tracks))
    assert account.considered - sum(one.candidates for one in account.removed) == len(response.tracks)
    assert account.offer is None or account.offer.candidates > len(response.tracks)


def check_order(request: RecommendationRequest, response: RecommendationResponse) -> None:
    assert [track.position for track in response.tracks] == list(range(1, len(response.tracks) + 1))
    if request.exclude.explicit and not request.sort:
        unknown = [track.explicit == "unknown" for track in response.tracks]
        assert unknown == sorted(unknown), "unknown ones come last"


async def test_the_same_request_gives_the_same_answer_whatever_was_asked_between(listener: Listener) -> None:
    dice = random.Random(7)
    titles = [song.title for song in listener.library.songs]
    requests = [invent_request(dice, listener.library.artists, titles) for _ in range(60)]
    first = [await listener.ask(request) for request in requests]
    listener.models._kept.clear()  # a new process would start like this
    for request, before in sorted(zip(requests, first, strict=True), key=lambda pair: pair[1].recommendation_id.int):
        assert await listener.ask(request) == before


async def test_requests_are_answered_at_any_coverage_of_features(covered: Listener) -> None:
    dice = random.Random(11)
    titles = [song.title for song in covered.library.songs]
    for _ in range(60):
        request = invent_request(dice, covered.library.artists, titles)
        response = await covered.ask(request)
        assert response.tracks or response.shortfall
        for track in response.tracks:
            assert set(track.provenance.features_used) <= set(track.provenance.feature_values)
