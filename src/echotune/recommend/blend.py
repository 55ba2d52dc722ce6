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
from echotune.recommend.strategy import Asked, Floats, Index, SpaceStrategy
from echotune.recommend.weights import ByKind, Row, Situation, leaning, normalised

UNIT = 10_000  # a score of 1
LIKENESS = frozenset({"content", "kindred", "semantic"})  # what `alpha` speaks of
COMPARING: dict[str, SpaceStrategy] = {
    name: strategy for name, strategy in STRATEGIES.items() if isinstance(strategy, SpaceStrategy)
}


@dataclass(frozen=True)
class Blended:
    """`parts` int16[C] ten-thousandths by strategy, `total` their sum. `sound` float32[C] is what `content` said, 0..1,
    NaN where it was not asked, and `sound_features` the features that it looked at."""

    parts: dict[str, NDArray[np.int16]]
    total: NDArray[np.int16]
    sound: NDArray[np.float32]
    sound_features: tuple[str, ...]


def blend(asked: Asked, candidates: Index) -> Blended:
    """Score all candidates, each kind by the strategies that have a weight for it."""
    parts: dict[str, NDArray[np.int16]] = {}
    sound, features = np.full(len(candidates), np.nan, np.float32), tuple[str, ...]()
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


def weights(asked: Asked) -> dict[Kind, Row]:
    """The weights that a request is answered with."""
    parameters = asked.parameters
    situation: Situation = "seeded" if asked.resolved.seeds else "wished" if asked.wishes.bounded else "plain"
    table: ByKind = getattr(parameters.weights, situation)
    out = silent(asked)
    chosen: dict[Kind, Row] = {kind: _without(getattr(table, kind.name.lower()), out) for kind in Kind}
    if parameters.alpha is not None:
        chosen = {kind: leaning(row, parameters.alpha, LIKENESS) for kind, row in chosen.items()}
    if asked.request.time_of_day:
        chosen |= {
            kind: _with(chosen[kind], "hour", parameters.hour_asked) for kind in (Kind.RELISTEN, Kind.REDISCOVER)
        }
    if parameters.recency_boost:
        chosen = {kind: _with(row, "newly_released", parameters.recency_boost) for kind, row in chosen.items()}
    return chosen


def silent(asked: Asked) -> frozenset[str]:
    """Strategies that cannot take part: their space is not loaded, or the request says nothing in it."""
    return frozenset(name for name, strategy in COMPARING.items() if query(asked, strategy) is None)


def query(asked: Asked, strategy: SpaceStrategy) -> Floats | None:
    """What a strategy looks for in its space, made once a request."""
    if strategy.space not in asked.prepared.spaces:
        return None
    return asked.once(strategy.label, lambda: strategy.query(asked))


def _without(row: Row, out: frozenset[str]) -> Row:
    """The row's weights without some strategies', shared among the others in proportion."""
    left = {name: weight for name, weight in row.items() if name not in out}
    return normalised(left) if 0 < len(left) < len(row) else left


def _with(row: Row, name: str, share: float) -> Row:
    """The row with `share` of it for one strategy, the others in proportion."""
    others = {other: weight for other, weight in row.items() if other != name}
    total = sum(others.values())
    return {other: weight * (1 - share) / total for other, weight in others.items()} | {name: share}


def _rows(asked: Asked, candidates: Index) -> Iterator[tuple[Row, Index]]:
    """Weights, and the places of the candidates that take them: all by the mode, or in a blend each kind its own."""
    chosen = weights(asked)
    if asked.mode != "blend":
        yield chosen[Kind[asked.mode.upper()]], np.arange(len(candidates))
        return
    kinds = asked.prepared.kind[candidates]
    for kind in Kind:
        places = np.flatnonzero(kinds == kind)
        if len(places):
            yield chosen[kind], places
