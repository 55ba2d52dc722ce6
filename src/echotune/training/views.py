"""Rows of training as they cross the wire."""

from __future__ import annotations

from datetime import datetime

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.training import store
from echotune.training.drift import verdict
from echotune.training.schemas import Absence, MeasureDrift, Models, ModelVersion, SuggestionWeek, TrainingRun
from echotune.training.store import Drift, Training, Version, Week


def version_view(version: Version) -> ModelVersion:
    return ModelVersion(
        name=version.name,
        version=version.version,
        status=version.status,
        reason=version.reason,
        created_at=version.created_at,
        metrics=version.metrics,
    )


def training_view(training: Training) -> TrainingRun:
    return TrainingRun(
        name=training.name,
        started_at=training.started_at,
        finished_at=training.finished_at,
        outcome=training.outcome,
        reason=training.reason,
        version=training.version,
    )


def drift_view(name: str, version: str, measured_at: datetime, drift: Drift) -> MeasureDrift:
    return MeasureDrift(
        name=name,
        version=version,
        measured_at=measured_at,
        measure=drift.measure,
        psi=drift.psi,
        ks=drift.ks,
        p_value=drift.p_value,
        now_count=drift.now_count,
        verdict=verdict(drift),
    )


def week_view(week: Week) -> SuggestionWeek:
    return SuggestionWeek(week=week.week, shown=week.shown, played=week.played, hit_rate=week.played / week.shown)


async def models_of(conn: Connection, account: Account) -> Models:
    """What has been learned for this listener and for everyone here; nothing of another listener's own."""
    versions = await store.versions(conn, account.id)
    drift: list[MeasureDrift] = []
    for one in versions:
        if one.status == "serving":
            measured_at, found = await store.latest_drift(conn, one.name, one.version)
            drift += [drift_view(one.name, one.version, measured_at, each) for each in found if measured_at]
    serving = {one.name for one in versions if one.status == "serving"}
    absent = [] if store.CF in serving else [Absence(name="cf", reason=await absent_reason(conn))]
    return Models(
        versions=[version_view(one) for one in versions],
        trainings=[training_view(one) for one in await store.trainings(conn, account.id)],
        drift=drift,
        suggestions=[week_view(one) for one in await store.weeks(conn, account.id)],
        absent=absent,
    )


async def absent_reason(conn: Connection) -> str:
    """Why no collaborative model serves."""
    last = await store.last_training(conn, store.CF)
    if last is None or last.reason is None:
        return "No collaborative model has been trained yet: echotune train cf"
    return last.reason
