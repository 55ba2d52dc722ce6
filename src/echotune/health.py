"""`/healthz`: the process answers. `/readyz`: every part that a request needs answers; else 503 naming the parts."""

from __future__ import annotations

import asyncio
from typing import Literal

from fastapi import APIRouter, Response

from echotune.core.errors import EchoTuneError
from echotune.core.migrations import schema
from echotune.core.web import DatabaseDep, JobsDep
from echotune.core.wire import WireModel

router = APIRouter(tags=["health"])


class Health(WireModel):
    status: Literal["ok"]


class Readiness(WireModel):
    status: Literal["ready", "not_ready"]
    failing: list[Literal["database", "migrations", "worker"]]


@router.get("/healthz")
async def healthz() -> Health:
    return Health(status="ok")


@router.get("/readyz")
async def readyz(response: Response, database: DatabaseDep, jobs: JobsDep) -> Readiness:
    failing: list[Literal["database", "migrations", "worker"]] = []
    try:
        async with database.connect() as conn:
            cursor = await conn.execute("select version_num from alembic_version")
            row = await cursor.fetchone()
        if not row or row["version_num"] != await asyncio.to_thread(schema.head):
            failing.append("migrations")
        if not await jobs.alive():
            failing.append("worker")
    except EchoTuneError:
        failing.append("database")
    if failing:
        response.status_code = 503
    return Readiness(status="not_ready" if failing else "ready", failing=failing)
