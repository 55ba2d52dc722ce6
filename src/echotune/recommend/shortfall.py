"""When fewer tracks come back than were asked for: what each constraint removed, and one thing to relax."""

from __future__ import annotations

from echotune.recommend.filters import Constraint, Filtered
from echotune.recommend.heard import sentence
from echotune.recommend.request import Exclusions, RecommendationRequest
from echotune.recommend.schemas import Offer, Removed, Shortfall

RELAXED_FIRST = (
    "mood", "activity", "feature", "instrument", "language", "era", "mode", "genres", "explicit", "albums", "artists",
    "exclude",
)  # fmt: skip
"""Which kind of constraint is offered first, when relaxing several would be enough."""


def shortfall(request: RecommendationRequest, filtered: Filtered, requested: int, returned: int) -> Shortfall | None:
    """The account, or None when nothing fell short."""
    if returned >= requested:
        return None
    removed = [
        Removed(constraint=one.key, label=one.label, candidates=count) for one, count in filtered.account() if count
    ]
    return Shortfall(
        requested=requested,
        returned=returned,
        considered=filtered.size,
        removed=removed,
        offer=_offer(request, filtered, requested),
    )


def _offer(request: RecommendationRequest, filtered: Filtered, requested: int) -> Offer | None:
    """The first constraint whose relaxing is enough; else the one that gives most; None when none gives any."""
    left = filtered.count
    gains = [(filtered.without(one), one) for one in filtered.constraints if not one.fixed and _relaxed(request, one)]
    gains = [(count, one) for count, one in gains if count > left]
    if not gains:
        return None
    count, best = min(
        gains, key=lambda gain: (gain[0] < requested, _place(gain[1]) if gain[0] >= requested else -gain[0])
    )
    relaxed = _relaxed(request, best)
    return Offer(constraint=best.key, label=best.label, text=sentence(relaxed or request), candidates=count)


def _place(constraint: Constraint) -> int:
    return RELAXED_FIRST.index(constraint.key.partition(":")[0])


def _relaxed(request: RecommendationRequest, constraint: Constraint) -> RecommendationRequest | None:
    """The request without one constraint; None when that cannot be said."""
    kind, _, name = constraint.key.partition(":")
    changes: dict[str, dict[str, object]] = {
        "mood": {"moods": []},
        "activity": {"activities": []},
        "feature": {"features": {at: wish for at, wish in request.features.items() if at != name}},
        "instrument": {"instruments": [one for one in request.instruments if one != name]},
        "language": {"language": None},
        "era": {"era": None},
        "mode": {"mode": None},
        "genres": {"genres": []},
        "albums": {"albums": []},
        "artists": {"artists": []},
        "explicit": {"exclude": request.exclude.model_copy(update={"explicit": False})},
        "exclude": {"exclude": Exclusions(explicit=request.exclude.explicit)},
    }
    relaxed = request.model_copy(update=changes.get(kind, {}))
    return relaxed if relaxed != request else None
