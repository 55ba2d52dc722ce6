"""How the strategies' scores become one: weights by what a track is to the listener, in whole ten-thousandths.

Weights of a row add up to 1, so no score is above 1; only what the listener muted or disliked falls below 0. They are
counted in whole ten-thousandths: parts add up to the score exactly, and rounding noise can never change an order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.prepared import Kind
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategy import Asked, Index

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
    """`parts` int16[C] ten-thousandths by strategy, `total` their sum. `sound` float32[C] is what `content` said, 0..1,
    and `sound_features` the features that it looked at."""

    parts: dict[str, NDArray[np.int16]]
    total: NDArray[np.int16]
    sound: NDArray[np.float32]
    sound_features: tuple[str, ...]


def blend(asked: Asked, candidates: Index) -> Blended:
    """Score all candidates, each kind by the strategies that have a weight for it."""
    parts: dict[str, NDArray[np.int16]] = {}
    sound, features = np.zeros(len(candidates), np.float32), tuple[str, ...]()
    for row, places in _rows(asked, candidates):
        recordings = candidates[places]
        for name, weight in row.items():
            scores = STRATEGIES[name].score(asked, recordings)
            part = parts.setdefault(name, np.zeros(len(candidates), np.int16))
            part[places] = np.rint(scores.values * np.float32(weight * UNIT))
            if name == "content":
                sound[places], features = scores.values, scores.features
    total = np.zeros(len(candidates), np.int16)
    for part in parts.values():
        total += part
    return Blended(parts, total, sound, features)


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


def _rows(asked: Asked, candidates: Index) -> Iterator[tuple[Weights, Index]]:
    """Weights, and the places of the candidates that take them: all by the mode, or in a blend each kind its own."""
    chosen = weights(asked)
    by_mode = {"relisten": Kind.RELISTEN, "rediscover": Kind.REDISCOVER, "explore": Kind.EXPLORE}
    if asked.mode in by_mode:
        yield chosen[by_mode[asked.mode]], np.arange(len(candidates))
        return
    kinds = asked.prepared.kind[candidates]
    for kind in Kind:
        places = np.flatnonzero(kinds == kind)
        if len(places):
            yield chosen[kind], places
