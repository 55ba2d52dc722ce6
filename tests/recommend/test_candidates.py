"""Scoring what strategies propose gives what scoring everything would, and never less than was asked for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from copy import copy

import numpy as np
import pytest

from echotune.core import clock
from echotune.recommend import candidates, choosing, store
from echotune.recommend.answer import prepare_at
from echotune.recommend.candidates import STANDING
from echotune.recommend.parameters import Parameters
from echotune.recommend.pipeline import Options, Outcome, recommend
from echotune.recommend.prepared import Moment, Prepared
from echotune.recommend.request import RecommendationRequest, Seeds
from echotune.recommend.rows import best, distinct, is_among
from echotune.recommend.spaces import Space
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.why import why
from tests.recommend.conftest import Listener
from tests.recommend.facts import Facts
from tests.recommend.test_generated_requests import check_count, check_order, invent_request, violations

ROOM = 150


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few candidates that the small library is as a catalogue of a million tracks is to the real room."""
    monkeypatch.setattr(candidates, "MOST", ROOM)


@pytest.fixture
def facts(listener: Listener, stocked_url: str) -> Iterator[Facts]:
    found = Facts(stocked_url, listener.account.id)
    yield found
    found.close()


async def prepared_for(listener: Listener) -> Prepared:
    model = await listener.models.get(listener.account)
    async with listener.database.connect() as conn:
        return await prepare_at(conn, listener.settings, model, Moment(clock.as_of(clock.now())))


def with_all_scored(prepared: Prepared, request: RecommendationRequest) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "candidates", lambda asked, allowed, *_: candidates.everything(allowed))
        return recommend(prepared, request, Options())


async def test_with_little_room_every_constraint_holds_and_no_track_that_was_asked_for_is_missing(
    listener: Listener, facts: Facts, little_room: None
) -> None:
    dice = random.Random(99)
    titles = [song.title for song in listener.library.songs]
    seen: Counter[str] = Counter()
    for _ in range(120):
        request = invent_request(dice, listener.library.artists, titles)
        response = await listener.ask(request)
        assert not [list(violations(request, track, facts)) for track in response.tracks if any(violations(request, track, facts))]  # fmt: skip
        check_count(request, response, facts, seen)
        check_order(request, response)
    assert seen["full"] > 60


async def test_the_answer_is_nearly_what_scoring_everything_gives_at_any_coverage(
    covered: Listener, little_room: None
) -> None:
    prepared = await prepared_for(covered)
    shares = []
    for request in some_requests(covered):
        proposed, everything = recommend(prepared, request, Options()), with_all_scored(prepared, request)
        assert len(proposed.chosen) == len(everything.chosen)
        if proposed.scored.complete:
            continue
        assert len(proposed.scored.rows) <= ROOM
        both = {one.recording for one in proposed.chosen} & {one.recording for one in everything.chosen}
        shares.append(len(both) / len(everything.chosen))
    assert len(shares) >= 12
    assert np.mean(shares) > 0.8


async def test_each_proposer_s_ranks_are_those_of_its_own_scores_among_what_is_allowed(
    listener: Listener, little_room: None
) -> None:
    prepared = await prepared_for(listener)
    for request in some_requests(listener):
        outcome = recommend(prepared, request, Options())
        for name, lists in outcome.scored.proposals.items():
            for rows in lists:
                assert outcome.filtered.passes[rows].all()
                assert len(set(rows.tolist())) == len(rows)
                assert is_among(rows, outcome.scored.rows).all()
                if name != STANDING and len(rows):
                    scores = STRATEGIES[name].score(outcome.asked, rows).values
                    assert (np.diff(scores) <= 1e-4).all(), name
        for one in outcome.chosen:
            assert set(one.proposed) <= {*STRATEGIES, STANDING}
            assert all(rank >= 1 for rank in one.proposed.values())
            assert one.rank <= one.ranked_among <= len(outcome.scored.rows)


async def test_what_comes_later_is_looked_into_only_when_what_comes_first_is_too_little(
    listener: Listener, little_room: None
) -> None:
    """Nothing of unknown cleanness while enough is known to be clean."""
    prepared = await prepared_for(listener)
    request = RecommendationRequest(count=20, mode="explore")
    request.exclude.explicit = True
    outcome = recommend(prepared, request, Options())
    clean = outcome.filtered.passes & (prepared.model.explicit == 0)
    assert clean.sum() >= 60
    assert (prepared.model.explicit[[one.recording for one in outcome.chosen]] == 0).all()


def some_requests(listener: Listener) -> list[RecommendationRequest]:
    artist = listener.library.artists[3]
    plain = [RecommendationRequest(mode=mode, count=20) for mode in ("relisten", "rediscover", "explore", "blend")]
    like = [
        RecommendationRequest(mode=mode, count=20, seeds=Seeds(like=[artist])) for mode in (None, "relisten", "explore")
    ]
    between = [RecommendationRequest(count=20, seeds=Seeds(between=listener.library.artists[5:7]))]
    hours = [RecommendationRequest(count=20, time_of_day="night", moods=["rainy"])]
    genres = [RecommendationRequest(count=20, genres=[genre, "pop"]) for genre in ("jazz", "techno", "soul", "metal")]
    excluding = [RecommendationRequest(count=20, genres=["indie folk", "ambient", "hip hop"], mode="explore")]
    return [*plain, *like, *between, *hours, *genres, *excluding]


