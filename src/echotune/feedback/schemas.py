"""The feedback event, version 2. Its names are fixed elsewhere and stay in snake_case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from echotune.core.wire import WireModel

EventType = Literal["play", "skip", "like", "dislike", "never", "save", "impression", "click"]
MOST_EVENTS = 500


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FeedbackContext(_Document):
    """Where it happened."""

    recommendation_id: UUID | None = None
    position: Annotated[int, Field(ge=0, le=10_000)] | None = None
    experiment: Annotated[str, Field(max_length=128)] | None = None


class FeedbackEvent(_Document):
    """One act. `item_id` is a track id; `timestamp` without a zone is UTC; `user_id` may be left out or be `me`."""

    event_id: UUID
    user_id: Annotated[str, Field(max_length=36)] = "me"
    item_id: UUID
    event_type: EventType
    timestamp: Annotated[datetime, AfterValidator(_aware)]
    session_id: Annotated[str, Field(max_length=128)] | None = None
    device_type: Annotated[str, Field(max_length=64)] | None = None
    locale: Annotated[str, Field(max_length=35)] | None = None
    context: FeedbackContext = Field(default_factory=FeedbackContext)
    schema_version: Literal[2] = 2


class FeedbackBatch(_Document):
    events: Annotated[list[FeedbackEvent], Field(min_length=1, max_length=MOST_EVENTS)]


class RejectedEvent(WireModel):
    event_id: UUID
    code: Literal["unknown_item", "in_the_future"]


class FeedbackReceipt(WireModel):
    """What became of the events, all of it committed: `duplicate` ones were there before and changed nothing."""

    accepted: int
    duplicate: int
    rejected: list[RejectedEvent]
