"""The tables `model_versions`, `trainings`, `model_drift` and `suggestion_weeks`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from echotune.core import clock
from echotune.core.db import Connection
from echotune.training.manifest import Manifest

CF: Final = "cf"
"""What the collaborative model is called."""

Status = Literal["candidate", "serving", "retired", "refused"]
Outcome = Literal["running", "served", "refused", "skipped", "failed"]


@dataclass(frozen=True)
class Version:
    """One trained model. `number` grows with every version; `user_id` is None for what serves everyone."""

    name: str
    version: str
    number: int
    user_id: UUID | None
    created_at: datetime
    status: Status
    reason: str | None
    metrics: dict[str, float]


@dataclass(frozen=True)
class Training:
    """One run, whatever became of it. `made_from` names what it learned from: the same again teaches nothing new."""

    name: str
    started_at: datetime
    finished_at: datetime | None
    outcome: Outcome
    reason: str | None
    version: str | None
    made_from: str | None


@dataclass(frozen=True)
class Drift:
    """How far one measure has moved from what a version was trained on. See `training.drift`."""

    measure: str
    psi: float
    ks: float
    p_value: float
    now_count: int


@dataclass(frozen=True)
class Week:
    """Suggestions shown to a listener in a week (its Monday), and how many of them were then played."""

    week: date
    shown: int
    played: int


_VERSION = "name, version, number, user_id, created_at, status, reason, metrics"
_TRAINING = "name, started_at, finished_at, outcome, reason, version, made_from"


async def add_candidate(conn: Connection, manifest: Manifest, user_id: UUID | None) -> None:
    await conn.execute(
        "insert into model_versions (name, version, user_id, created_at, status, metrics) "
        "values (%s, %s, %s, %s, 'candidate', %s)",
        (manifest.name, manifest.model_version, user_id, manifest.created_at, Jsonb(manifest.metrics)),
    )


async def set_status(conn: Connection, name: str, version: str, status: Status, reason: str | None) -> None:
    await conn.execute(
        "update model_versions set status = %s, reason = %s where name = %s and version = %s",
        (status, reason, name, version),
    )


async def one(conn: Connection, name: str, version: str) -> Version:
    """Raises LookupError when there is none."""
    found = await _versions(conn, "name = %s and version = %s", (name, version))
    if not found:
        raise LookupError(f"{name} {version} is not in the registry")
    return found[0]


async def serving(conn: Connection, name: str) -> Version | None:
    found = await _versions(conn, "name = %s and status = 'serving'", (name,))
    return found[0] if found else None


async def retired(conn: Connection, name: str, before: int) -> list[Version]:
    """Versions that once served and were made before the one with that number, the newest first."""
    return await _versions(conn, "name = %s and status = 'retired' and number < %s", (name, before))


async def versions(conn: Connection, user_id: UUID | None = None, name: str | None = None) -> list[Version]:
    """Everyone's versions and the listener's own (without `user_id`: all of them), by name, the newest first."""
    return await _versions(
        conn,
        "(%(user)s::uuid is null or user_id is null or user_id = %(user)s) and (%(name)s::text is null or name = %(name)s)",
        {"user": user_id, "name": name},
    )


async def forget(conn: Connection, name: str, version: str) -> None:
    await conn.execute("delete from model_versions where name = %s and version = %s", (name, version))


async def hold(conn: Connection, name: str) -> None:
    """Until the transaction ends nobody else changes which version of `name` serves."""
    await conn.execute("select pg_advisory_xact_lock(hashtextextended('serving ' || %s, 0))", (name,))


async def tell_models(conn: Connection, user_id: UUID | None) -> None:
    """Have listener models rebuilt that a new version is part of; None: everyone's."""
    await conn.execute(
        "update accounts set data_version = data_version + 1 where %(user)s::uuid is null or user_id = %(user)s",
        {"user": user_id},
    )


async def begin(conn: Connection, name: str, user_id: UUID | None) -> UUID:
    """Write down that a training begins; returns its id."""
    training_id = uuid4()
    await conn.execute(
        "insert into trainings (training_id, name, user_id, started_at) values (%s, %s, %s, %s)",
        (training_id, name, user_id, clock.now()),
    )
    return training_id


