"""A listener's own ranker: it finds a habit that the default does not know, and stays out where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste.listener import ListenerModel
from echotune.taste.loading import build_listener_model
from echotune.taste.ranking import RANKERS, Recall
from echotune.training.ranker.fitting import Fit, fit_all
from echotune.training.ranker.ranking import rank
from echotune.training.ranker.serving import from_arrays, to_arrays
from echotune.training.ranker.tasks import TASKS
from echotune.training.ranker.weeks import Weeks
from tests.support.listening import START, Play, Track, store_pack, store_plays

DAYS = 700
END = START + timedelta(days=DAYS)


def returning(day: int) -> Iterator[Track]:
    """Songs of twelve artists come back when their artist's turn comes, once in 84 days; what is played between does not."""
    turn = day % 84 // 7
    yield from (Track(f"Artist {turn}", f"Song {number}") for number in range(6))
    yield Track("Everyday", f"Daily {day % 9}")
    yield Track("Once", f"Tried {day // 3}")


def plays() -> list[Play]:
    return [
        Play(track, START + timedelta(days=day, minutes=600 + 4 * at))
        for day in range(DAYS)
        for at, track in enumerate(returning(day))
    ]


async def model_of(db: Database, account: Account, rows: list[Play]) -> ListenerModel:
    await store_plays(db, account, rows)
    async with db.connect() as conn:
        return await build_listener_model(conn, account)


@pytest.fixture
async def model(db: Database, local: Account) -> ListenerModel:
    return await model_of(db, local, plays())


def first_ten(task: str, model: ListenerModel, fits: dict[str, Fit], moment: datetime) -> set[str]:
    recall = Recall(model.until(moment), moment.timestamp())
    return {model.artists[at] for at in rank(task, recall, fits).order(6)}


async def test_a_planted_return_is_learned_and_put_first(model: ListenerModel) -> None:
    """Whose turn comes next week is known from 84 days ago; nothing else tells it."""
    moment = START + timedelta(days=84 * 7 + 7 * 4)
    fits = fit_all(Weeks(model), moment.timestamp())
    assert fits["rediscover"].wins
    assert fits["rediscover"].gain > 3 * fits["rediscover"].error
    assert first_ten("rediscover", model, fits, moment) == {"Artist 4"}
    assert first_ten("rediscover", model, {}, moment) != {"Artist 4"}


async def test_what_was_learned_as_of_a_moment_does_not_depend_on_what_came_later(
    db: Database, local: Account, model: ListenerModel
) -> None:
    moment = START + timedelta(days=500)
    whole = fit_all(Weeks(model), moment.timestamp())
    async with db.connect() as conn:
        await conn.execute("delete from plays where ended_at >= %s", (moment,))
    async with db.connect() as conn:
        truncated = fit_all(Weeks(await build_listener_model(conn, local)), moment.timestamp())
    assert whole.keys() == truncated.keys()
    for task, fit in whole.items():
        assert truncated[task].weights.tobytes() == fit.weights.tobytes()
        assert truncated[task].scale == fit.scale


async def test_a_fit_that_did_not_win_leaves_the_default_order(model: ListenerModel) -> None:
    recall = Recall(model, END.timestamp())
    for task in ("relisten", "rediscover"):
        lost = Fit(task, 1.0, np.ones(len(TASKS[task].features)), 50, gain=-0.01, error=0.01, until=0)
        assert rank(task, recall, {task: lost}).order().tolist() == RANKERS[task](recall).order().tolist()


async def test_a_short_record_has_nothing_to_learn_from(db: Database, local: Account) -> None:
    model = await model_of(db, local, [row for row in plays() if row.ended_at < START + timedelta(days=120)])
    assert fit_all(Weeks(model), (START + timedelta(days=120)).timestamp()) == {}


async def test_the_parts_of_a_learned_score_sum_to_it(db: Database, local: Account, model: ListenerModel) -> None:
    new = [Track(f"Artist {number % 12}", f"Unheard {number}") for number in range(60)]
    await store_pack(db, new, popularity={track: float(at) for at, track in enumerate(new)})
    async with db.connect() as conn:
        packed = await build_listener_model(conn, local)
    recall, rng = Recall(packed, END.timestamp()), np.random.default_rng(1)
    for task, about in TASKS.items():
        won = Fit(task, 0.8, rng.standard_normal(len(about.features)), 50, gain=0.02, error=0.01, until=0)
        ranking = rank(task, recall, {task: won})
        inside = ranking.candidates
        assert inside.any()
        assert set(ranking.parts) == {"default", *about.features}
        assert ranking.score[inside] == pytest.approx(np.sum([part[inside] for part in ranking.parts.values()], axis=0))
        assert np.isfinite(ranking.score[inside]).all()


def test_a_fit_survives_its_way_through_arrays_and_one_of_other_features_does_not() -> None:
    rng = np.random.default_rng(2)
    fits = {
        task: Fit(task, 0.8, rng.standard_normal(len(about.features)), 50, gain=0.02, error=0.01, until=5.0)
        for task, about in TASKS.items()
    }
    arrays = to_arrays(fits)
    for task, fit in from_arrays(arrays).items():
        assert fit.weights.tolist() == fits[task].weights.tolist()
        assert (fit.scale, fit.weeks, fit.gain, fit.error, fit.until) == (0.8, 50, 0.02, 0.01, 5.0)
    assert from_arrays(arrays).keys() == TASKS.keys()
    assert from_arrays(arrays | {"relisten.weights": np.ones(3)}).keys() == TASKS.keys() - {"relisten"}
