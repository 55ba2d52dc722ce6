"""What is compared: the default rankings and the baselines, each a score per recording of a model cut at the moment."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import ListenerModel
from echotune.taste.ranking import RANKERS, Recall

Scorer = Callable[[Recall], NDArray[np.float64]]
"""What memory holds at the cut -> float64[R]; -inf comes last."""

RANDOM_SEED = 7


def _random(recall: Recall) -> NDArray[np.float64]:
    return np.random.default_rng([RANDOM_SEED, int(recall.as_of)]).random(recall.model.size)


def _artist_listens(model: ListenerModel) -> NDArray[np.float64]:
    of_artist = np.bincount(model.artist_no, model.listens, len(model.artist_keys)).astype(np.float64)
    return of_artist[model.artist_no]


def _popularity(model: ListenerModel) -> NDArray[np.float64]:
    return np.nan_to_num(model.popularity).astype(np.float64)


def _affinity_by_popularity(recall: Recall) -> NDArray[np.float64]:
    return np.log1p(_artist_listens(recall.model)) * (_popularity(recall.model) + 10)


def _same_artist_by_popularity(recall: Recall) -> NDArray[np.float64]:
    return np.where(_artist_listens(recall.model) > 0, _popularity(recall.model), -1.0)


KNOWN: dict[str, Scorer] = {
    "random": _random,
    "playCount": lambda recall: recall.model.listens.astype(np.float64),
    "mostRecent": lambda recall: recall.model.last_listened_at.astype(np.float64),
    "actr0.5": lambda recall: recall.activation(0.5),
    "actr1.0": lambda recall: recall.activation(1.0),
    "decay14": lambda recall: recall.decay(14),
    "twoTermDecay": lambda recall: recall.two_term_decay(),
}

SCORERS: dict[str, dict[str, Scorer]] = {
    "relisten": KNOWN | {"default": lambda recall: RANKERS["relisten"](recall).score},
    "rediscover": KNOWN | {"default": lambda recall: RANKERS["rediscover"](recall).score},
    "explore": {
        "random": _random,
        "popularity": lambda recall: _popularity(recall.model),
        "sameArtistByPopularity": _same_artist_by_popularity,
        "affinityByPopularity": _affinity_by_popularity,
        "default": lambda recall: RANKERS["explore"](recall).score,
    },
}

FLOOR = {"relisten": "twoTermDecay", "rediscover": "twoTermDecay", "explore": "affinityByPopularity"}
"""What the default has to beat, or at least not to lose to."""

JUDGED_BY = {"relisten": "ndcg20", "rediscover": "ndcg20", "explore": "recall50"}
