"""Which recordings are scored: those that the strategies propose among what a request allows.

Each strategy proposes its best with its own rank, from an order that was made before or by looking for what is near.
What all of them say together, as far as it does not depend on the request, proposes too. The union is scored; when
little enough is allowed, all of it is. Constraints are masks over all recordings and hold before anything is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.recommend import blend
from echotune.recommend.among import Among
from echotune.recommend.finders import FINDERS, OVERSHOOT
from echotune.recommend.prepared import Kind
from echotune.recommend.rows import best, distinct, is_among
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategy import Asked
from echotune.recommend.weights import Row

Bools = NDArray[np.bool_]
Index = NDArray[np.intp]
Tiers = NDArray[np.int8]

MOST: Final = 1500
"""Candidates scored for a request that does not need more."""
LEAST_OF_KIND: Final = 0.1
"""Of the room, for each kind of a blend; the rest goes by the shares of the mix."""
OWN_SHARE: Final = 0.6
"""Of the room, for what each strategy proposes by itself, in proportion to its weight; the rest is for the whole."""
LEAST_SHARE: Final = 0.03
"""Of the room, for each strategy with a weight, however small."""
KEPT_ORDERS: Final = 96
NONE: Final[Index] = np.zeros(0, np.intp)
STANDING: Final = "standing"
"""Proposes by what the parts of the score that do not depend on the request say together."""


@dataclass(frozen=True)
class Candidates:
    """`rows` intp[C], ascending. `proposals`: by who proposed, recordings, best first (in a blend, kind by kind).
    `complete`: all that is allowed, so that nobody had to propose."""

    rows: Index
    proposals: dict[str, list[Index]] = field(default_factory=dict)
    complete: bool = True

    def ranks(self, recordings: Index) -> list[dict[str, int]]:
        """Of some recordings: who proposed them, and as the how manieth of what was allowed."""
        found: dict[int, dict[str, int]] = {recording: {} for recording in recordings.tolist()}
        lists = [(name, rows) for name, several in self.proposals.items() for rows in several]
        starts = np.cumsum([0, *(len(rows) for _, rows in lists)])
        proposed = np.concatenate([NONE, *(rows for _, rows in lists)])
        places = np.flatnonzero(is_among(proposed, np.sort(recordings)))
        owners = np.searchsorted(starts, places, side="right") - 1
        for recording, place, owner in zip(proposed[places].tolist(), places.tolist(), owners.tolist(), strict=True):
            found[recording][lists[owner][0]] = place - int(starts[owner]) + 1
        return [found[recording] for recording in recordings.tolist()]


def everything(allowed: Bools) -> Candidates:
    return Candidates(np.flatnonzero(allowed))


def candidates(asked: Asked, allowed: Bools, count: int, tiers: Tiers, wanted: int) -> Candidates:
    """Candidates among `allowed` bool[R], of which there are `count`, for an answer of `wanted` tracks.

    `tiers` int8[R]: what comes later in an answer (0 is first); a later tier is looked into only when the earlier ones
    hold little more than is wanted, and then all of these are candidates.
    """
    room = max(MOST, 3 * wanted)
    if count <= room:
        return Candidates(np.flatnonzero(allowed))
    sure, eligible = _eligible(allowed, tiers, 3 * wanted)
    proposals: dict[str, list[Index]] = {}
    for name, rows in _proposals(asked, eligible, room - sum(map(len, sure))):
        proposals.setdefault(name, []).append(rows)
    union = distinct([*sure, *(rows for lists in proposals.values() for rows in lists)])
    return Candidates(union, proposals, complete=False)


def _eligible(allowed: Bools, tiers: Tiers, enough: int) -> tuple[list[Index], Bools]:
    """Rows of the first tiers, which hold too little, and the mask of the one with which there is enough."""
    sure: list[Index] = []
    for tier in range(int(tiers.max(initial=0))):
        eligible = allowed & (tiers == tier)
        if np.count_nonzero(eligible) + sum(map(len, sure)) >= enough:
            return sure, eligible
        sure.append(np.flatnonzero(eligible))
    return sure, allowed & (tiers == tiers.max(initial=0))


def _proposals(asked: Asked, eligible: Bools, room: int) -> Iterator[tuple[str, Index]]:
    weights = blend.weights(asked)
    if asked.mode != "blend":
        among = Among(asked.prepared, asked.mode, None, eligible)
        yield from _Proposing(asked, among, weights[Kind[asked.mode.upper()]]).proposals(room)
        return
    for kind, share in _shares(asked).items():
        among = Among(asked.prepared, asked.mode, kind, eligible)
        yield from _Proposing(asked, among, weights[kind]).proposals(int(share * room))


def _shares(asked: Asked) -> dict[Kind, float]:
    """Of the room, by kind."""
    mix = asked.parameters.shares
    wanted = {Kind.RELISTEN: mix.relisten, Kind.REDISCOVER: mix.rediscover, Kind.EXPLORE: mix.explore, Kind.OTHER: 0.0}
    left, total = 1 - LEAST_OF_KIND * len(wanted), sum(wanted.values())
    return {kind: LEAST_OF_KIND + left * share / total for kind, share in wanted.items()}


class _Proposing:
    """Proposals for one group, which one row of weights scores."""

    def __init__(self, asked: Asked, among: Among, row: Row) -> None:
        self._asked, self._among, self._row = asked, among, row
        depending = {name for name, (depends, _) in FINDERS.items() if depends(asked)} | set(blend.COMPARING)
        self._standing = {name: weight for name, weight in row.items() if name not in depending}

    def proposals(self, room: int) -> Iterator[tuple[str, Index]]:
        if not self._among.count:
            return
        taken: list[Index] = []
        for name, weight in self._row.items():
            rows = self._of(name, int((LEAST_SHARE + OWN_SHARE * weight) * room))
            taken.append(rows)
            yield name, rows
        yield STANDING, self._together(room, distinct(taken))

    def _of(self, name: str, most: int) -> Index:
        strategy = blend.COMPARING.get(name)
        if strategy:
            query = blend.query(self._asked, strategy)
            space = self._asked.prepared.spaces[strategy.space]
            if query is None:
                return NONE
            near = self._among.nearest_in(space, query, OVERSHOOT * most)
            return best(np.sort(near), strategy.score(self._asked, np.sort(near)).values, most)
        if name not in self._standing:
            return FINDERS[name][1](self._asked, self._among, most)
        return self._best({name: 1.0}, most)

    def _together(self, room: int, taken: Index) -> Index:
        """As many of the standing order as fill the room up."""
        rows = self._best(self._standing, room)
        new = np.cumsum(~is_among(rows, taken))
        return rows[: int(np.searchsorted(new, room - len(taken), side="right"))]

    def _best(self, weights: Row, most: int) -> Index:
        """The allowed ones of highest weighted standing score above 0."""
        if self._among.is_dense(most):
            return self._among.first_of(self._order(weights), most)
        return self._among.best_by(lambda rows: self._score(weights, rows), most)

    def _order(self, weights: Row) -> NDArray[np.int32]:
        orders = self._asked.prepared.orders
        key = (self._among.name, tuple(weights.items()), self._asked.hours if "hour" in weights else None)
        order = orders.get(key)
        if order is None:
            group = self._among.group
            score = self._score(weights, group)
            above = np.flatnonzero(score > 0)
            order = group[above[np.argsort(-score[above], kind="stable")]].astype(np.int32)
            orders[key] = order
            for oldest in list(orders)[:-KEPT_ORDERS]:
                orders.pop(oldest, None)  # another thread may have been faster
        return order

    def _score(self, weights: Row, rows: Index) -> NDArray[np.int16]:
        """Whole ten-thousandths, as in the blend."""
        score = np.zeros(len(rows), np.int16)
        for name, weight in weights.items():
            score += np.rint(STRATEGIES[name].score(self._asked, rows).values * np.float32(weight * blend.UNIT)).astype(
                np.int16
            )
        return score
