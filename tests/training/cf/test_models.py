"""The promises of `CollaborativeModel`, held by every model of the registry."""

from __future__ import annotations

import io

import numpy as np
import pytest

from echotune.core.errors import TooLarge
from echotune.training.cf.collaborative_model import CollaborativeModel
from echotune.training.cf.interactions import Interactions
from echotune.training.cf.metrics import measured
from echotune.training.cf.models import CF_MODELS
from echotune.training.cf.models import ease as ease_module
from echotune.training.cf.ranking import rank
from echotune.training.cf.splits import hold_out
from tests.training.cf.generated import group_of, groups, unordered

SMALL = {
    "als": {"factors": 16, "regularisation": 5.0},
    "ials": {"factors": 16, "regularisation": 5.0},
    "spectral": {"factors": 8},
    "bpr": {"factors": 8, "iterations": 60},
    "ease": {"regularisation": 20.0},
    "blend": {
        "members": [
            {"model": "als", "parameters": {"factors": 8, "regularisation": 5.0}, "weight": 1.0},
            {"model": "ease", "parameters": {"regularisation": 20.0}, "weight": 0.5},
            {"model": "transitions", "parameters": {}, "weight": 0.25},
        ]
    },
}
"""Sizes fit for a hundred listeners; the rest as by default."""

PERSONAL = [name for name in CF_MODELS if name != "popularity"]
FOLDS_IN_EXACTLY = [name for name in CF_MODELS if name != "bpr"]


def built(name: str) -> CollaborativeModel:
    return CF_MODELS[name](**SMALL.get(name, {}))


@pytest.fixture(scope="module")
def learned() -> Interactions:
    return groups()


@pytest.fixture(scope="module")
def models(learned: Interactions) -> dict[str, CollaborativeModel]:
    return {name: built(name).fit(learned) for name in CF_MODELS}


@pytest.mark.parametrize("name", CF_MODELS)
def test_it_is_called_as_it_is_registered(name: str) -> None:
    assert CF_MODELS[name].name == name


@pytest.mark.parametrize("name", CF_MODELS)
def test_scores_are_finite_numbers_for_each_listener_and_item(
    name: str, models: dict[str, CollaborativeModel], learned: Interactions
) -> None:
    scores = models[name].scores(np.array([5, 0, 5]))
    assert scores.shape == (3, len(learned.items))
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert np.array_equal(scores[0], scores[2])


@pytest.mark.parametrize("name", CF_MODELS)
def test_the_same_interactions_and_parameters_give_the_same_scores(
    name: str, models: dict[str, CollaborativeModel], learned: Interactions
) -> None:
    everyone = np.arange(len(learned.users))
    again = CF_MODELS[name](**models[name].parameters).fit(learned)
    assert np.array_equal(again.scores(everyone), models[name].scores(everyone))


