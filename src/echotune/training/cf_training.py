"""From many listeners' interactions to factors that may serve.

A tenth of each listener's recordings is held out for the quality gate, the same one at every training: which pairs are
held out follows from their names alone. So the candidate and the model that serves are asked for items that neither
has learned from, and the model that is judged is the one that serves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.core.errors import InvalidRequest
from echotune.training.cf.collaborative_model import CollaborativeModel, FactorModel
from echotune.training.cf.grids import Grid, points
from echotune.training.cf.interactions import Index, Interactions, Scores
from echotune.training.cf.metrics import METRICS
from echotune.training.cf.models import CF_MODELS
from echotune.training.cf.models.factorised import Factorised
from echotune.training.cf.models.popularity import Popularity
from echotune.training.cf.ranking import rank
from echotune.training.cf.splits import Split, Targets, against
from echotune.training.cf.trainer import LocalTrainer
from echotune.training.cf.validation import Validation
from echotune.training.factor_model import POPULARITY, Factors
from echotune.training.gate import Decision, Figures, decide

HELD_SHARE: Final = 0.1
MOST_JUDGED: Final = 2_000
"""Listeners that the gate asks about: the first of the file."""
MEASURE: Final = "ndcg@20"
BASELINES: Final = ("popularity", "itemknn")
LARGEST_FACTORS: Final = 128
MOST_FOR_IALS: Final = 50_000
"""Listeners and recordings together."""


@dataclass(frozen=True, eq=False)
class Learned:
    """`model` speaks of `keys`; `metrics` are those of the held-out items."""

    keys: list[str]
    model: FactorModel
    metrics: dict[str, float]
    decision: Decision
    user_count: int


def learn(interactions: Interactions, serving: Factors | None) -> Learned:
    """Train and judge. Raises InvalidRequest where no listener has enough to hold something out."""
    split = held_out(interactions)
    model = best_of(split.train, grids_for(interactions))
    judged = _first(split.targets, MOST_JUDGED)
    figures = _figures(model, split.train, judged)
    rivals = {
        f"the {name} baseline": _figures(CF_MODELS[name]().fit(split.train), split.train, judged)[MEASURE]
        for name in BASELINES
    }
    if serving is not None:
        elsewhere = Elsewhere(serving, split.train)
        rivals["the serving model"] = _figures(elsewhere, split.train, judged)[MEASURE]
    metrics = {name: float(values.mean()) for name, values in figures.items()}
    metrics |= {f"{name.split()[1]}.{MEASURE}": float(values.mean()) for name, values in rivals.items()}
    metrics |= {"users": float(len(interactions.users)), "items": float(len(interactions.items))}
    metrics["rmse"] = _rmse(model, judged)
    metrics["user_coverage"] = float(model.user_factors.any(axis=1).mean())
    metrics["item_coverage"] = float(model.item_factors.any(axis=1).mean())
    return Learned(
        interactions.items, model, metrics, decide(MEASURE, figures[MEASURE], rivals), len(interactions.users)
    )


def judge_adopted(
    factors: Factors, serving: Factors | None, interactions: Interactions
) -> tuple[Decision, dict[str, float]]:
    """What the gate says of factors that were trained elsewhere; the columns of `interactions` are their items."""
    try:
        split = held_out(interactions)
    except InvalidRequest:
        return decide(MEASURE, np.zeros(0), {}), {"items": float(len(factors.keys))}
    judged = _first(split.targets, MOST_JUDGED)
    figures = _figures(Elsewhere(factors, split.train), split.train, judged)
    rivals = {}
    popularity = factors.model.arrays()[POPULARITY]
    if np.ptp(popularity) > 0:
        popular = Popularity.from_arrays({POPULARITY: popularity}, {})
        rivals["the popularity baseline"] = _figures(popular, split.train, judged)[MEASURE]
    if serving is not None:
        rivals["the serving model"] = _figures(Elsewhere(serving, split.train), split.train, judged)[MEASURE]
    metrics = {name: float(values.mean()) for name, values in figures.items()}
    metrics |= {"users": 0.0, "items": float(len(factors.keys))}
    return decide(MEASURE, figures[MEASURE], rivals), metrics


def held_out(interactions: Interactions) -> Split:
    """Pairs whose names' digests fall into HELD_SHARE, for listeners who keep at least one item."""
    users, items = _digests(interactions.users), _digests(interactions.items)
    mixed = (users[interactions.rows] ^ items[interactions.matrix.indices]) * np.uint64(0x9E3779B97F4A7C15)
    held = (mixed >> np.uint64(32)).astype(np.float64) / 2**32 < HELD_SHARE
    lengths = np.diff(interactions.matrix.indptr)
    emptied = np.bincount(interactions.rows[held], minlength=len(lengths)) == lengths
    held &= ~emptied[interactions.rows]
    if not held.any():
        raise InvalidRequest("There is too little to learn from: nothing could be held out to judge by.")
    return against(interactions.only(~held), interactions.only(held))


