"""What crosses the wire about recommendations."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from echotune.core.wire import UtcTime, WireModel
from echotune.recommend.provenance import Provenance
from echotune.recommend.request import Mode, RecommendationRequest
from echotune.taste.rings import RingPeriod

SignalKey = Literal["plays", "sound", "hour"]


class Signal(WireModel):
    """One meter of a track card, 0..100; null where nothing is known."""

    key: SignalKey
    label: str
    value: int | None = Field(ge=0, le=100)


class RecommendedTrack(WireModel):
    position: int = Field(ge=1)
    track_id: UUID
    recording_id: UUID
    title: str
    artist: str
    album: str
    duration_ms: int | None
    release_year: int | None
    explicit: Literal["yes", "no", "unknown"]
    why: str
    signals: list[Signal]
    rings: list[RingPeriod]
    spotify_uri: str | None
    provenance: Provenance


class Removed(WireModel):
    """How many candidates one constraint removed, of those that the constraints before it had left."""

    constraint: str
    label: str
    candidates: int


class Offer(WireModel):
    """The one thing to relax. `text` is a sentence that can be sent as it is."""

    constraint: str
    label: str
    text: str
    candidates: int = Field(description="how many candidates there would be then")


class Shortfall(WireModel):
    """Why fewer tracks came back than were asked for. `considered` minus all `removed` is what was left."""

    requested: int
    returned: int
    considered: int
    removed: list[Removed]
    offer: Offer | None


class RecommendationResponse(WireModel):
    recommendation_id: UUID
    user_id: UUID
    created_at: UtcTime
    as_of: UtcTime
    model_version: str
    mode: Mode
    request: RecommendationRequest
    heard_as: list[str]
    candidates: int = Field(description="tracks that satisfied every constraint")
    tracks: list[RecommendedTrack]
    shortfall: Shortfall | None
    notes: list[str]


class Fact(WireModel):
    label: str
    value: str


class Component(WireModel):
    """One part of the score; all of them add up to it exactly."""

    key: str
    label: str
    value: float


class Counterfactual(WireModel):
    """Where the track would rank without one part of its score."""

    key: str
    sentence: str
    rank: int


class FeatureSource(WireModel):
    feature: str
    value: float
    source: str


class Why(WireModel):
    """Everything behind one suggestion, down to dates and counts."""

    track_id: UUID
    title: str
    artist: str
    sentence: str
    rings: list[RingPeriod]
    facts: list[Fact]
    rank: int
    candidates: int = Field(description="how many it was ranked among")
    among: str = Field(description="which ones those are")
    score: float
    components: list[Component]
    counterfactuals: list[Counterfactual]
    scope: str
    feature_sources: list[FeatureSource]


class RankChange(WireModel):
    """Ranks among the first 50 before and after a correction; null: not among them."""

    title: str
    artist: str
    from_rank: int | None
    to_rank: int | None


class CorrectionPreview(WireModel):
    changes: list[RankChange]
