"""What a listener asks for: the one typed request that every way of asking (chat, HTTP, terminal) ends in.

Absent means null or empty. The canonical forms of the values (which words become which) belong to the language
engine; here only the shape is fixed.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from echotune.core.wire import WireModel

Direction = Literal["+", "-"]
FeatureName = Literal[
    "energy", "valence", "tempo", "danceability", "acousticness", "instrumentalness", "popularity",
    "liveness", "speechiness", "loudness",
]  # fmt: skip
Mode = Literal["relisten", "rediscover", "explore", "blend"]
TimeOfDay = Literal["morning", "afternoon", "evening", "night"]


def _absent(value: object) -> bool:
    return value is None


class Seeds(WireModel):
    """Names to resemble: `like` any of them, or lie `between` them."""

    like: list[str] = Field(default_factory=list)
    between: list[str] = Field(default_factory=list)


class Exclusions(WireModel):
    """What must not come; `explicit` asks for clean tracks."""

    artists: list[str] = Field(default_factory=list)
    genres: list[str] = Field(default_factory=list)
    tracks: list[str] = Field(default_factory=list)
    explicit: bool = False


class FeatureWish(WireModel):
    """A wished range of an audio feature (0..1; tempo in beats a minute), or a direction from the last answer."""

    min: float | None = Field(default=None, exclude_if=_absent)
    max: float | None = Field(default=None, exclude_if=_absent)
    delta: Direction | None = Field(default=None, exclude_if=_absent)


class Era(WireModel):
    """Release years, both inclusive, or a direction: `-` older, `+` newer."""

    from_: int | None = Field(default=None, alias="from", exclude_if=_absent)
    to: int | None = Field(default=None, exclude_if=_absent)
    delta: Direction | None = Field(default=None, exclude_if=_absent)


class RecommendationRequest(WireModel):
    """The wish itself. Names are as the library or catalogue writes them, else as said."""

    artists: list[str] = Field(default_factory=list)
    tracks: list[str] = Field(default_factory=list)
    albums: list[str] = Field(default_factory=list)
    genres: list[str] = Field(default_factory=list)
    moods: list[str] = Field(default_factory=list)
    activities: list[str] = Field(default_factory=list)
    instruments: list[str] = Field(default_factory=list)
    seeds: Seeds = Field(default_factory=Seeds)
    exclude: Exclusions = Field(default_factory=Exclusions)
    features: dict[FeatureName, FeatureWish] = Field(default_factory=dict)
    era: Era | None = None
    language: str | None = None
    mode: Mode | None = None
    count: int | None = Field(default=None, ge=1, le=1000)
    duration_minutes: int | None = Field(default=None, ge=1, le=10_080)
    sort: str | None = None
    time_of_day: TimeOfDay | None = None
