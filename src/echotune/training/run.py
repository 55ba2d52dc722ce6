"""Run trainings: one at a time in a home, each listed with what became of it; a failure changes nothing that serves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from echotune.core import clock
from echotune.core.db import Connection, Database
from echotune.core.errors import EchoTuneError, NotReady
from echotune.core.telemetry import get_logger
from echotune.core.wire import UtcTime, WireModel
from echotune.training import artefacts, registry, store
from echotune.training.order import Done, Order, Skipped, Trained
from echotune.training.trainers import BETWEEN, TRAINERS

log = get_logger(__name__)
EXPECTED = (EchoTuneError, OSError, MemoryError)
"""What a training may fail with: it is written down, and the next one goes on."""


class Report(WireModel):
    """One training: a line of `--json`, and the report beside the artefact."""

    name: str
    outcome: Literal["served", "refused", "skipped", "done", "failed"]
    reason: str
    version: str | None = None
    created_at: UtcTime
    seconds: float
    user_count: int | None = None
    item_count: int | None = None
    embedding_dim: int | None = None
    metrics: dict[str, float] = Field(default_factory=dict)


@dataclass(frozen=True)
class _Run:
    """One training under way."""

    name: str
    training_id: UUID
    started_at: datetime
    began: float = field(default_factory=time.perf_counter)

    def report(self, outcome: Literal["skipped", "done", "failed"], reason: str, **figures: float) -> Report:
        return Report(
            name=self.name,
            outcome=outcome,
            reason=reason,
            created_at=self.started_at,
            seconds=self.seconds,
            metrics=figures,
        )

    def report_of(self, trained: Trained, version: store.Version) -> Report:
        manifest = trained.manifest
        return Report(
            name=self.name,
            outcome="served" if version.status == "serving" else "refused",
            reason=version.reason or "",
            version=version.version,
            created_at=self.started_at,
            seconds=self.seconds,
            user_count=manifest.user_count,
            item_count=manifest.item_count,
            embedding_dim=manifest.embedding_dim,
            metrics=manifest.metrics,
        )

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.began, 3)


async def train(order: Order, names: Sequence[str]) -> list[Report]:
    """Run the trainers called `names`, one after the other. Raises NotReady while another training of this home runs."""
    async with _alone(order.database):
        async with order.database.connect() as conn:
            await store.close_interrupted(conn)
            await registry.sweep(conn, order.home)
        return [await _run(order, name) for name in names]


async def _run(order: Order, name: str) -> Report:
    async with order.database.connect() as conn:
        training_id = await store.begin(conn, name, order.listener.id if name == "taste" else None)
    run = _Run(name, training_id, clock.now())
    try:
        result = await (TRAINERS | BETWEEN)[name](order)
        async with order.database.connect() as conn:
            report = await _settle(conn, order, run, result)
    except EXPECTED as failed:
        reason = failed.message if isinstance(failed, EchoTuneError) else f"{type(failed).__name__}: {failed}"
        log.warning("a training failed", model=name, reason=reason)
        async with order.database.connect() as conn:
            await store.finish(conn, training_id, "failed", reason=reason)
        return run.report("failed", reason)
    if report.version:
        model = result.manifest.name if isinstance(result, Trained) else name
        text = report.model_dump_json(indent=1) + "\n"
        await asyncio.to_thread(artefacts.write_report, order.home, model, report.version, text)
    return report


async def _settle(conn: Connection, order: Order, run: _Run, result: Trained | Skipped | Done) -> Report:
    """What becomes of the result: in one transaction it serves, or is refused, and the training is closed."""
    if isinstance(result, Skipped):
        await store.finish(conn, run.training_id, "skipped", reason=result.reason, made_from=result.made_from)
        return run.report("skipped", result.reason)
    if isinstance(result, Done):
        await store.finish(conn, run.training_id, "served", reason=result.reason, made_from=result.made_from)
        return run.report("done", result.reason, **result.figures)
    manifest = result.manifest
    await registry.offer(conn, order.home, manifest, result.decision, result.user_id)
    report = run.report_of(result, await store.one(conn, manifest.name, manifest.model_version))
    await store.finish(
        conn,
        run.training_id,
        "served" if report.outcome == "served" else "refused",
        reason=report.reason,
        version=report.version,
        made_from=result.made_from,
    )
    return report


@asynccontextmanager
async def _alone(database: Database) -> AsyncIterator[None]:
    """The lock of training, held by a connection of its own: it is gone when the process is."""
    async with database.connect() as conn:
        cursor = await conn.execute("select pg_try_advisory_xact_lock(hashtextextended('training', 0)) as mine")
        row = await cursor.fetchone()
        if not row or not row["mine"]:
            raise NotReady("Another training runs in this home; wait until it has ended.", code="training_runs")
        yield
