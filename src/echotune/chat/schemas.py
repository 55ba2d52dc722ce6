"""What crosses the wire about conversations."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from echotune.chat.parts import Part
from echotune.chat.store import Session, Status
from echotune.core.wire import UtcTime, WireModel
from echotune.taste.rings import RingPeriod


class Snippet(WireModel):
    """A piece of a text; `hit`: these are the words that were looked for."""

    text: str
    hit: bool


class SearchHit(WireModel):
    """The newest message that a search found. `?message=` with its `messageId` opens the conversation there."""

    message_id: UUID
    role: Literal["user", "assistant"]
    snippet: list[Snippet]


class SessionView(WireModel):
    session_id: UUID
    title: str
    created_at: UtcTime
    updated_at: UtcTime
    messages: int
    hit: SearchHit | None = None
    """In a list that was searched, unless only the title matches."""

    @classmethod
    def of(cls, session: Session, hit: SearchHit | None = None) -> SessionView:
        return cls(
            session_id=session.session_id,
            title=session.title,
            created_at=session.created_at,
            updated_at=session.updated_at,
            messages=session.messages,
            hit=hit,
        )


class SessionList(WireModel):
    sessions: list[SessionView]


class SessionChange(WireModel):
    """What to change; absent fields stay. `activeMessageId` shows the newest branch through that message."""

    title: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    deleted: bool | None = None
    active_message_id: UUID | None = None


class Variants(WireModel):
    """Which of its variants a message is: number 2 of the three in `messageIds`."""

    number: int
    message_ids: list[UUID]


class FallbackAttempt(WireModel):
    """One try at one model that did not answer, or did not answer whole; `outcome` says how it ended."""

    provider: str
    model: str
    outcome: str
    latency_ms: int


class NumberSource(WireModel):
    """How a number in the answer's words is known: `said` is how it stands there, `tool` whose result has it."""

    said: str
    tool: str
    known_from: str


class MessageMetadata(WireModel):
    """Of any message: when, its variants. Of an answer: how it ended, and who wrote it.

    `degraded`: language models were asked and none answered. `degradedReason` says in a sentence why the built-in engine
    answered in place of a language model, asked or not; it is null when a language model wrote the answer.
    """

    created_at: UtcTime
    variants: Variants
    status: Status = "done"
    provider_used: str | None = None
    model: str | None = None
    latency_ms: int | None = None
    degraded: bool = False
    degraded_reason: str | None = None
    fallback_attempts: list[FallbackAttempt] = Field(default_factory=list)
    prompt_versions: dict[str, str] = Field(default_factory=dict)
    remembered: bool = Field(False, description="How the words were understood was remembered from an earlier turn.")
    sources: list[NumberSource] = Field(default_factory=list)


class UiMessage(WireModel):
    """A message in the form of the AI SDK."""

    id: str
    role: Literal["user", "assistant"]
    metadata: MessageMetadata
    parts: list[Part]


class SessionDetail(WireModel):
    session: SessionView
    messages: list[UiMessage]


class _Incoming(BaseModel):
    """What the AI SDK sends holds more than we read."""

    model_config = ConfigDict(extra="ignore", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True)


class SentPart(_Incoming):
    type: str
    text: str = ""


class SentMessage(_Incoming):
    id: Annotated[str, Field(min_length=1, max_length=100)]
    role: Literal["user", "assistant", "system"]
    parts: list[SentPart]


class Sent(_Incoming):
    """A turn as the AI SDK sends it. Only the last message is read: the server holds the conversation."""

    trigger: Literal["submit-message", "regenerate-message"] = "submit-message"
    messages: Annotated[list[SentMessage], Field(min_length=1)]


class StarterPrompt(WireModel):
    text: str
    note: str


class LatelyPlayed(WireModel):
    track_id: UUID
    title: str
    artist: str
    played_at: UtcTime
    rings: list[RingPeriod]


class Starters(WireModel):
    greeting: str
    prompts: list[StarterPrompt]
    lately: list[LatelyPlayed]


class Decision(WireModel):
    """The listener's word on a proposed change."""

    decision: Literal["confirm", "decline"]


class Sentence(WireModel):
    text: Annotated[str, Field(min_length=1, max_length=2000)]
