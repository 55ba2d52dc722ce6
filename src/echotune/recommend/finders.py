"""How strategies whose scores depend on the request find what to propose, without scoring everything."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.among import Among
from echotune.recommend.filters import within
from echotune.recommend.moods import Range
from echotune.recommend.rows import best, distinct
from echotune.recommend.sound import Target
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategies.content import hearts, targets
from echotune.recommend.strategy import Asked

Index = NDArray[np.intp]
Finder = Callable[[Asked, Among, int], Index]
"""(request, where to look, how many) -> recordings, best first."""

SAMPLED = 8192  # recordings that say how densely a wish is met
OVERSHOOT = 2  # looked at for one that is proposed
FEW = 3000  # recordings whose nearness to a wish's heart takes no time worth saving


def content(asked: Asked, among: Among, most: int) -> Index:
    """Near in sound to any of the seeds, or to the point between them; else at the heart of what is wished."""
    sought = targets(asked)
    if not sought:
        return _scored(asked, "content", _at_heart(asked, among, most), most)
    space = asked.prepared.sound.space
    queries = [_query(target) for target in sought]
    if asked.resolved.between:
        queries = [np.sum(queries, axis=0, dtype=np.float32)]
    found = [among.nearest_in(space, query, OVERSHOOT * most // len(queries) + 1) for query in queries]
    return _scored(asked, "content", distinct(found), most)


def session_cooccurrence(asked: Asked, among: Among, most: int) -> Index:
    """What shared sittings with the seeds."""
    heard = asked.prepared.sittings.heard
    return _scored(asked, "session_cooccurrence", among.of(heard[asked.together[:-1] > 0]), most)


def transitions(asked: Asked, among: Among, most: int) -> Index:
    """What came after the seeds."""
    heard = asked.prepared.sittings.heard
    return _scored(asked, "transitions", among.of(heard[asked.following[:-1] > 0]), most)


FINDERS: dict[str, tuple[Callable[[Asked], bool], Finder]] = {
    "content": (lambda asked: bool(targets(asked) or asked.wishes.bounded), content),
    "session_cooccurrence": (lambda asked: bool(asked.resolved.seeds), session_cooccurrence),
    "transitions": (lambda asked: bool(asked.resolved.seeds), transitions),
}
"""By strategy: whether its scores depend on this request, and how to look then. What compares in a space of vectors
(`SpaceStrategy`) needs no entry; every other strategy scores alike for all requests of an hour."""


def _scored(asked: Asked, name: str, rows: Index, most: int) -> Index:
    """Rows in the order of the strategy's own scores."""
    return best(rows, STRATEGIES[name].score(asked, rows).values, most)


def _query(target: Target) -> NDArray[np.float32]:
    point = np.where(target.known, target.point, 0).astype(np.float32)
    return point / max(float(np.linalg.norm(point)), 1e-6)


def _at_heart(asked: Asked, among: Among, most: int) -> Index:
    """The ones nearest to the heart of the wished ranges, feature by feature; all when they are few."""
    wanted = max(FEW, OVERSHOOT * most)
    if among.count <= 2 * wanted:
        return among.rows
    values, wished = asked.prepared.sound.values, hearts(asked)
    step = max(1, asked.prepared.model.size // SAMPLED)
    sample = np.flatnonzero(among.mask[::step]) * step
    apart = np.max([np.abs(values[sample, one.column] - one.middle) / one.width for one in wished], axis=0)
    apart = np.sort(apart[~np.isnan(apart)])
    place = min(int(wanted / among.count * len(sample)), len(apart) - 1)
    if place < 0:
        return among.rows[:wanted]
    inside, far = among.mask, float(apart[place])
    for one in wished:
        span = Range(one.middle - far * one.width, one.middle + far * one.width)
        inside = inside & within(values[:, one.column], span)
    return np.flatnonzero(inside)
