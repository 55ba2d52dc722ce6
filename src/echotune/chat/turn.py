"""One turn: what the tools and the model that answers are given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import ValidationError

from echotune.accounts.store import Account
from echotune.chat import pointing, store
from echotune.chat.cards import Card, Sides, side_name
from echotune.chat.confirmations import Waiting
from echotune.chat.editing import edit_of
from echotune.chat.live import LiveAnswers
from echotune.chat.merging import merge
from echotune.chat.names import Names
from echotune.chat.pace import Pace
from echotune.chat.parts import Heard
from echotune.chat.prompting import prompts
from echotune.chat.understand.fold import fold
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core import clock
from echotune.core.cache import Cache
from echotune.core.db import Database
from echotune.core.limits import SlidingWindow
from echotune.core.redis import Shared
from echotune.core.settings import Settings
from echotune.core.wire import WireModel
from echotune.llm.joined import Llm
from echotune.llm.tracing import Tracing
from echotune.recommend.answer import Models
from echotune.recommend.schemas import RecommendationResponse

TURNS_WINDOW_SECONDS = 60.0
TAKING_BACK = re.compile(
    r"^\W*(please )?(undo|take (that|it|this) back|i take (that|it) back|revert)( (that|it|this))?( please)?\W*$", re.I
)


@dataclass
class Chat:
    """What every conversation of this process shares."""

    settings: Settings
    database: Database
    models: Models
    names: Names
    turns: SlidingWindow
    llm: Llm
    live: LiveAnswers
    """Answers that are being written."""
    pace: Pace
    cache: Cache
    tracing: Tracing

    @classmethod
    def join(cls, settings: Settings, database: Database, models: Models, redis: Shared) -> Chat:
        """Raises InvalidSettings for a prompt that is not there."""
        prompts().check(settings.chat)
        turns = SlidingWindow(settings.chat.turns_per_minute, TURNS_WINDOW_SECONDS)
        live = LiveAnswers(settings.chat.answers_at_once)
        llm = Llm.join(settings, database, redis)
        cache, tracing = Cache(redis), Tracing(settings.tracing)
        return cls(settings, database, models, Names(models), turns, llm, live, Pace(), cache, tracing)

    async def close(self) -> None:
        """Stop what is being written; each partial answer is kept."""
        await self.live.close()
        await self.llm.close()
        await self.cache.close()
        await self.tracing.close()
        await self.names.close()


@dataclass
class Turn:
    """The listener's words, and what "this", "calmer" and "A2" refer to."""

    chat: Chat
    account: Account
    session_id: UUID
    text: str
    now: datetime
    branch: list[UUID] = field(default_factory=list)
    """The messages before this turn."""
    previous: UnderstoodRequest | None = None
    """The request behind the last answer with tracks."""
    last: RecommendationResponse | None = None
    """The last answer with tracks."""
    sides: Sides = field(default_factory=list)
    """The cards of every answer before this turn."""
    fresh: list[RecommendationResponse] = field(default_factory=list)
    """The answers with tracks of this turn."""
    understood: UnderstoodRequest | None = None
    answer_id: UUID | None = None
    """The answer that is being written."""
    again: bool = False
    """Whether the listener asked for another answer to the same words."""
    waiting: list[Waiting] = field(default_factory=list)
    """Changes that the answer before this turn proposed and that still wait."""
    decides: Literal["confirm", "decline"] | None = None
    """What the listener's words say to the one change that waits."""
    own_calls: set[str] = field(default_factory=set)
    """Calls of tools that the built-in engine made in this turn."""
    told: dict[str, tuple[str, WireModel]] = field(default_factory=dict)
    """What tools returned in this turn: the tool and its result by the call's id."""

    @property
    def side(self) -> str:
        """What the next answer with tracks is called."""
        return side_name(len(self.sides) + len(self.fresh))

    @property
    def last_side(self) -> str:
        """What the last answer with tracks is called; there must be one."""
        return side_name(len(self.sides) - 1)

    @property
    def newest(self) -> tuple[str, RecommendationResponse] | None:
        """The newest answer with tracks, of this turn or before it, and its side."""
        if self.fresh:
            return side_name(len(self.sides) + len(self.fresh) - 1), self.fresh[-1]
        return (self.last_side, self.last) if self.last and self.sides else None

    @property
    def takes_back(self) -> bool:
        """Whether the listener takes back what was last kept."""
        return bool(TAKING_BACK.match(self.text))

    @property
    def shown(self) -> list[Card]:
        """The cards of the last answer with tracks."""
        return self.sides[-1] if self.sides else []

    def says(self, name: str) -> bool:
        """Whether the listener's words hold a name."""
        return f" {fold(name)} " in f" {fold(self.text)} "

    async def hear(self) -> UnderstoodRequest:
        """The listener's own words as the built-in engine understands them, whichever model answers."""
        if self.understood is None:
            engine = await self.chat.names.engine(self.account)
            local = self.now.astimezone(self.account.zone)
            edit = edit_of(self.text, self.previous)
            if edit is None:
                self.understood = pointing.resolve(engine.understand(self.text, local), self.text, self.sides)
            elif edit.instead is None:
                self.understood = edit.rest
            else:
                self.understood = merge(edit.rest, engine.understand(edit.instead, local), intent="recommend")
        return self.understood


async def recall(chat: Chat, account: Account, session_id: UUID, text: str, branch: list[UUID]) -> Turn:
    """The turn with what the branch before it last recommended."""
    turn = Turn(chat, account, session_id, text, clock.now(), branch)
    if not branch:
        return turn
    async with chat.database.connect() as conn:
        turn.sides = await store.cards(conn, account.id, session_id, branch)
        answer = await store.newest_part(conn, account.id, session_id, branch, "data-recommendation")
        if answer is None:
            return turn
        heard = await store.newest_part(conn, account.id, session_id, [answer[0]], "data-heard")
    try:
        turn.last = RecommendationResponse.model_validate(answer[1])
        turn.previous = Heard.model_validate(heard[1]).request if heard else None
    except ValidationError:
        # Written by a version whose answers had another form: it can be read, but not built upon.
        turn.last = turn.previous = None
    return turn
