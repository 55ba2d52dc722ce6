"""Request -> chosen recordings: resolve, filter, score, re-rank. Pure, synchronous, deterministic; no I/O.

The same record, request, options and `asOf` give the same outcome. Ties: the higher score, then the recording's key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from echotune.core.errors import NotReady
from echotune.recommend import duration, filters, rerank, wishes
from echotune.recommend.blend import UNIT, Blended, blend
from echotune.recommend.chosen import Chosen
from echotune.recommend.filters import Filtered, likely_tagged
from echotune.recommend.parameters import DEFAULTS, Parameters, Shares
from echotune.recommend.prepared import Kind, Prepared
from echotune.recommend.request import Mode, RecommendationRequest
from echotune.recommend.resolve import resolve
from echotune.recommend.sorting import sort_chosen
from echotune.recommend.strategy import Asked

Index = NDArray[np.intp]
LATER = 2 * UNIT  # a later tier costs more than scores can differ


@dataclass(frozen=True)
class Options:
    """What settings, parameters and the day's record add to a request. `suggested`: recordings shown in the no-repeat window."""

    default_count: int = 10
    parameters: Parameters = DEFAULTS
    avoid_explicit: bool = False
    drop_unknown_explicit: bool = False
    suggested: Index = field(default_factory=lambda: np.zeros(0, np.intp))
    previous: Index | None = None


@dataclass(frozen=True)
class Outcome:
    asked: Asked
    filtered: Filtered
    blended: Blended
    chosen: list[Chosen]
    requested: int
    notes: list[str]


def recommend(prepared: Prepared, request: RecommendationRequest, options: Options) -> Outcome:
    """Answer a request from one listener's record. Raises NotReady when there is nothing to choose from at all."""
    mode: Mode = request.mode or "blend"
    _require_material(prepared, mode)
    resolved = resolve(prepared, request)
    wished = wishes.read(prepared, request, resolved, options.previous)
    asked = Asked(prepared, request, mode, resolved, wished, options.parameters)
    filtered = filters.constraints(
        prepared,
        request,
        resolved,
        wished,
        mode=mode,
        previous=options.previous,
        avoid_explicit=request.exclude.explicit or options.avoid_explicit,
        drop_unknown_explicit=options.drop_unknown_explicit,
    )
    blended = blend(asked, filtered.candidates)
    notes = [*resolved.notes, *wished.notes]
    wanted, requested = _counts(asked, options, len(filtered.candidates))
    chosen = _choose(asked, filtered, blended, options, wanted)
    if request.count is None and request.duration_minutes:
        chosen, note = duration.fill(prepared.model, chosen, request.duration_minutes)
        notes += note
        requested = len(chosen) if duration.reaches(prepared.model, chosen, request.duration_minutes) else wanted
    chosen, note = sort_chosen(asked, chosen, request.sort)
    return Outcome(asked, filtered, blended, chosen, requested, notes + note)


def _require_material(prepared: Prepared, mode: Mode) -> None:
    model = prepared.model
    if mode == "explore" and not model.in_pack.any():
        raise NotReady(
            "There is no catalogue to explore yet. Add one with: echotune catalog add tracks.csv "
            "(any CSV or Parquet file of tracks), or look at the demo, which brings its own.",
            code="no_catalogue",
        )
    if mode in ("relisten", "rediscover") and not len(model.plays):
        raise NotReady("There is no listening history yet. Import your Spotify export first.", code="no_history")
    if not len(model.plays) and not model.in_pack.any():
        raise NotReady(
            "There is nothing to recommend from yet. Import your Spotify export, or look at the demo.",
            code="no_history",
        )


def _counts(asked: Asked, options: Options, available: int) -> tuple[int, int]:
    """How many to choose, and how many were asked for."""
    request = asked.request
    if request.count is not None:
        return request.count, request.count
    if request.duration_minutes:
        return duration.most_tracks(request.duration_minutes), 0
    if asked.resolved.tracks is not None and available:  # named songs: as many as there are
        named = min(options.default_count, available)
        return named, named
    return options.default_count, options.default_count


def _choose(asked: Asked, filtered: Filtered, blended: Blended, options: Options, count: int) -> list[Chosen]:
    candidates, parameters = filtered.candidates, options.parameters
    tiers = _tiers(asked, options)[candidates]
    cost = UNIT - blended.total.astype(np.int32) + LATER * tiers.astype(np.int32)
    shares = _mix(parameters.shares) if asked.mode == "blend" else {}
    kinds = asked.prepared.kind[candidates]
    rows = _cheapest_of_kinds(cost, kinds, shares, max(parameters.pool, 3 * count))
    picks = _rerank(asked, blended, candidates, rows, tiers, shares, count)
    if len(rows) < len(candidates) and _cap_yielded(asked, candidates[rows], picks, parameters.artist_cap):
        rows = _cheapest(cost, np.arange(len(candidates)), len(candidates))
        picks = _rerank(asked, blended, candidates, rows, tiers, shares, count)
    ranks = Ranks(blended, kinds if shares else np.zeros(len(candidates), np.int8))
    return [
        Chosen(
            recording=int(candidates[rows[pick.row]]),
            place=int(rows[pick.row]),
            parts={name: int(part[rows[pick.row]]) for name, part in blended.parts.items()},
            penalty=pick.penalty,
            closest=pick.closest,
            rank=ranks.of(int(rows[pick.row])),
            ranked_among=ranks.size(int(rows[pick.row])),
            without=ranks.without(int(rows[pick.row])),
        )
        for pick in picks
    ]


