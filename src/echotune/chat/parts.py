"""What a message is made of: text, and typed data that the web app draws. The same parts are streamed and stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from pydantic_ai import CustomEvent, RunContext
from pydantic_ai.ui.vercel_ai.response_types import DataChunk

from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.wire import UtcTime, WireModel
from echotune.insights.insight import Insight
from echotune.recommend.schemas import RecommendationResponse


class TextPart(WireModel):
    type: Literal["text"] = "text"
    text: str
    state: Literal["done"] = "done"


class Chip(WireModel):
    """One part of the request in plain words; `key` names the field it came from, `remove` is the request without it."""

    key: str
    label: str
    remove: str | None = None


class Heard(WireModel):
    """How a sentence was understood."""

    request: UnderstoodRequest
    chips: list[Chip]


class HeardPart(WireModel):
    type: Literal["data-heard"] = "data-heard"
    data: Heard


class Activity(WireModel):
    text: str


class ActivityPart(WireModel):
    """What is being done, in plain words."""

    type: Literal["data-activity"] = "data-activity"
    data: Activity


class RecommendationPart(WireModel):
    type: Literal["data-recommendation"] = "data-recommendation"
    data: RecommendationResponse


class InsightPart(WireModel):
    type: Literal["data-insight"] = "data-insight"
    data: Insight


class RefineChip(WireModel):
    """A next wish: `label` is drawn, `text` is the sentence that it sends."""

    label: str
    text: str


class Refine(WireModel):
    chips: list[RefineChip]


class RefinePart(WireModel):
    type: Literal["data-refine"] = "data-refine"
    data: Refine


class Confirmation(WireModel):
    """A change that a language model proposed and that waits for the listener's word.

    What is confirmed is what `sentence` says (Markdown, names escaped), and nothing else. `outcome` tells what came of
    it, once confirmed. It expires at `expiresAt`, and before that with the next turn about something else.
    """

    confirmation_id: UUID
    sentence: str
    tool: str
    state: Literal["waiting", "confirmed", "declined", "expired"] = "waiting"
    expires_at: UtcTime
    outcome: str | None = None


class ConfirmationPart(WireModel):
    """Sent once, while it waits; a reload gives it back in the state that it is in by then."""

    type: Literal["data-confirmation"] = "data-confirmation"
    data: Confirmation


class DraftTrack(WireModel):
    """`number` is the track's sleeve, such as A2."""

    number: str
    track_id: UUID
    title: str
    artist: str
    duration_ms: int | None


class Draft(WireModel):
    """A playlist that is not saved anywhere: `note` says why. `durationMs` is of the tracks whose length is known."""

    name: str | None
    tracks: list[DraftTrack]
    duration_ms: int
    note: str


class DraftPart(WireModel):
    type: Literal["data-draft"] = "data-draft"
    data: Draft


DataPart = HeardPart | ActivityPart | RecommendationPart | InsightPart | RefinePart | ConfirmationPart | DraftPart
Part = Annotated[TextPart | DataPart, Field(discriminator="type")]


def chunk(part: DataPart) -> DataChunk:
    return DataChunk(type=part.type, data=part.data.model_dump(mode="json"))


@dataclass(kw_only=True)
class Shown(CustomEvent, name="shown"):
    """A tool shows something to the listener; a language model never sees it."""

    part: DataPart

    def to_payload(self) -> DataChunk:
        return chunk(self.part)


async def show(context: RunContext[Any], part: DataPart) -> None:
    await context.emit(Shown(part=part))
