"""Everything about recommending that can be tuned, in one typed object; changed without a restart.

Four sources, a later one wins: the defaults below, the file that `ECHOTUNE_PARAMETERS` names, what the listener set on
the taste page, and what one request brings along (experiments). A source needs to give only what it changes.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from echotune.core.errors import InvalidRequest
from echotune.recommend.weights import Weights
from echotune.taste.listener import FEATURES

Changes = dict[str, Any]
"""A part of the parameters, nested as they are."""


class InvalidParameters(InvalidRequest):
    code, title = "invalid_parameters", "A parameter cannot be used"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shares(_Part):
    """The mix of mode `blend`; made to add up to 1."""

    relisten: float = Field(0.4, ge=0, le=1, description="what is played now")
    rediscover: float = Field(0.3, ge=0, le=1, description="what was loved and left")
    explore: float = Field(0.3, ge=0, le=1, description="what was never played")

    @model_validator(mode="after")
    def _some(self) -> Shares:
        if self.relisten + self.rediscover + self.explore <= 0:
            raise ValueError("at least one share has to be above 0")
        return self

    @property
    def known(self) -> float:
        """Share of what was played before, now or once."""
        return self.relisten + self.rediscover


def _of_features(widths: dict[str, float]) -> dict[str, float]:
    for name in widths:
        if name not in FEATURES:
            raise ValueError(f"there is no feature “{name}”; there are {', '.join(FEATURES)}")
    return widths


Width = Annotated[float, Field(gt=0, le=1000)]


class Sound(_Part):
    """How wished ranges of features are scored."""

    usual_width: Width = Field(0.25, description="how far from a range's heart a value loses most of its worth")
    widths: Annotated[dict[str, Width], AfterValidator(_of_features)] = Field(
        {"tempo": 25.0, "loudness": 6.0}, description="the same for features of another unit: beats a minute, dB"
    )


class Parameters(_Part):
    """One set of everything. Frozen: a changed set is a new one (`changed`)."""

    weights: Weights = Field(Weights(), description="shares of the strategies, by way of asking and kind of recording")
    alpha: float | None = Field(
        None,
        ge=0,
        le=1,
        description="share of the score that likeness (sound, meaning) takes; null leaves it to the weights",
    )
    shares: Shares = Field(Shares(), description="mix of what is played, was loved, and is new")
    hour_asked: float = Field(
        0.2, ge=0, lt=1, description="weight of the hour when a time of day is asked for; the others make room"
    )
    artist_cap: int = Field(2, ge=1, le=1000, description="most tracks by one artist, unless the artist was asked for")
    recency_boost: float = Field(
        0.0, ge=0, le=0.2, description="most that a new release gains for being new; the other parts make room"
    )
    novelty_days: int = Field(
        0, ge=0, le=3650, description="days that a song has to rest before it comes before those that have"
    )
    mmr_lambda: float = Field(0.9, ge=0, le=1, description="1 ranks by score alone, lower values by variety too")
    same_artist_likeness: float = Field(
        0.5,
        ge=0,
        le=1,
        description="share of likeness that is being by the same artist, the rest being sound; before the content space is trained",
    )
    pool: int = Field(500, ge=20, le=20_000, description="candidates that re-ranking looks at")
    sound: Sound = Field(Sound(), description="widths of wished ranges")

    @cached_property
    def digest(self) -> str:
        """Names the set: equal sets, equal names."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def __hash__(self) -> int:
        return hash(self.digest)


DEFAULTS = Parameters()


def changed(base: Parameters, changes: Changes, *, source: str) -> Parameters:
    """`base` with some values replaced, checked as a whole. Weights that a row does not name stay, then the row is made
    to add up to 1 again. Raises InvalidParameters that names `source` and the place."""
    if not changes:
        return base
    try:
        return Parameters.model_validate(_merged(base.model_dump(), changes))
    except ValidationError as wrong:
        raise InvalidParameters(f"{source}: {'; '.join(_problem(one) for one in wrong.errors())}") from wrong


def _merged(base: Changes, changes: Changes) -> Changes:
    nested = {
        name: _merged(base[name], value)
        for name, value in changes.items()
        if isinstance(value, dict) and isinstance(base.get(name), dict)
    }
    return base | changes | nested


def _problem(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{place}: there is no such parameter"
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"