def _tiers(asked: Asked, options: Options) -> NDArray[np.int8]:
    """int8[R]: 1 lately suggested or itself the seed, 2 likely of an unwanted genre, 3 not known to be clean."""
    model, resolved = asked.prepared.model, asked.resolved
    tiers = np.zeros(model.size, np.int8)
    if resolved.tracks is None:
        tiers[options.suggested] = 1
    for seed in resolved.like:
        tiers[seed.exemplars if seed.is_artist else seed.recordings] = 1
    for tagged in resolved.excluded_genres.values():
        known = np.zeros(model.size, bool)
        known[tagged] = True
        tiers[likely_tagged(asked.prepared, known)] = 2
    if asked.request.exclude.explicit or options.avoid_explicit:
        tiers[model.explicit == -1] = 3
    return tiers


def _rerank(
    asked: Asked,
    blended: Blended,
    candidates: Index,
    rows: Index,
    tiers: NDArray[np.int8],
    shares: dict[int, float],
    count: int,
) -> list[rerank.Pick]:
    model, recordings = asked.prepared.model, candidates[rows]
    pool = rerank.Pool(
        scores=blended.total[rows].astype(np.int64),
        artists=model.artist_no[recordings],
        sounds=asked.prepared.sound.units[recordings],
        kinds=asked.prepared.kind[recordings],
        tiers=tiers[rows],
        uncapped=_uncapped(asked, recordings),
    )
    parameters = asked.parameters
    return rerank.rerank(
        pool,
        count,
        artist_cap=parameters.artist_cap,
        variety=1 - parameters.mmr_lambda,
        shares=shares,
        same_artist=parameters.same_artist_likeness,
    )


def _mix(shares: Shares) -> dict[int, float]:
    return {Kind.RELISTEN: shares.relisten, Kind.REDISCOVER: shares.rediscover, Kind.EXPLORE: shares.explore}


def _uncapped(asked: Asked, recordings: Index) -> NDArray[np.bool_]:
    """Artists, albums and songs that were asked for by name are not capped."""
    resolved = asked.resolved
    named = resolved.artists is not None or resolved.tracks is not None or resolved.albums is not None
    return np.full(len(recordings), named)


def _cap_yielded(asked: Asked, recordings: Index, picks: list[rerank.Pick], cap: int) -> bool:
    if not picks or _uncapped(asked, recordings)[0]:
        return False
    chosen = recordings[[pick.row for pick in picks]]
    return int(np.bincount(asked.prepared.model.artist_no[chosen]).max()) > cap


def _cheapest_of_kinds(cost: NDArray[np.int32], kinds: NDArray[np.int8], shares: dict[int, float], most: int) -> Index:
    """Rows of the best `most` candidates, of each kind in a mix its own, ordered by cost, then row."""
    if not shares or len(cost) <= most:
        return _cheapest(cost, np.arange(len(cost)), most)
    groups = [np.flatnonzero(kinds == kind) for kind in shares]
    groups.append(np.flatnonzero(~np.isin(kinds, list(shares))))
    best = np.concatenate([_cheapest(cost, group, most // len(shares)) for group in groups])
    return best[np.lexsort((best, cost[best]))]


def _cheapest(cost: NDArray[np.int32], rows: Index, most: int) -> Index:
    """The `most` rows of least cost, ordered by cost, then row; by counting, as costs are small whole numbers."""
    if len(rows) > most:
        reached = np.searchsorted(np.cumsum(np.bincount(cost[rows])), most)
        rows = rows[cost[rows] <= reached]
    return rows[np.argsort(cost[rows], kind="stable")][:most]


class Ranks:
    """Ranks with the whole score and with one part left out, among the candidates that a track was chosen from: all of
    them, or in a mix those of its own kind. Equal scores share a rank."""

    def __init__(self, blended: Blended, groups: NDArray[np.int8]) -> None:
        self._blended, self._groups = blended, groups
        self._scores: dict[tuple[int, str | None], NDArray[np.int16]] = {}

    def of(self, row: int) -> int:
        return self._rank(row, None, int(self._blended.total[row]))

    def size(self, row: int) -> int:
        """How many the row is ranked among."""
        return len(self._of_group(int(self._groups[row]), None))

    def without(self, row: int) -> dict[str, int]:
        """For each strategy that gave this row something."""
        total = int(self._blended.total[row])
        given = {name: int(part[row]) for name, part in self._blended.parts.items()}
        return {name: self._rank(row, name, total - part) for name, part in given.items() if part}

    def _rank(self, row: int, left_out: str | None, score: int) -> int:
        return 1 + int(np.count_nonzero(self._of_group(int(self._groups[row]), left_out) > score))

    def _of_group(self, group: int, left_out: str | None) -> NDArray[np.int16]:
        """Scores of a group's candidates, without one part."""
        if (group, left_out) not in self._scores:
            score = self._blended.total
            score = score if left_out is None else score - self._blended.parts[left_out]
            self._scores[group, left_out] = score[self._groups == group]
        return self._scores[group, left_out]
