"""What crosses the wire about taste."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from echotune.core.wire import UtcTime, WireModel
from echotune.taste.rings import RingPeriod
from echotune.taste.steering import Action, CorrectionKind

LONGEST_NAME = 400

BeliefKind = Literal["artist", "genre", "era", "hours", "sound", "habit", "track"]
Stance = Literal["likes", "done_with", "growing", "context"]


class Belief(WireModel):
    """One thing concluded from the plays. Every number in `evidence` can be counted again from them."""

    id: str
    kind: BeliefKind
    target: str | None
    """What a correction would name: an artist as written, a genre, a recording id; null where none fits."""
    title: str
    evidence: str
    stance: Stance
    rings: list[RingPeriod]
    correction: Action | None


class CorrectionView(WireModel):
    """`id`: an artist's name in lower case, a recording id, or a genre."""

    kind: CorrectionKind
    id: str
    label: str
    action: Action
    created_at: UtcTime


class PutCorrection(WireModel):
    """`label` is how the listener sees it named; the catalogue's spelling where left out."""

    action: Action
    label: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)] | None = None


class Totals(WireModel):
    """Of plays of 30 s or more."""

    plays: int
    tracks: int
    artists: int
    first_play_at: UtcTime | None
    last_play_at: UtcTime | None
    minutes: int


class TasteProfile(WireModel):
    as_of: UtcTime
    scope: str
    headline: str
    sentence: str
    rings: list[RingPeriod]
    totals: Totals
    beliefs: list[Belief]
    corrections: list[CorrectionView]
