"""What is compared: the default rankings and the baselines, each a score per recording of a model cut at the moment."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import ListenerModel
from echotune.taste.ranking import RANKERS, Recall

Scorer = Callable[[ListenerModel, int], NDArray[np.float64]]
"""(model until the cut, cut in epoch seconds) -> float64[R]; -inf comes last."""

RANDOM_SEED = 7


def _random(model: ListenerModel, cut: int) -> NDArray[np.float64]:
    return np.random.default_rng([RANDOM_SEED, cut]).random(model.size)


def _artist_listens(model: ListenerModel) -> NDArray[np.float64]:
    of_artist = np.bincount(model.artist_no, model.listens, len(model.artist_keys)).astype(np.float64)
    return of_artist[model.artist_no]


def _popularity(model: ListenerModel) -> NDArray[np.float64]:
    return np.nan_to_num(model.popularity).astype(np.float64)


def _affinity_by_popularity(model: ListenerModel, _cut: int) -> NDArray[np.float64]:
    return np.log1p(_artist_listens(model)) * (_popularity(model) + 10)


def _same_artist_by_popularity(model: ListenerModel, _cut: int) -> NDArray[np.float64]:
    return np.where(_artist_listens(model) > 0, _popularity(model), -1.0)


KNOWN: dict[str, Scorer] = {
    "random": _random,
    "playCount": lambda model, cut: model.listens.astype(np.float64),
    "mostRecent": lambda model, cut: model.last_listened_at.astype(np.float64),
    "actr0.5": lambda model, cut: Recall(model, cut).activation(0.5),
    "actr1.0": lambda model, cut: Recall(model, cut).activation(1.0),
    "decay14": lambda model, cut: Recall(model, cut).decay(14),
    "twoTermDecay": lambda model, cut: Recall(model, cut).two_term_decay(),
}

SCORERS: dict[str, dict[str, Scorer]] = {
    "relisten": KNOWN | {"default": lambda model, cut: RANKERS["relisten"](model, cut).score},
    "rediscover": KNOWN | {"default": lambda model, cut: RANKERS["rediscover"](model, cut).score},
    "explore": {
        "random": _random,
        "popularity": lambda model, cut: _popularity(model),
        "sameArtistByPopularity": _same_artist_by_popularity,
        "affinityByPopularity": _affinity_by_popularity,
        "default": lambda model, cut: RANKERS["explore"](model, cut).score,
    },
}

FLOOR = {"relisten": "twoTermDecay", "rediscover": "twoTermDecay", "explore": "affinityByPopularity"}
"""What the default has to beat, or at least not to lose to."""

JUDGED_BY = {"relisten": "ndcg20", "rediscover": "ndcg20", "explore": "recall50"}
