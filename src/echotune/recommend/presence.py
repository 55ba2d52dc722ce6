"""Which strategies can say anything about a listener at all, and why the others cannot."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from echotune.recommend.prepared import Prepared
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.resolve import Resolved
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategy import Asked, SpaceStrategy
from echotune.recommend.wishes import Wishes

OUT: dict[str, str] = {
    "relisten": "nothing has been played yet",
    "rediscover": "nothing that was played twice has rested for 60 days",
    "rested": "nothing has rested for 60 days",
    "explore": "there is no catalogue with songs you have not played",
    "same_artist": "the catalogue has no unplayed songs by artists you play",
    "session_cooccurrence": "the songs of your last sitting were not played together with others",
    "transitions": "nothing was played often enough right after the songs of your last sitting",
    "content": "the sound of your songs is not known",
    "hour": "nothing was played at this time of the day",
    "newly_released": "no release year is known of your songs",
    "popular": "the catalogue does not say how well known songs are",
    "little_known": "the catalogue does not say how well known songs are",
    "said": "you have not liked, saved or corrected anything yet",
}
"""For strategies that look at the record itself."""

NO_SPACE: dict[str, str] = {
    "text": "no embeddings: nothing has been embedded yet",
    "content": "no embeddings: nothing has been embedded yet",
    "cf": "no factors: no catalogue brings any, and one listener alone is no crowd to learn from",
}
"""For strategies that compare in a space, by its name."""


_absences: WeakKeyDictionary[Prepared, dict[str, str]] = WeakKeyDictionary()


def absences(prepared: Prepared) -> dict[str, str]:
    """Strategies that give every recording 0, or that miss their space, with the reason; found once for a record."""
    if prepared not in _absences:
        _absences[prepared] = _found(prepared)
    return _absences[prepared]


def _found(prepared: Prepared) -> dict[str, str]:
    asked = Asked(prepared, RecommendationRequest(), "blend", Resolved(), Wishes([], [], []))
    return {name: reason for name in STRATEGIES if (reason := _absence(asked, name))}


def _absence(asked: Asked, name: str) -> str | None:
    strategy = STRATEGIES[name]
    if isinstance(strategy, SpaceStrategy):
        loaded = strategy.space in asked.prepared.spaces
        return None if loaded else NO_SPACE.get(strategy.space, f"nothing is known of {strategy.space} yet")
    everything = np.arange(asked.prepared.model.size)
    return None if strategy.score(asked, everything).values.any() else OUT[name]
