"""From what a request allows to the chosen: candidates, their scores, their order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.recommend import rerank
from echotune.recommend.blend import UNIT, Blended, blend
from echotune.recommend.candidates import Candidates, candidates, everything
from echotune.recommend.chosen import Chosen
from echotune.recommend.filters import Filtered, likely_tagged
from echotune.recommend.parameters import Shares
from echotune.recommend.prepared import VARIED_BY, Kind, Prepared
from echotune.recommend.ranks import ranked
from echotune.recommend.strategy import Asked
from echotune.taste.memory import DAY_SECONDS

Index = NDArray[np.intp]
Tiers = NDArray[np.int8]
LATER = 2 * UNIT  # a later tier costs more than scores can differ


@dataclass(frozen=True)
class Wanted:
    """How many tracks, and what comes later: `suggested` recordings lately shown, songs not known to be clean."""

    count: int
    suggested: Index
    clean: bool


@dataclass(frozen=True)
class Choice:
    scored: Candidates
    blended: Blended
    chosen: list[Chosen]


def choose(asked: Asked, filtered: Filtered, wanted: Wanted) -> Choice:
    """The best of the candidates; of all that is allowed where too few were found, or the cap would have to yield."""
    tiers = _tiers(asked, wanted)
    choosing = _Choosing(asked, candidates(asked, filtered.passes, filtered.count, tiers, wanted.count), tiers, wanted)
    if not choosing.scored.complete and choosing.falls_short(filtered.count):
        choosing = _Choosing(asked, everything(filtered.passes), tiers, wanted)
    return Choice(choosing.scored, choosing.blended, choosing.chosen())


def _tiers(asked: Asked, wanted: Wanted) -> Tiers:
    """int8[R]: 1 lately suggested, not rested long enough or itself the seed, 2 likely of an unwanted genre, 3 not known to be clean."""
    prepared, resolved = asked.prepared, asked.resolved
    tiers = prepared.unclean.copy() if wanted.clean else np.zeros(prepared.model.size, np.int8)
    for tagged in resolved.excluded_genres.values():
        _later(tiers, likely_tagged(prepared, tagged), 2)
    for seed in resolved.like:
        _later(tiers, seed.exemplars if seed.is_artist else seed.recordings, 1)
    if resolved.tracks is None:
        _later(tiers, wanted.suggested, 1)
        _later(tiers, _heard_since(prepared, asked.parameters.novelty_days), 1)
    return tiers


def _heard_since(prepared: Prepared, days: int) -> Index:
    """Recordings listened to in the last `days` days."""
    if not days:
        return np.zeros(0, np.intp)
    heard = prepared.sittings.heard
    return heard[prepared.model.last_listened_at[heard] > prepared.epoch - days * DAY_SECONDS]


def _later(tiers: Tiers, recordings: Index, tier: int) -> None:
    tiers[recordings] = np.maximum(tiers[recordings], np.int8(tier))


class _Choosing:
    """One set of candidates, scored and re-ranked."""

    def __init__(self, asked: Asked, scored: Candidates, tiers: Tiers, wanted: Wanted) -> None:
        self.scored, self._asked, self._wanted = scored, asked, wanted
        self.blended = blend(asked, scored.rows)
        self._tiers = tiers[scored.rows]
        self._kinds = asked.prepared.kind[scored.rows]
        self._shares = _mix(asked.parameters.shares) if asked.mode == "blend" else {}
        cost = UNIT - self.blended.total.astype(np.int32) + LATER * self._tiers.astype(np.int32)
        self._pool = _cheapest_of_kinds(cost, self._kinds, self._shares, max(asked.parameters.pool, 3 * wanted.count))
        self._picks = self._rerank()
        if len(self._pool) < len(cost) and self._cap_yielded():
            self._pool = _cheapest(cost, np.arange(len(cost)), len(cost))
            self._picks = self._rerank()

    def falls_short(self, allowed: int) -> bool:
        return len(self._picks) < min(self._wanted.count, allowed) or self._cap_yielded()

    def chosen(self) -> list[Chosen]:
        places = self._pool[[pick.row for pick in self._picks]]
        groups = self._kinds if self._shares else np.zeros(len(self._kinds), np.int8)
        parts = {name: part[places].tolist() for name, part in self.blended.parts.items()}
        recordings = self.scored.rows[places]
        proposed = self.scored.ranks(recordings)
        return [
            Chosen(
                recording=recording,
                place=place,
                parts={name: part[at] for name, part in parts.items()},
                penalty=pick.penalty,
                closest=pick.closest,
                rank=rank.rank,
                ranked_among=rank.among,
                without=rank.without,
                proposed=rank.by_part if self.scored.complete else proposed[at],
            )
            for at, (pick, place, recording, rank) in enumerate(
                zip(
                    self._picks,
                    places.tolist(),
                    recordings.tolist(),
                    ranked(self.blended, groups, places),
                    strict=True,
                )
            )
        ]

    def _rerank(self) -> list[rerank.Pick]:
        prepared, recordings, parameters = self._asked.prepared, self.scored.rows[self._pool], self._asked.parameters
        pool = rerank.Pool(
            scores=self.blended.total[self._pool].astype(np.int64),
            artists=prepared.model.artist_no[recordings],
            sounds=prepared.variety_vectors[recordings].astype(np.float32, copy=False),
            kinds=self._kinds[self._pool],
            tiers=self._tiers[self._pool],
            uncapped=np.full(len(recordings), self._named),
        )
        return rerank.rerank(
            pool,
            self._wanted.count,
            artist_cap=parameters.artist_cap,
            variety=1 - parameters.mmr_lambda,
            shares=self._shares,
            same_artist=0 if prepared.spaces.get(VARIED_BY) else parameters.same_artist_likeness,
        )

    @property
    def _named(self) -> bool:
        """Artists, albums and songs that were asked for by name are not capped."""
        resolved = self._asked.resolved
        return resolved.artists is not None or resolved.tracks is not None or resolved.albums is not None

    def _cap_yielded(self) -> bool:
        if not self._picks or self._named:
            return False
        recordings = self.scored.rows[self._pool[[pick.row for pick in self._picks]]]
        times = Counter(self._asked.prepared.model.artist_no[recordings].tolist())
        return max(times.values()) > self._asked.parameters.artist_cap


def _mix(shares: Shares) -> dict[int, float]:
    return {Kind.RELISTEN: shares.relisten, Kind.REDISCOVER: shares.rediscover, Kind.EXPLORE: shares.explore}


def _cheapest_of_kinds(cost: NDArray[np.int32], kinds: NDArray[np.int8], shares: dict[int, float], most: int) -> Index:
    """Rows of the best `most` candidates, of each kind in a mix its own, ordered by cost, then row."""
    if not shares or len(cost) <= most:
        return _cheapest(cost, np.arange(len(cost)), most)
    groups = [np.flatnonzero(kinds == kind) for kind in shares]
    groups.append(np.flatnonzero(kinds == Kind.OTHER))
    best = np.concatenate([_cheapest(cost, group, most // len(shares)) for group in groups])
    return best[np.lexsort((best, cost[best]))]


def _cheapest(cost: NDArray[np.int32], rows: Index, most: int) -> Index:
    """The `most` rows of least cost, ordered by cost, then row; by counting, as costs are small whole numbers."""
    if len(rows) > most:
        reached = np.searchsorted(np.cumsum(np.bincount(cost[rows])), most)
        rows = rows[cost[rows] <= reached]
    return rows[np.argsort(cost[rows], kind="stable")][:most]
