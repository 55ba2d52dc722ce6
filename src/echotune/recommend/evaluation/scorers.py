"""What is compared: the default rankings and the baselines, each a score per recording of a model cut at the moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import ListenerModel
from echotune.taste.ranking import RANKERS, Recall
from echotune.training.ranker.fitting import Fit
from echotune.training.ranker.ranking import rank


@dataclass(frozen=True, eq=False)
class Cut:
    """What the rankers may know at a cut: the record before it, and what was learned from that record."""

    recall: Recall
    fits: Mapping[str, Fit]


Scorer = Callable[[Cut], NDArray[np.float64]]
"""float64[R]; -inf comes last."""

RANDOM_SEED = 7


def _random(cut: Cut) -> NDArray[np.float64]:
    return np.random.default_rng([RANDOM_SEED, int(cut.recall.as_of)]).random(cut.recall.model.size)


def _artist_listens(model: ListenerModel) -> NDArray[np.float64]:
    of_artist = np.bincount(model.artist_no, model.listens, len(model.artist_keys)).astype(np.float64)
    return of_artist[model.artist_no]


def _popularity(model: ListenerModel) -> NDArray[np.float64]:
    return np.nan_to_num(model.popularity).astype(np.float64)


def _affinity_by_popularity(cut: Cut) -> NDArray[np.float64]:
    return np.log1p(_artist_listens(cut.recall.model)) * (_popularity(cut.recall.model) + 10)


def _same_artist_by_popularity(cut: Cut) -> NDArray[np.float64]:
    return np.where(_artist_listens(cut.recall.model) > 0, _popularity(cut.recall.model), -1.0)


KNOWN: dict[str, Scorer] = {
    "random": _random,
    "playCount": lambda cut: cut.recall.model.listens.astype(np.float64),
    "mostRecent": lambda cut: cut.recall.model.last_listened_at.astype(np.float64),
    "actr0.5": lambda cut: cut.recall.activation(0.5),
    "actr1.0": lambda cut: cut.recall.activation(1.0),
    "decay14": lambda cut: cut.recall.decay(14),
    "twoTermDecay": lambda cut: cut.recall.two_term_decay(),
}

EXPLORING: dict[str, Scorer] = {
    "random": _random,
    "popularity": lambda cut: _popularity(cut.recall.model),
    "sameArtistByPopularity": _same_artist_by_popularity,
    "affinityByPopularity": _affinity_by_popularity,
}


def _own(task: str) -> dict[str, Scorer]:
    """The default of a task with what was learned from the listener, and without."""
    return {
        "unlearned": lambda cut: RANKERS[task](cut.recall).score,
        "default": lambda cut: rank(task, cut.recall, cut.fits).score,
    }


SCORERS: dict[str, dict[str, Scorer]] = {
    "relisten": KNOWN | _own("relisten"),
    "rediscover": KNOWN | _own("rediscover"),
    "explore": EXPLORING | _own("explore"),
}

FLOOR = {"relisten": "twoTermDecay", "rediscover": "twoTermDecay", "explore": "affinityByPopularity"}
"""What the default has to beat, or at least not to lose to."""

JUDGED_BY = {"relisten": "ndcg20", "rediscover": "ndcg20", "explore": "recall50"}
