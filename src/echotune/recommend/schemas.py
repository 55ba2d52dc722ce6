"""What crosses the wire about recommendations."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from echotune.core.wire import UtcTime, WireModel
from echotune.recommend.provenance import Provenance
from echotune.recommend.request import Mode, RecommendationRequest
from echotune.recommend.sliders import SliderName
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
    proposed: dict[str, int] = Field(
        description="by strategy, the rank at which it proposed the track among all that fits"
    )
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


class Words(WireModel):
    """What a slider's position means, from `at` upwards until the next one."""

    at: float
    text: str


class SliderView(WireModel):
    name: SliderName
    label: str
    description: str
    low: str = Field(description="what the lower end is called")
    high: str
    least: float
    most: float
    step: float
    value: float = Field(description="where it stands")
    default: float
    words: list[Words]
    out: str | None = Field(description="why it can change nothing for this listener; null where it can")


class StrategyShare(WireModel):
    """`share` of the score in a mix to which nothing was asked, 0..1; `out` says why a strategy takes no part."""

    name: str
    label: str
    share: float
    out: str | None


class ParametersView(WireModel):
    """How recommendations are chosen for a listener. `steered`: whether any slider was moved from its default."""

    steered: bool
    sliders: list[SliderView]
    strategies: list[StrategyShare]


class RankedTrack(WireModel):
    """One song of a re-ranked list. `fromRank`: its place under the sliders as kept; null: not among the first 50."""

    rank: int
    from_rank: int | None
    track_id: UUID
    recording_id: UUID
    title: str
    artist: str
    why: str
    rings: list[RingPeriod]


class SteerPreview(WireModel):
    """`sentence` explains the change in plain words, from its numbers alone."""

    sentence: str
    tracks: list[RankedTrack]
    strategies: list[StrategyShare]


class Fate(WireModel):
    """What became of a song that would have been recommended: the first listen after that day, and how many."""

    played_at: UtcTime
    days_after: int = Field(ge=0, description="whole days; 0 is the day itself")
    plays_in_week: int
    plays_in_month: int


class ForeseenTrack(WireModel):
    """`fate` is null where the song was not listened to within 28 days."""

    track: RecommendedTrack
    fate: Fate | None


class Hits(WireModel):
    """How many of the songs shown were listened to within so many days, and how many of as many most played ones; null
    for songs that were all unplayed."""

    days: int
    shown: int
    came_true: int
    by_play_counts: int | None


class TimeMachine(WireModel):
    """What would have been recommended on a day, from what was known before it, and what came of it."""

    day: date
    as_of: UtcTime
    mode: Mode
    sentence: str
    scope: str
    tracks: list[ForeseenTrack]
    week: Hits
    month: Hits
    days_recorded: int = Field(ge=0, le=28, description="of the 28 days after, how many the record covers")


class MonthOfPlays(WireModel):
    month: str = Field(description="2019-03, on the listener's clock")
    plays: int


class TimeSpan(WireModel):
    """The days that can be travelled to, both inclusive, and the plays of each month between them."""

    first: date
    last: date
    suggested: date
    months: list[MonthOfPlays]


class CurvePoint(WireModel):
    """Mean recall among the first `k`: of the targets, at most `k`, how many were there."""

    k: int
    ours: float
    plain: float


class DatedPoint(WireModel):
    day: date
    ours: float
    plain: float


class RecallCurve(WireModel):
    """`ours` is the default ranking, `plain` the play counts. `overTime` is recall among the first `at`, week by week."""

    mode: Literal["relisten", "rediscover"]
    windows: int
    over_k: list[CurvePoint]
    over_time: list[DatedPoint]
    at: int
    scope: str


class RecallCurves(WireModel):
    """`measuring` asks to come back; `too_short` has a sentence that says why there are no curves."""

    status: Literal["ready", "measuring", "too_short"]
    done: int
    cuts: int
    sentence: str | None
    curves: list[RecallCurve]
