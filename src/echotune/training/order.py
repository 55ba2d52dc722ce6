"""What a training is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.training.gate import Decision
from echotune.training.manifest import Manifest

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""


def _silent(_: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Order:
    """`listener`: whose taste is trained. `interactions`, `factors`: files for the collaborative model."""

    database: Database
    home: Path
    gate: bool
    listener: Account
    interactions: Path | None = None
    factors: Path | None = None
    progress: Progress = field(default=_silent)


@dataclass(frozen=True)
class Trained:
    """A new artefact and what the quality gate says of it. `user_id`: whose it is, None for everyone's."""

    manifest: Manifest
    decision: Decision
    made_from: str
    user_id: UUID | None = None


@dataclass(frozen=True)
class Skipped:
    """Nothing was trained, and that is as it should be."""

    reason: str
    made_from: str | None = None


@dataclass(frozen=True)
class Done:
    """Work without an artefact of its own, such as vectors that were brought up to date."""

    reason: str
    figures: dict[str, float]
    made_from: str | None = None


Trainer = Callable[[Order], Awaitable[Trained | Skipped | Done]]