def best_of(train: Interactions, grids: Sequence[Grid]) -> Factorised:
    """The model that did best on what was held out of its own training, which is not what the gate holds out."""
    trainer = LocalTrainer(Validation(splits=1))
    trained = max((trainer.train(train, grid) for grid in grids), key=lambda one: one.metrics[MEASURE])
    if not isinstance(trained.model, Factorised):
        raise TypeError("only factors can be served")
    return trained.model


def grids_for(interactions: Interactions) -> list[Grid]:
    """Strong regularisation, no more factors than there are listeners or recordings; the costlier model where it takes
    minutes at most."""
    factors = max(4, min(LARGEST_FACTORS, *interactions.shape))
    grids = [Grid("als", points(factors=[factors], regularisation=[3.0, 30.0, 80.0]))]
    if sum(interactions.shape) <= MOST_FOR_IALS:
        grids.append(Grid("ials", points(factors=[factors], regularisation=[10.0, 50.0, 100.0], frequency_power=[0.5])))
    return grids


class Elsewhere:
    """Another vocabulary's model, asked about the listeners and items of this training."""

    def __init__(self, factors: Factors, train: Interactions) -> None:
        self._factors, self._train = factors, train
        self._row = factors.rows(train.items)

    def scores(self, users: Index) -> Scores:
        """float32[len(users), I]; what it does not know comes last."""
        return np.stack([self._of(*self._train.history(int(user))) for user in users])

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        return self._of(items, weights)

    def _of(self, items: Index, weights: Scores) -> Scores:
        known = self._row[items] >= 0
        theirs = self._factors.model.fold_in(self._row[items[known]].astype(np.int64), weights[known])
        scores = np.full(len(self._row), theirs.min(initial=0) - 1, np.float32)
        scores[self._row >= 0] = theirs[self._row[self._row >= 0]]
        return scores


def _figures(model: CollaborativeModel | Elsewhere, train: Interactions, targets: Targets) -> dict[str, Figures]:
    ranked = rank(model, train, targets)  # type: ignore[arg-type]
    return {name: figure(ranked.hits, targets.counts) for name, figure in METRICS.items()}


def _rmse(model: FactorModel, targets: Targets) -> float:
    """Of the predicted preference for held-out items, which is 1 (Hu, Koren and Volinsky 2008)."""
    rows = np.repeat(np.arange(len(targets.users)), np.diff(targets.items.indptr))
    scores = model.scores(targets.users)[rows, targets.items.indices]
    return float(np.sqrt(np.mean((1 - scores) ** 2))) if len(scores) else 0.0


def _first(targets: Targets, most: int) -> Targets:
    return Targets(targets.names[:most], targets.users[:most], targets.items[:most], targets.counts[:most])


def _digests(names: Sequence[str]) -> NDArray[np.uint64]:
    joined = b"".join(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in names)
    return np.frombuffer(joined, "<u8").astype(np.uint64)
