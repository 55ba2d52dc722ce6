"""What each strategy counts for, by how a request is asked and by what a recording is to the listener.

A row's weights are shares: they are made to add up to 1, so that no score is above 1. The tables below are the defaults
and the list of what can have a weight: a strategy is known when it stands in one of their rows, or in `WHEN_WISHED`.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Situation = Literal["plain", "wished", "seeded"]
Row = dict[str, float]

PLAIN: dict[str, Row] = {
    "relisten": {
        "relisten": 0.77,
        "session_cooccurrence": 0.02,
        "transitions": 0.01,
        "content": 0.02,
        "hour": 0.03,
        "said": 0.15,
    },
    "rediscover": {
        "rediscover": 0.64,
        "rested": 0.14,
        "session_cooccurrence": 0.02,
        "content": 0.02,
        "hour": 0.03,
        "said": 0.15,
    },
    "explore": {"explore": 0.336, "same_artist": 0.104, "content": 0.24, "collaborative": 0.2, "said": 0.12},
    "other": {"same_artist": 0.36, "content": 0.36, "collaborative": 0.1, "said": 0.18},
}
"""When nothing is named to resemble and no sound is wished."""

WISHED: dict[str, Row] = {
    "relisten": {"relisten": 0.5, "session_cooccurrence": 0.05, "content": 0.26, "hour": 0.04, "said": 0.15},
    "rediscover": {
        "rediscover": 0.4,
        "rested": 0.11,
        "session_cooccurrence": 0.04,
        "content": 0.26,
        "hour": 0.04,
        "said": 0.15,
    },
    "explore": {"explore": 0.252, "same_artist": 0.081, "content": 0.432, "collaborative": 0.1, "said": 0.135},
    "other": {"same_artist": 0.27, "content": 0.45, "collaborative": 0.1, "said": 0.18},
}
"""When a mood, an activity or a feature is wished: the heart of the wish counts too."""

SEEDED: dict[str, Row] = {
    "relisten": {
        "relisten": 0.22,
        "session_cooccurrence": 0.1,
        "transitions": 0.04,
        "content": 0.3,
        "kindred": 0.15,
        "hour": 0.04,
        "said": 0.15,
    },
    "rediscover": {
        "rediscover": 0.18,
        "rested": 0.07,
        "session_cooccurrence": 0.08,
        "transitions": 0.03,
        "content": 0.3,
        "kindred": 0.15,
        "hour": 0.04,
        "said": 0.15,
    },
    "explore": {
        "explore": 0.108,
        "same_artist": 0.045,
        "content": 0.372,
        "kindred": 0.24,
        "collaborative": 0.1,
        "said": 0.135,
    },
    "other": {"same_artist": 0.09, "content": 0.39, "kindred": 0.24, "collaborative": 0.1, "said": 0.18},
}
"""When a name is to be resembled: likeness leads."""

WHEN_WISHED = ("popular", "little_known", "newly_released")
"""Strategies without a weight until a parameter gives them one."""

WORDS: dict[Situation, float] = {"plain": 0.1, "wished": 0.05, "seeded": 0.05}
"""What `semantic` takes of every row, all others giving way in proportion; theirs again without words or encoded texts."""

KNOWN = tuple(
    sorted(
        {
            "semantic",
            *WHEN_WISHED,
            *(name for table in (PLAIN, WISHED, SEEDED) for row in table.values() for name in row),
        }
    )
)


def normalised(row: Row) -> Row:
    """The same shares adding up to 1, without those that are 0. Raises ValueError for a strategy that is not known, and
    for a row that leaves nothing to score by."""
    for name in row:
        if name not in KNOWN:
            raise ValueError(f"there is no strategy “{name}”; there are {', '.join(KNOWN)}")
    total = math.fsum(row.values())
    if total <= 0:
        raise ValueError("at least one strategy needs a weight above 0")
    exact = abs(total - 1) < 1e-9  # shares that add up already keep their last digits
    return {name: share if exact else share / total for name, share in row.items() if share > 0}


def leaning(row: Row, share: float, among: frozenset[str]) -> Row:
    """The row with `share` of it going to the strategies `among`; within both sides proportions stay. A row with nothing
    on one side is left as it is."""
    inside = math.fsum(value for name, value in row.items() if name in among)
    outside = math.fsum(value for name, value in row.items() if name not in among)
    if inside <= 0 or outside <= 0:
        return row
    scale = {True: share / inside, False: (1 - share) / outside}
    return normalised({name: value * scale[name in among] for name, value in row.items()})


Weight = Annotated[float, Field(ge=0, le=1000)]
WeightRow = Annotated[dict[str, Weight], AfterValidator(normalised)]


def with_words(situation: Situation, table: dict[str, Row]) -> dict[str, Row]:
    """The table with room made for `semantic`."""
    share = WORDS[situation]
    return {
        kind: {name: weight * (1 - share) for name, weight in row.items()} | {"semantic": share}
        for kind, row in table.items()
    }


class ByKind(BaseModel):
    """A row for each thing that a recording can be to the listener (`prepared.Kind`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relisten: WeightRow
    rediscover: WeightRow
    explore: WeightRow
    other: WeightRow


class Weights(BaseModel):
    """A table for each way of asking."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plain: ByKind = ByKind(**with_words("plain", PLAIN))
    wished: ByKind = ByKind(**with_words("wished", WISHED))
    seeded: ByKind = ByKind(**with_words("seeded", SEEDED))