async def finish(
    conn: Connection,
    training_id: UUID,
    outcome: Outcome,
    *,
    reason: str | None,
    version: str | None = None,
    made_from: str | None = None,
) -> None:
    await conn.execute(
        "update trainings set finished_at = %s, outcome = %s, reason = %s, version = %s, made_from = %s where training_id = %s",
        (clock.now(), outcome, reason, version, made_from, training_id),
    )


async def trainings(conn: Connection, user_id: UUID | None = None, limit: int = 20) -> list[Training]:
    """The latest runs, of everyone's models and the listener's own (without `user_id`: all)."""
    cursor = await conn.execute(
        f"select {_TRAINING} from trainings where %(user)s::uuid is null or user_id is null or user_id = %(user)s "
        "order by started_at desc limit %(limit)s",
        {"user": user_id, "limit": limit},
    )
    return [Training(**row) for row in await cursor.fetchall()]


async def last_training(conn: Connection, name: str, user_id: UUID | None = None) -> Training | None:
    """The latest run of `name` (of that listener's own, or of everyone's) that ended other than by failing."""
    cursor = await conn.execute(
        f"select {_TRAINING} from trainings where name = %s and user_id is not distinct from %s "
        "and outcome in ('served', 'refused', 'skipped') order by started_at desc limit 1",
        (name, user_id),
    )
    row = await cursor.fetchone()
    return Training(**row) if row else None


async def made_from(conn: Connection, version: str) -> str:
    """What a version was made from; '' when its training is no longer listed."""
    cursor = await conn.execute("select made_from from trainings where version = %s", (version,))
    row = await cursor.fetchone()
    return (row["made_from"] or "") if row else ""


async def close_interrupted(conn: Connection) -> None:
    """Mark runs that still say that they run; only for whoever holds the lock of training."""
    await conn.execute(
        "update trainings set outcome = 'failed', finished_at = %s, "
        "reason = 'It was interrupted. What served before serves on.' where outcome = 'running'",
        (clock.now(),),
    )


async def keep_drift(conn: Connection, name: str, version: str, measured_at: datetime, found: Sequence[Drift]) -> None:
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "insert into model_drift (name, version, measured_at, measure, psi, ks, p_value, now_count) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
            [(name, version, measured_at, d.measure, d.psi, d.ks, d.p_value, d.now_count) for d in found],
        )


async def latest_drift(conn: Connection, name: str, version: str) -> tuple[datetime | None, list[Drift]]:
    """When it was measured last, and what was found."""
    cursor = await conn.execute(
        "select measured_at, measure, psi, ks, p_value, now_count from model_drift where name = %(name)s and version = %(version)s "
        "and measured_at = (select max(measured_at) from model_drift where name = %(name)s and version = %(version)s) "
        "order by measure",
        {"name": name, "version": version},
    )
    rows: list[dict[str, Any]] = await cursor.fetchall()
    measured_at = rows[0]["measured_at"] if rows else None
    return measured_at, [Drift(**{key: row[key] for key in row if key != "measured_at"}) for row in rows]


async def keep_weeks(conn: Connection, user_id: UUID, found: Sequence[Week]) -> None:
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "insert into suggestion_weeks (user_id, week, shown, played) values (%s, %s, %s, %s) "
            "on conflict (user_id, week) do update set shown = excluded.shown, played = excluded.played",
            [(user_id, one.week, one.shown, one.played) for one in found],
        )


async def weeks(conn: Connection, user_id: UUID) -> list[Week]:
    """The listener's weeks with suggestions, the oldest first."""
    cursor = await conn.execute(
        "select week, shown, played from suggestion_weeks where user_id = %s order by week", (user_id,)
    )
    return [Week(**row) for row in await cursor.fetchall()]


async def _versions(conn: Connection, where: str, params: Any) -> list[Version]:
    cursor = await conn.execute(
        f"select {_VERSION} from model_versions where {where} order by name, number desc",
        params,
    )
    return [Version(**row) for row in await cursor.fetchall()]
