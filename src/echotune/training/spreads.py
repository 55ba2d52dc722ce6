"""What drift is measured on: how features, confidences and scores are spread, as samples."""

from __future__ import annotations

from typing import Final

import numpy as np

from echotune.taste.listener import FEATURES, ListenerModel
from echotune.taste.memory import DAY_SECONDS
from echotune.taste.ranking import RANKERS, Recall
from echotune.training.cf.interactions import Interactions
from echotune.training.drift import sample
from echotune.training.factor_model import Factors

WINDOW_DAYS: Final = 90
SCORED_DAYS: Final = 28
MOST_LISTENERS: Final = 200


def of_listener(model: ListenerModel) -> dict[str, list[float]]:
    """Of one listener: the known features of what they listened to in the last 90 days of the record, and how high the
    relisten ranking of 28 days before its end stood for what was then listened to (0 first, 1 last)."""
    plays = model.plays
    if not len(plays):
        return {}
    end = int(plays.ended_at[-1])
    recent = plays.recording[model.play_is_listen & (plays.ended_at > end - WINDOW_DAYS * DAY_SECONDS)]
    spreads = {f"feature.{name}": sample(model.features[recent, at]) for at, name in enumerate(FEATURES)}
    spreads["score.relisten"] = sample(_places(model, end - SCORED_DAYS * DAY_SECONDS))
    return {name: values for name, values in spreads.items() if values}


def _places(model: ListenerModel, cut: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    from datetime import UTC, datetime

    before = model.until(datetime.fromtimestamp(cut, UTC))
    ranking = RANKERS["relisten"](Recall(before, cut))
    later = np.unique(model.plays.recording[model.play_is_listen & (model.plays.ended_at >= cut)])
    order = np.argsort(np.argsort(-ranking.score, kind="stable"), kind="stable")
    known = later[ranking.candidates[later]]
    return np.asarray(order[known] / max(int(ranking.candidates.sum()), 1), np.float64)


def of_interactions(interactions: Interactions, factors: Factors) -> dict[str, list[float]]:
    """Of many: items a listener, confidences, and the model's scores of what listeners have (the first 200)."""
    rows = factors.rows(interactions.items)
    scores = [np.zeros(0, np.float32)]
    for user in range(min(len(interactions.users), MOST_LISTENERS)):
        items, weights = interactions.history(user)
        known = rows[items] >= 0
        theirs = rows[items[known]].astype(np.int64)
        if len(theirs):
            scores.append(factors.model.item_factors[theirs] @ factors.point(theirs, weights[known]))
    return {
        "interactions.items_a_listener": sample(np.diff(interactions.matrix.indptr)),
        "interactions.confidence": sample(interactions.matrix.data),
        "score.cf": sample(np.concatenate(scores)),
    }
