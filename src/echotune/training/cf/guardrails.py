"""What a good ranking must not have bought its figures with."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.sparse import csc_array

from echotune.training.cf.interactions import Index, Interactions, Scores
from echotune.training.cf.metrics import Metrics
from echotune.training.cf.models.item_to_item import listeners_of

AT: Final = 20


def guardrails(ranked: Index, train: Interactions) -> Metrics:
    """Of the first 20 places of int64[n, depth] columns (-1: none).

    coverage@20: share of all items that anybody is shown. gini@20: inequality of how often items are shown, 0 (all
    alike) to 1. intra_list_distance@20: mean over listeners of the mean over pairs of 1 - Jaccard of the items'
    listeners in the training. novelty@20: mean of -log2(share of listeners who know the item).
    """
    shown = ranked[:, :AT]
    times = np.bincount(shown[shown >= 0], minlength=len(train.items))
    listeners = np.maximum(listeners_of(train.matrix), 1)
    surprise = -np.log2(listeners / len(train.users))
    return {
        "coverage@20": float(np.count_nonzero(times) / len(times)),
        "gini@20": gini(times),
        "intra_list_distance@20": intra_list_distance(shown, train),
        "novelty@20": float(surprise[shown[shown >= 0]].mean()),
    }


def gini(amounts: Index) -> float:
    """Gini coefficient of int64[I] that are not all 0."""
    ascending = np.sort(amounts).astype(np.float64)
    place = np.arange(1, len(ascending) + 1)
    return float((2 * place - len(ascending) - 1) @ ascending / (len(ascending) * ascending.sum()))


def intra_list_distance(shown: Index, train: Interactions) -> float:
    """Mean over the lists of int64[n, k] that have two items."""
    by_item = csc_array(train.matrix)
    by_item.data = np.ones_like(by_item.data)
    listeners = listeners_of(train.matrix)
    lists = [own[own >= 0] for own in shown]
    return float(np.mean([_distance(by_item[:, own], listeners[own]) for own in lists if len(own) > 1]))


def _distance(columns: csc_array, listeners: Scores) -> float:
    """Mean over pairs of columns of 1 - shared / (shared by either); two items without listeners are 1 apart."""
    shared = (columns.T @ columns).toarray()
    either = listeners[:, None] + listeners[None, :] - shared
    alike = shared / np.maximum(either, 1)
    pairs = len(listeners) * (len(listeners) - 1)
    return float(1 - (alike.sum() - np.trace(alike)) / pairs)
