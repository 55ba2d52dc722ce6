"""Request -> chosen recordings: resolve, filter, propose, score, re-rank. Pure, synchronous, deterministic; no I/O.

The same record, request, options and `asOf` give the same outcome. Ties: the higher score, then the recording's key.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from echotune.core.errors import NotReady
from echotune.recommend import duration, filters, wishes
from echotune.recommend.blend import Blended
from echotune.recommend.candidates import Candidates
from echotune.recommend.choosing import Wanted, choose
from echotune.recommend.chosen import Chosen
from echotune.recommend.filters import Filtered
from echotune.recommend.parameters import DEFAULTS, Parameters
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import Era, Exclusions, Mode, RecommendationRequest, Seeds
from echotune.recommend.resolve import resolve
from echotune.recommend.sorting import sort_chosen
from echotune.recommend.strategy import Asked

Index = NDArray[np.intp]
LARGE = 200_000
"""Recordings from which on a first request would wait noticeably for its orders."""
WARMING: dict[str, Any] = {"genres": ["pop"], "era": Era(from_=1990), "exclude": Exclusions(explicit=True)}


@dataclass(frozen=True)
class Options:
    """What settings, parameters and the day's record add to a request. `suggested`: recordings shown in the no-repeat window.
    `words`: what was said and stands nowhere in the request."""

    default_count: int = 10
    parameters: Parameters = DEFAULTS
    avoid_explicit: bool = False
    drop_unknown_explicit: bool = False
    suggested: Index = field(default_factory=lambda: np.zeros(0, np.intp))
    previous: Index | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    asked: Asked
    filtered: Filtered
    scored: Candidates
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
    asked = Asked(prepared, request, mode, resolved, wished, options.parameters, options.words)
    clean = request.exclude.explicit or options.avoid_explicit
    filtered = filters.constraints(
        prepared,
        request,
        resolved,
        wished,
        mode=mode,
        previous=options.previous,
        avoid_explicit=clean,
        drop_unknown_explicit=options.drop_unknown_explicit,
    )
    notes = [*resolved.notes, *wished.notes]
    wanted, requested = _counts(asked, options, filtered.count)
    choice = choose(asked, filtered, Wanted(wanted, options.suggested, clean))
    chosen = choice.chosen
    if request.count is None and request.duration_minutes:
        chosen, note = duration.fill(prepared.model, chosen, request.duration_minutes)
        notes += note
        requested = len(chosen) if duration.reaches(prepared.model, chosen, request.duration_minutes) else wanted
    chosen, note = sort_chosen(asked, chosen, request.sort)
    return Outcome(asked, filtered, choice.scored, choice.blended, chosen, requested, notes + note)


def warm(prepared: Prepared) -> None:
    """Compute what nearly every request needs; of a large catalogue also the orders that candidates come from."""
    prepared.warm()
    if prepared.model.size < LARGE:
        return
    played = int(np.argmax(prepared.model.listens))
    like = Seeds(like=[prepared.model.artists[played]])
    for mode, request in product(get_args(Mode), (WARMING, WARMING | {"moods": ["calm"]}, WARMING | {"seeds": like})):
        with suppress(NotReady):
            recommend(prepared, RecommendationRequest(mode=mode, **request), Options())


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