@pytest.mark.parametrize("seed", range(5))
def test_the_best_are_those_of_a_plain_sort(seed: int) -> None:
    dice = np.random.default_rng(seed)
    rows = np.sort(dice.choice(5000, 400, replace=False))
    score = dice.integers(-20, 60, 400)
    expected = [row for value, row in sorted((-value, row) for value, row in zip(score.tolist(), rows.tolist(), strict=True)) if value < 0]  # fmt: skip
    for most in (1, 17, 390):
        assert best(rows, score, most).tolist() == expected[:most]


def test_rows_of_several_lists_come_once_and_in_order() -> None:
    assert distinct([np.array([5, 1]), np.array([3, 5]), np.zeros(0, np.intp)]).tolist() == [1, 3, 5]
    assert is_among(np.array([4, 1, 9]), np.array([1, 2, 9])).tolist() == [False, True, True]
    assert not is_among(np.array([4]), np.zeros(0, np.intp)).any()


async def test_the_panel_says_that_ranks_are_of_a_shortlist_and_who_proposed_a_track(
    listener: Listener, little_room: None
) -> None:
    response = await listener.ask(RecommendationRequest(mode="explore", count=10))
    async with listener.database.connect() as conn:
        stored = await store.kept(conn, listener.account.id, response.recommendation_id)
    for track, ranked in zip(stored.response.tracks, stored.rankings, strict=True):
        panel = why(stored.response, track, ranked)
        assert panel.among == "the shortlist of all that fits"
        assert panel.candidates <= ROOM < response.candidates
        assert panel.proposed
        assert max(panel.proposed.values()) <= response.candidates


async def test_what_has_not_rested_long_enough_comes_after_what_has(listener: Listener) -> None:
    prepared = await prepared_for(listener)
    rested = Parameters(novelty_days=400)
    request = RecommendationRequest(mode="relisten", count=40)
    answer = recommend(prepared, request, Options(parameters=rested))
    days = (prepared.epoch - prepared.model.last_listened_at) / 86_400
    assert min(days[one.recording] for one in recommend(prepared, request, Options()).chosen) < 100
    assert all(days[one.recording] >= 400 for one in answer.chosen)


async def test_the_boost_of_new_releases_is_bounded_and_a_part_of_the_score_like_others(listener: Listener) -> None:
    prepared = await prepared_for(listener)
    request = RecommendationRequest(mode="explore", count=40)
    year = prepared.model.released_year
    plain, boosted = (
        recommend(prepared, request, Options(parameters=Parameters(recency_boost=boost))) for boost in (0, 0.2)
    )
    rows = boosted.scored.rows
    newness = np.where(year > 0, np.exp2(-(2026.0 - year) / 2), 0)[rows]
    np.testing.assert_allclose(boosted.blended.parts["newly_released"], 2000 * newness, atol=1)
    newest = int(np.argmax(newness))
    before, after = ((one.blended.total > one.blended.total[newest]).sum() for one in (plain, boosted))
    assert after < before
    assert boosted.blended.total.max() <= 10_000
    assert not any("newly_released" in one.parts for one in plain.chosen)


async def test_names_are_resembled_by_what_is_of_a_kind_even_where_no_sound_is_known(
    covered: Listener, little_room: None
) -> None:
    """With vectors that lie around ten groups of artists; without them the strategy takes no weight."""
    prepared = copy(await prepared_for(covered))
    group = prepared.model.artist_no % 10
    dice = np.random.default_rng(2)
    vectors = dice.normal(size=(10, 16))[group] + 0.3 * dice.normal(size=(prepared.model.size, 16))
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    artist = covered.library.artists[3]
    request = RecommendationRequest(mode="explore", count=20, seeds=Seeds(like=[artist]))
    wanted = group[prepared.names.artist_recordings(prepared.names.artist(artist) or 0)[0]]
    shares = {}
    for spaces in ({}, {"content": Space("content", "test", unit, np.ones(len(unit), bool))}):
        prepared.spaces = spaces
        chosen = recommend(prepared, request, Options(parameters=Parameters(mmr_lambda=1))).chosen
        assert all(bool(one.parts.get("kindred")) <= bool(spaces) for one in chosen)
        shares[len(spaces)] = np.mean([group[one.recording] == wanted for one in chosen])
    assert shares[1] > 1.5 * shares[0]


async def test_what_came_next_is_counted_from_the_sittings(listener: Listener) -> None:
    """Against walking through the listens one by one."""
    prepared = await prepared_for(listener)
    model, sittings = prepared.model, prepared.sittings
    listens = np.flatnonzero(model.play_is_listen)
    steps: Counter[tuple[int, int]] = Counter()
    for earlier, later in zip(listens[:-1].tolist(), listens[1:].tolist(), strict=True):
        pair = int(model.plays.recording[earlier]), int(model.plays.recording[later])
        if model.play_session[earlier] == model.play_session[later] and pair[0] != pair[1]:
            steps[pair] += 1
    seed = int(np.argmax(model.listens))
    often: Counter[int] = Counter()
    for (_, later), times in steps.items():
        often[later] += times
    expected = {b: times / often[b] ** 0.5 for (a, b), times in steps.items() if a == seed and times >= 2}
    following = sittings.following(np.array([seed]))
    found = {int(sittings.heard[at]): float(following[at]) for at in np.flatnonzero(following[:-1]).tolist()}
    assert set(found) == set(expected)
    assert expected
    for recording, score in found.items():
        assert score == pytest.approx(expected[recording] / max(expected.values()), rel=1e-4)
