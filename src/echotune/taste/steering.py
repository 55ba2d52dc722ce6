"""What the listener said about the music: corrections, judgements and additions to the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Literal
from uuid import UUID

CorrectionKind = Literal["artist", "track", "genre"]
Action = Literal["boost", "mute", "block"]
JUDGEMENTS = ("like", "dislike", "never")


@dataclass(frozen=True)
class Correction:
    """`target`: an artist's key, a recording id, or a genre."""

    kind: CorrectionKind
    target: str
    label: str
    action: Action
    created_at: datetime


@dataclass(frozen=True)
class Judgement:
    """A like, dislike, never or save of a suggestion."""

    recording: int
    event_type: str
    occurred_at: datetime


@dataclass(frozen=True)
class Seed:
    """Something the listener added to the library or a playlist; the day is not always known."""

    recording: int
    added_at: datetime | None


@dataclass(frozen=True)
class Steering:
    corrections: tuple[Correction, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    """Ascending in time."""
    seeds: tuple[Seed, ...] = ()

    def targets(self, kind: CorrectionKind, action: str) -> list[str]:
        return [one.target for one in self.corrections if (one.kind, one.action) == (kind, action)]

    def tracks(self, action: str) -> list[UUID]:
        return [UUID(target) for target in self.targets("track", action)]

    def judged(self, judgement: str) -> Iterable[int]:
        """Recordings whose latest like, dislike or never is this one."""
        latest = {one.recording: one.event_type for one in self.judgements if one.event_type in JUDGEMENTS}
        return (recording for recording, last in latest.items() if last == judgement)

    @property
    def saved(self) -> Iterable[int]:
        yield from (seed.recording for seed in self.seeds)
        yield from (one.recording for one in self.judgements if one.event_type == "save")

    def until(self, moment: datetime) -> Steering:
        """Evidence from before `moment` only; undated additions are left out, blocks stay."""
        return replace(
            self,
            corrections=tuple(one for one in self.corrections if one.action == "block" or one.created_at < moment),
            judgements=tuple(one for one in self.judgements if one.event_type == "never" or one.occurred_at < moment),
            seeds=tuple(seed for seed in self.seeds if seed.added_at is not None and seed.added_at < moment),
        )


def start_of_day(day: date) -> datetime:
    """A stored date as its first moment, UTC."""
    return datetime.combine(day, time(), UTC)
