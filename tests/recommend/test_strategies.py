"""What every strategy promises, held over the whole registry."""

from __future__ import annotations

import numpy as np
import pytest

from echotune.core import clock
from echotune.recommend import wishes
from echotune.recommend.answer import prepare_at
from echotune.recommend.blend import blend, weights
from echotune.recommend.prepared import Moment, Prepared, log_rank
from echotune.recommend.request import RecommendationRequest, Seeds
from echotune.recommend.resolve import resolve
from echotune.recommend.sound import ATTRIBUTES, LEAST_COMMON
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategy import Asked
from echotune.recommend.weights import KNOWN, PLAIN, SEEDED, WISHED, Row
from echotune.recommend.why import WITHOUT
from tests.recommend.conftest import Listener


async def prepared_for(listener: Listener) -> Prepared:
    model = await listener.models.get(listener.account)
    async with listener.database.connect() as conn:
        return await prepare_at(conn, listener.settings, model, Moment(clock.as_of(clock.now())))


def asked_for(prepared: Prepared, request: RecommendationRequest) -> Asked:
    resolved = resolve(prepared, request)
    return Asked(prepared, request, request.mode or "blend", resolved, wishes.read(prepared, request, resolved, None))


@pytest.mark.parametrize("name", STRATEGIES)
async def test_scores_are_finite_in_range_repeatable_and_of_the_same_recordings_in_any_company(
    covered: Listener, name: str
) -> None:
    prepared = await prepared_for(covered)
    everything = np.arange(prepared.model.size)
    some = np.flatnonzero(np.random.default_rng(1).random(prepared.model.size) < 0.3)
    artist = covered.library.artists[0]
    for request in (
        RecommendationRequest(),
        RecommendationRequest(seeds=Seeds(like=[artist])),
        RecommendationRequest(moods=["calm"], time_of_day="night"),
    ):
        asked = asked_for(prepared, request)
        scores = STRATEGIES[name].score(asked, everything)
        assert scores.values.dtype == np.float32
        assert scores.values.shape == everything.shape
        assert np.isfinite(scores.values).all()
        assert scores.values.max(initial=0) <= 1.0001
        assert name == "said" or scores.values.min(initial=0) >= 0
        assert set(scores.features) <= set(ATTRIBUTES)
        np.testing.assert_allclose(STRATEGIES[name].score(asked, some).values, scores.values[some], atol=1e-5)


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_has_a_label_a_weight_and_a_word_for_its_absence(name: str) -> None:
    assert STRATEGIES[name].label
    assert name in WITHOUT
    assert name in KNOWN


@pytest.mark.parametrize("table", [PLAIN, WISHED, SEEDED])
def test_weights_add_up_to_one(table: dict[str, Row]) -> None:
    for row in table.values():
        assert sum(row.values()) == pytest.approx(1)
        assert set(row) <= set(STRATEGIES)


async def test_weights_add_up_to_one_with_a_time_of_day_too(listener: Listener) -> None:
    asked = asked_for(await prepared_for(listener), RecommendationRequest(time_of_day="night"))
    assert all(sum(row.values()) == pytest.approx(1) for row in weights(asked).values())


async def test_the_sum_of_the_parts_is_the_score_of_every_candidate(listener: Listener) -> None:
    prepared = await prepared_for(listener)
    blended = blend(asked_for(prepared, RecommendationRequest(moods=["calm"])), np.arange(prepared.model.size))
    total = sum(part.astype(int) for part in blended.parts.values())
    assert (blended.total == total).all()


async def test_likeness_is_the_cosine_over_features_that_both_sides_know(listener: Listener) -> None:
    """Against the definition, one pair at a time."""
    sound = (await prepared_for(listener)).sound
    known = np.flatnonzero(sound.known.sum(axis=1) >= LEAST_COMMON)[:40]
    found = sound.likenesses(known, known)
    for row, one in enumerate(known):
        for column, other in enumerate(known):
            both = sound.known[one] & sound.known[other]
            a, b = sound.points[one][both].astype(float), sound.points[other][both].astype(float)
            if both.sum() < LEAST_COMMON:
                assert np.isnan(found[row, column])
            else:
                cosine = a @ b / (np.linalg.norm(a) * np.linalg.norm(b))
                assert found[row, column] == pytest.approx(cosine, abs=1e-4)


async def test_sittings_shared_are_what_counting_them_one_by_one_gives(listener: Listener) -> None:
    prepared = await prepared_for(listener)
    model = prepared.model
    sittings: dict[int, set[int]] = {}
    for play in np.flatnonzero(model.play_is_listen):
        sittings.setdefault(int(model.play_session[play]), set()).add(int(model.plays.recording[play]))
    seed = int(np.argmax(model.listens))
    expected = np.zeros(model.size, int)
    for heard in sittings.values():
        if seed in heard:
            expected[list(heard)] += 1
    shared, count = prepared.sittings.shared_with(np.array([seed]))
    assert shared.tolist() == expected[prepared.sittings.heard].tolist()
    assert count == sum(seed in heard for heard in sittings.values())


def test_ranks_become_scores_that_keep_the_order_and_share_ties() -> None:
    value = np.array([0.0, 5.0, 1.0, 9.0, 5.0])
    score = log_rank(value, value > 0)
    assert score[3] == 1
    assert score[1] == score[4] > score[2] > score[0] == 0
