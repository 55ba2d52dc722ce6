"""How the strategies' scores become one: weights by what a track is to the listener, in whole ten-thousandths.

Weights of a row add up to 1, so no score is above 1; only what the listener muted or disliked falls below 0. They are
counted in whole ten-thousandths: parts add up to the score exactly, and rounding noise can never change an order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.prepared import Kind
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategy import Asked, Index, Scores

UNIT = 10_000  # a score of 1
Weights = dict[str, float]

PLAIN: dict[Kind, Weights] = {
    Kind.RELISTEN: {"relisten": 0.78, "session_cooccurrence": 0.02, "content": 0.02, "hour": 0.03, "said": 0.15},
    Kind.REDISCOVER: {
        "rediscover": 0.64,
        "rested": 0.14,
        "session_cooccurrence": 0.02,
        "content": 0.02,
        "hour": 0.03,
        "said": 0.15,
    },
    Kind.EXPLORE: {"explore": 0.42, "same_artist": 0.13, "content": 0.3, "said": 0.15},
    Kind.OTHER: {"same_artist": 0.4, "content": 0.4, "said": 0.2},
}
"""When nothing is named to resemble and no sound is wished."""

WISHED: dict[Kind, Weights] = {
    Kind.RELISTEN: {"relisten": 0.5, "session_cooccurrence": 0.05, "content": 0.26, "hour": 0.04, "said": 0.15},
    Kind.REDISCOVER: {
        "rediscover": 0.4,
        "rested": 0.11,
        "session_cooccurrence": 0.04,
        "content": 0.26,
        "hour": 0.04,
        "said": 0.15,
    },
    Kind.EXPLORE: {"explore": 0.28, "same_artist": 0.09, "content": 0.48, "said": 0.15},
    Kind.OTHER: {"same_artist": 0.3, "content": 0.5, "said": 0.2},
}
"""When a mood, an activity or a feature is wished: the heart of the wish counts too."""

SEEDED: dict[Kind, Weights] = {
    Kind.RELISTEN: {"relisten": 0.22, "session_cooccurrence": 0.14, "content": 0.45, "hour": 0.04, "said": 0.15},
    Kind.REDISCOVER: {
        "rediscover": 0.18,
        "rested": 0.07,
        "session_cooccurrence": 0.11,
        "content": 0.45,
        "hour": 0.04,
        "said": 0.15,
    },
    Kind.EXPLORE: {"explore": 0.12, "same_artist": 0.05, "content": 0.68, "said": 0.15},
    Kind.OTHER: {"same_artist": 0.1, "content": 0.7, "said": 0.2},
}
"""When a name is to be resembled: likeness leads."""

HOUR_ASKED = 0.2  # weight of the hour when a time of day is asked for; the others shrink to make room

SHARES: dict[int, float] = {Kind.RELISTEN: 0.4, Kind.REDISCOVER: 0.3, Kind.EXPLORE: 0.3}
"""The mix of mode `blend`."""


@dataclass(frozen=True)
class Blended:
    """`parts` int16[C] ten-thousandths by strategy, `total` their sum; `raw` what they said."""

    parts: dict[str, NDArray[np.int16]]
    total: NDArray[np.int16]
    raw: dict[str, Scores]


def blend(asked: Asked, candidates: Index) -> Blended:
    """Score all candidates."""
    table = _table(asked)
    row = _rows(asked, candidates)
    raw, parts = {}, {}
    for at, (name, strategy) in enumerate(STRATEGIES.items()):
        weight = table[row, at]
        if name == "content" or weight.any():
            raw[name] = strategy.score(asked, candidates)
            parts[name] = np.rint(raw[name].values * weight).astype(np.int16)
    return Blended(parts, np.sum(list(parts.values()), axis=0, dtype=np.int16), raw)


def weights(asked: Asked) -> dict[Kind, Weights]:
    """The weights that a request is answered with."""
    chosen = SEEDED if asked.resolved.seeds else WISHED if asked.wishes.bounded else PLAIN
    if not asked.request.time_of_day:
        return chosen
    return {kind: _with_hour(row) if kind in (Kind.RELISTEN, Kind.REDISCOVER) else row for kind, row in chosen.items()}


def _with_hour(row: Weights) -> Weights:
    others = sum(weight for name, weight in row.items() if name != "hour")
    return {name: weight * (1 - HOUR_ASKED) / others for name, weight in row.items() if name != "hour"} | {
        "hour": HOUR_ASKED
    }


def _table(asked: Asked) -> NDArray[np.float32]:
    """float32[kinds, strategies], in ten-thousandths."""
    chosen = weights(asked)
    return np.array([[chosen[kind].get(name, 0) * UNIT for name in STRATEGIES] for kind in Kind], np.float32)


def _rows(asked: Asked, candidates: Index) -> NDArray[np.int8]:
    """Which row of weights each candidate takes: the mode's, or in a blend its own kind's."""
    by_mode = {"relisten": Kind.RELISTEN, "rediscover": Kind.REDISCOVER, "explore": Kind.EXPLORE}
    if asked.mode in by_mode:
        return np.full(len(candidates), by_mode[asked.mode], np.int8)
    return asked.prepared.kind[candidates]
