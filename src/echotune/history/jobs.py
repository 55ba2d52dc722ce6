"""Imports in the background: the turn, the child process, and what a stopped process left behind."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from echotune.core import clock, metrics
from echotune.core.errors import EchoTuneError, NotFound
from echotune.core.jobs import ChildFailed, JobContext, run_in_child
from echotune.core.telemetry import get_logger
from echotune.history import store, uploads
from echotune.history.archive import Given, Limits, Sources
from echotune.history.demo_export import prepared
from echotune.history.importing import INTERRUPTED, Order, run
from echotune.history.progress import Progress, restored
from echotune.history.reading import Cancelled, Watch

log = get_logger(__name__)
TURN_POLL_SECONDS = 0.5
RECOVER_POLL_SECONDS = 0.5
NICENESS = 10
"""Requests come first: during an import the web process must keep answering."""
RESUMABLE = frozenset({"interrupted", "job_failed", "database_unavailable", "too_slow"})
"""Failures after which the upload is kept for a while, so that it can be resumed."""


async def import_(context: JobContext, user_id: str, import_id: str) -> None:
    """Wait for the account's turn, then import in a child process."""
    user, this = UUID(user_id), UUID(import_id)
    settings = context.settings
    while True:
        async with context.database.connect() as conn:
            row = await store.one(conn, user, this)
            if row["status"] not in store.UNFINISHED:
                return
            if not await store.is_busy(conn, user):
                break
            await store.still_waits(conn, user, this)
        await asyncio.sleep(TURN_POLL_SECONDS)
    payload = {
        "dsn": context.database.dsn,
        "user_id": user_id,
        "import_id": import_id,
        "home": str(settings.home),
        "limits": [settings.imports.entries, settings.imports.file_mb, settings.imports.unpacked_mb],
        "seconds": settings.imports.seconds,
    }
    try:
        await run_in_child("echotune.history.jobs:import_in_child", payload, memory_mb=settings.worker.child_memory_mb)
    except ChildFailed as failed:
        log.warning("an import failed", code=failed.problem_code)
        async with context.database.connect() as conn:
            await store.fail(conn, user, this, failed.problem_code, failed.message)
    await _tidy(context, user, this)


async def _tidy(context: JobContext, user: UUID, this: UUID) -> None:
    async with context.database.connect() as conn:
        row = await store.one(conn, user, this)
    if row["status"] == "done":
        _tell(restored(row["progress"]))
        await context.enqueue("training.embed")
    if row["status"] == "done" or (row["status"] == "failed" and row["error_code"] not in RESUMABLE):
        await asyncio.to_thread(uploads.delete, context.settings.home, this)
    await _sweep(context)


def _tell(progress: Progress) -> None:
    metrics.put("import.rows.count", progress.read)
    metrics.put("import.rows_per_second", progress.rows_per_second)


async def recover(context: JobContext) -> None:
    """Take up what a stopped process left: uploads and demos go on, imports from a terminal are marked.

    Whoever works on an import or waits with it says so every second; one that is silent for longer is left alone. One
    that was made after this began has somebody, however long a busy machine takes to begin with it.
    """
    began = clock.now()
    await _sweep(context)
    taken: set[UUID] = set()
    async with asyncio.TaskGroup() as group:
        while True:
            async with context.database.connect() as conn:
                unfinished = [row for row in await store.unfinished(conn) if row["created_at"] < began]
                silent = [row for row in unfinished if row["updated_at"] < clock.now() - store.SILENT_AFTER]
                for row in silent:
                    if row["origin"]["kind"] == "paths" and not await store.is_busy(conn, row["user_id"]):
                        await store.fail(conn, row["user_id"], row["import_id"], *INTERRUPTED)
            for row in silent:
                if row["origin"]["kind"] != "paths" and row["import_id"] not in taken:
                    taken.add(row["import_id"])
                    group.create_task(import_(context, str(row["user_id"]), str(row["import_id"])))
            if all(row["import_id"] in taken or row in silent for row in unfinished):
                return
            await asyncio.sleep(RECOVER_POLL_SECONDS)


async def _sweep(context: JobContext) -> None:
    """Delete uploads that can no longer be resumed."""
    home, keep = context.settings.home, timedelta(hours=context.settings.imports.keep_hours)
    async with context.database.connect() as conn:
        for import_id in await asyncio.to_thread(uploads.abandoned, home):
            if await store.is_over_since(conn, import_id, clock.now() - keep):
                await asyncio.to_thread(uploads.delete, home, import_id)


def import_in_child(
    dsn: str, user_id: str, import_id: str, home: str, limits: list[int], seconds: float
) -> dict[str, Any]:
    """The child process. How it ended stands in the import's row; errors that could not be written there are raised."""
    os.nice(NICENESS)
    user, this = UUID(user_id), UUID(import_id)
    with psycopg.connect(dsn) as conn:
        row = conn.execute("select origin from imports where user_id = %s and import_id = %s", (user, this)).fetchone()
    if row is None:
        return {}
    origin, folder = row[0], uploads.folder_of(Path(home), this)

    def open_sources() -> Sources:
        if origin["kind"] == "demo":
            return Sources([prepared(dsn, user, folder, origin)], Limits(*limits))
        given = [Given(folder / str(number), name) for number, name in enumerate(origin["files"])]
        return Sources(given, Limits(*limits))

    order = Order(dsn, user, this, source="demo" if origin["kind"] == "demo" else "export")
    try:
        run(order, open_sources, Watch(longest_seconds=seconds))
    except (Cancelled, NotFound):
        pass
    except EchoTuneError as failed:
        if failed.problem_code == "database_unavailable":
            raise
    return {}
