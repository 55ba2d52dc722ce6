"""What crosses the wire of training: versions, runs, drift, and how often suggestions were played."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from echotune.core.wire import UtcTime, WireModel
from echotune.training.drift import Verdict
from echotune.training.store import Outcome, Status


class ModelVersion(WireModel):
    """One version of a trained model."""

    name: str
    version: str
    status: Status
    reason: str | None = Field(description="why it serves, was refused or was replaced")
    created_at: UtcTime
    metrics: dict[str, float] = Field(description="measured on what was held out of its training")


class TrainingRun(WireModel):
    """One training, whatever became of it."""

    name: str
    started_at: UtcTime
    finished_at: UtcTime | None
    outcome: Outcome
    reason: str | None
    version: str | None


class MeasureDrift(WireModel):
    """How far one measure has moved from what the serving version was trained on."""

    name: str
    version: str
    measured_at: UtcTime
    measure: str
    psi: float = Field(description="population stability index over the reference's deciles")
    ks: float = Field(description="Kolmogorov-Smirnov statistic")
    p_value: float
    now_count: int
    verdict: Verdict


class SuggestionWeek(WireModel):
    """Suggestions shown in a week (its Monday), and how many of them were played within seven days."""

    week: date
    shown: int
    played: int
    hit_rate: float


class Absence(WireModel):
    """A kind of model that nothing serves, and why."""

    name: Literal["cf"]
    reason: str


class Models(WireModel):
    """What has been learned for this listener and for everyone here."""

    versions: list[ModelVersion]
    trainings: list[TrainingRun]
    drift: list[MeasureDrift]
    suggestions: list[SuggestionWeek]
    absent: list[Absence]
