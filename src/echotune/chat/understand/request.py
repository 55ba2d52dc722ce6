"""What a sentence meant: a recommendation request, and what else can be said to a music companion."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from echotune.core.wire import WireModel
from echotune.insights.ask.plan import HourRange, Measure, Refinement, Subject
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


class InsightQuestion(WireModel):
    """A question about one's own history: what is counted, and when. What else it asks stands in `plan`."""

    subject: Subject = Field(
        description="What the answer tells apart: artists, tracks, albums or genres; `plays` for one total; sessions; "
        "skips for how often one skips; hours of the day; days (dates, or with plan.by 'weekday' days of the week)."
    )
    measure: Measure = Field(
        default="plays",
        description="plays, minutes (any amount of time), skips, skip_rate; first or last (the day of the first or last "
        "play); discoveries (what was new then); streak (days in a row) or gap (days without), with subject days.",
    )
    from_: date | None = Field(default=None, alias="from", description="First day, inclusive.")
    to: date | None = Field(default=None, description="Last day, inclusive.")
    hours: HourRange | None = None
    limit: int | None = Field(default=None, ge=1, le=1000, description="How many rows, when a number was said.")


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
    plan: Refinement | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="What a question asks beyond `insight`: grouping over time, the least, how many different, an "
        "average, a share, sides to compare, weekdays, months, devices, streaks. Leave it out of simple questions.",
    )
    feedback: Feedback | None = None
    unparsed: list[str] = Field(default_factory=list)
    confidence: float = Field(default=0.0, ge=0.0, le=1.0)
