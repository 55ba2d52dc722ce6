"""What a sentence meant: a recommendation request, and what else can be said to a music companion."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from echotune.core.wire import WireModel
from echotune.recommend.request import RecommendationRequest

Intent = Literal[
    "recommend", "refine", "playlist_create", "playlist_edit", "insight", "mood",
    "feedback", "playback", "search", "help", "other",
]  # fmt: skip
Action = Literal[
    "play", "pause", "resume", "skip", "previous", "seek", "volume", "queue", "transfer",
    "shuffle", "repeat", "now_playing",
]  # fmt: skip
Feedback = Literal["like", "dislike", "never"]
Subject = Literal["artists", "tracks", "albums", "genres", "plays", "sessions", "skips", "hours", "days"]
Measure = Literal["plays", "minutes", "skips", "first", "last", "discoveries"]


class HourRange(WireModel):
    """Hours of the day in the listener's zone, 0..23, both inclusive."""

    from_: int = Field(alias="from", ge=0, le=23)
    to: int = Field(ge=0, le=23)


class InsightQuestion(WireModel):
    """A question about one's own history. `from` and `to` are ISO dates, both inclusive."""

    subject: Subject
    measure: Measure = "plays"
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    hours: HourRange | None = None
    limit: int | None = None


class UnderstoodRequest(RecommendationRequest):
    """The document of one understood sentence; an LLM provider emits the same one.

    `value` is a percentage for volume and seconds for seek. `unparsed` holds the content words that were not
    understood, `confidence` is between 0 and 1.
    """

    intent: Intent = "recommend"
    playlist: str | None = None
    action: Action | None = None
    device: str | None = None
    value: int | None = None
    insight: InsightQuestion | None = None
    feedback: Feedback | None = None
    unparsed: list[str] = Field(default_factory=list)
    confidence: float = Field(default=0.0, ge=0.0, le=1.0)