@pytest.mark.parametrize("name", CF_MODELS)
def test_a_kept_model_scores_as_before_and_holds_no_objects(
    name: str, models: dict[str, CollaborativeModel], learned: Interactions
) -> None:
    file = io.BytesIO()
    np.savez(file, **models[name].arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        again = CF_MODELS[name].from_arrays(dict(arrays), models[name].parameters)
    everyone, some = np.arange(len(learned.users)), learned.history(3)
    assert np.array_equal(again.scores(everyone), models[name].scores(everyone))
    assert np.array_equal(again.fold_in(*some), models[name].fold_in(*some))


@pytest.mark.parametrize("name", CF_MODELS)
def test_a_listener_folded_in_gets_what_one_of_the_training_with_the_same_items_gets(
    name: str, models: dict[str, CollaborativeModel], learned: Interactions
) -> None:
    for user in (0, 17, 40):
        trained, folded = models[name].scores(np.array([user]))[0], models[name].fold_in(*learned.history(user))
        if name in FOLDS_IN_EXACTLY:
            np.testing.assert_allclose(folded, trained, rtol=1e-3, atol=1e-4)
        else:
            assert np.corrcoef(folded, trained)[0, 1] > 0.8


@pytest.mark.parametrize("name", CF_MODELS)
def test_who_has_no_items_gets_the_popular_ones(name: str, learned: Interactions) -> None:
    lonely = Interactions.of([*_names(learned), "alone"], [*_keys(learned), "item 0"])
    kept = np.ones(lonely.matrix.nnz, bool)
    kept[-1] = False
    lonely = lonely.only(kept)
    model = built(name).fit(lonely)
    popularity = np.bincount(lonely.matrix.indices, minlength=len(lonely.items))
    nothing = model.fold_in(np.zeros(0, np.int64), np.zeros(0, np.float32))
    for scores in (nothing, model.scores(np.array([len(lonely.users) - 1]))[0]):
        best = np.argsort(-scores, kind="stable")
        assert (np.diff(popularity[best]) <= 0).all()


@pytest.mark.parametrize("name", PERSONAL)
def test_a_listener_of_a_group_is_shown_what_the_group_hears(
    name: str, models: dict[str, CollaborativeModel], learned: Interactions
) -> None:
    own = [number for number, item in enumerate(learned.items) if group_of(item) == 2]
    heard = np.array(own[:6])
    scores = models[name].fold_in(heard, np.ones(6, np.float32))
    scores[heard] = -np.inf
    best = np.argsort(-scores)[:10]
    assert np.isin(best, own).sum() >= 8


@pytest.mark.parametrize("ordered", [True, False], ids=["ordered", "unordered"])
@pytest.mark.parametrize("name", PERSONAL)
def test_it_finds_what_was_held_out_far_better_than_popularity_does(
    name: str, ordered: bool, learned: Interactions
) -> None:
    split = hold_out(learned if ordered else unordered(learned), 0.2, seed=3)
    found = {
        one: measured(rank(built(one).fit(split.train), split.train, split.targets).hits, split.targets.counts)
        for one in (name, "popularity")
    }
    assert found[name]["ndcg@20"] > 2 * found["popularity"]["ndcg@20"]
    assert found[name]["ndcg@20"] > 0.3


@pytest.mark.parametrize("name", PERSONAL)
def test_an_item_folded_in_is_shown_to_those_who_hear_what_its_listeners_hear(name: str, learned: Interactions) -> None:
    without, new = _without(learned, "item 30")
    grown = built(name).fit(without).with_items(new)
    scores = grown.scores(np.arange(len(without.users)))
    assert scores.shape == (len(without.users), len(without.items) + 1)
    scores[(without.matrix.toarray() > 0).nonzero()] = -np.inf
    place = (scores > scores[:, -1:]).sum(axis=1)
    outside = new.matrix.toarray()[:, 0] == 0
    in_group = np.array([int(name.split()[1]) % 4 == 1 for name in without.users])
    assert np.median(place[outside & in_group]) < 25 < np.median(place[outside & ~in_group])


def test_ease_grown_by_an_item_is_ease_trained_with_it(learned: Interactions) -> None:
    without, new = _without(learned, "item 30")
    together = unordered(learned).only(np.ones(learned.matrix.nnz, bool))
    place = [together.items.index(item) for item in [*without.items, *new.items]]
    everyone = np.arange(len(learned.users))
    grown = built("ease").fit(without).with_items(new).scores(everyone)
    np.testing.assert_allclose(grown, built("ease").fit(together).scores(everyone)[:, place], rtol=1e-2, atol=1e-3)


def test_als_minimises_its_stated_loss_for_a_listener(learned: Interactions) -> None:
    from scipy.optimize import minimize

    model = built("als").fit(learned)
    factors = model.arrays()["item_factors"].astype(np.float64)
    heard = learned.matrix[[7]].toarray()[0] > 0
    confidence = np.where(heard, 20.0, 1.0)

    def loss(point: np.ndarray) -> float:
        return float((confidence * (heard - factors @ point) ** 2).sum() + 5.0 * point @ point)

    best = minimize(loss, np.zeros(16), method="BFGS").x
    np.testing.assert_allclose(model.arrays()["user_factors"][7], best, atol=2e-3)


def test_transitions_rank_what_follows_above_what_precedes() -> None:
    users = [f"listener {number}" for number in range(20) for _ in range(3)]
    model = CF_MODELS["transitions"]().fit(Interactions.of(users, ["first", "second", "third"] * 20, ordered=True))
    scores = model.fold_in(np.array([1]), np.ones(1, np.float32))
    assert scores[2] > scores[0]


def test_ease_refuses_more_items_than_fit_in_memory(learned: Interactions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ease_module, "LARGEST_ITEMS", 10)
    with pytest.raises(TooLarge, match="10"):
        built("ease").fit(learned)


def _names(interactions: Interactions) -> list[str]:
    return [interactions.users[row] for row in interactions.rows]


def _keys(interactions: Interactions) -> list[str]:
    return [interactions.items[column] for column in interactions.matrix.indices]


def _without(interactions: Interactions, item: str) -> tuple[Interactions, Interactions]:
    """Everything but one item, and that item by the same listeners; orders are dropped."""
    column = interactions.items.index(item)
    others = [number for number in range(len(interactions.items)) if number != column]
    rest, one = interactions.matrix[:, others], interactions.matrix[:, [column]]
    return (
        Interactions(rest, interactions.users, [interactions.items[number] for number in others]),
        Interactions(one, interactions.users, [item]),
    )
