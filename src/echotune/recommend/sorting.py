"""Put the chosen tracks into an order that was asked for; by default they stay as ranked."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from echotune.recommend.chosen import Chosen
from echotune.recommend.sound import ATTRIBUTES, COLUMN
from echotune.recommend.strategy import Asked

Value = Callable[[Asked, int], float]


def _year(asked: Asked, recording: int) -> float:
    year = int(asked.prepared.model.released_year[recording])
    return float(year) if year else float("nan")


ORDERS: dict[str, tuple[Value, bool]] = {
    "newest": (_year, True),
    "oldest": (_year, False),
    "most played": (lambda asked, at: float(asked.prepared.model.listens[at]), True),
    "least played": (lambda asked, at: float(asked.prepared.model.listens[at]), False),
    "last played": (lambda asked, at: float(asked.prepared.model.last_listened_at[at]), True),
    "longest": (lambda asked, at: float(asked.prepared.model.duration_ms[at]), True),
    "shortest": (lambda asked, at: float(asked.prepared.model.duration_ms[at]), False),
    "title": (lambda asked, at: 0.0, False),
}
"""Name of an order -> its value and whether it falls."""


def sort_chosen(asked: Asked, chosen: list[Chosen], order: str | None) -> tuple[list[Chosen], list[str]]:
    """The chosen tracks in that order, unknown values last, ties as ranked; a note when the order is not known."""
    if not order:
        return chosen, []
    if (name := order.strip().lower()) == "title":
        return sorted(chosen, key=lambda one: asked.prepared.model.titles[one.recording].lower()), []
    value, falling = ORDERS.get(name) or _by_feature(name) or (None, False)
    if value is None:
        return chosen, [f"I do not know the order “{order}”, so the best match comes first."]

    def place(one: Chosen) -> tuple[bool, float]:
        found = value(asked, one.recording)
        return bool(np.isnan(found)), 0.0 if np.isnan(found) else -found if falling else found

    return sorted(chosen, key=place), []


def _by_feature(name: str) -> tuple[Value, bool] | None:
    """`energy` falls, `-energy` (or `energy asc`) rises."""
    feature = name.removeprefix("-").removesuffix(" asc").removesuffix(" desc")
    if feature not in ATTRIBUTES:
        return None
    rising = name.startswith("-") or name.endswith(" asc")
    return (lambda asked, at: float(asked.prepared.sound.values[at, COLUMN[feature]])), not rising
