"""Training in the background: every hour it is looked whether one is due; the work is done in a process of its own."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from echotune.accounts import store as accounts
from echotune.core import clock
from echotune.core.db import Connection, Database, fetch_one
from echotune.core.jobs import ChildFailed, JobContext, run_in_child
from echotune.core.settings import DatabaseSettings, Settings
from echotune.core.telemetry import get_logger
from echotune.training import metrics, recorded, store
from echotune.training.recorded import FEWEST_LISTENERS
from echotune.training.schedule import is_due

log = get_logger(__name__)
NICENESS: Final = 15
"""Requests come first, then imports."""

Due = tuple[str, str]
"""What to train, and whose (an account's id)."""


async def train_when_due(context: JobContext) -> None:
    """Train what has something new to learn from, then measure drift and hit rates. A failure is logged and listed, and
    changes nothing that serves."""
    due = await due_now(context.database)
    if due:
        await _train_apart(context, due)
    async with context.database.connect() as conn:
        await metrics.publish(conn)


async def _train_apart(context: JobContext, due: list[Due]) -> None:
    settings = context.settings
    payload = {"dsn": context.database.dsn, "home": str(settings.home), "gate": settings.policy.gate, "due": due}
    try:
        outcomes = await run_in_child(
            "echotune.training.jobs:train_in_child", payload, memory_mb=settings.worker.child_memory_mb
        )
    except ChildFailed as failed:
        log.warning("a scheduled training failed", code=failed.problem_code, reason=failed.message)
    else:
        log.info("trained", **outcomes)


async def due_now(database: Database) -> list[Due]:
    """What is due, of every account with plays and of all together; the demo is trained on demand only."""
    due = list[Due]()
    async with database.connect() as conn:
        listeners = await recorded.listeners(conn)
        for listener in listeners:
            if await _is_due(conn, "taste", listener, await recorded.state(conn, listener), listener):
                due.append(("taste", str(listener)))
        if listeners and await _is_due(conn, "content", listeners[0], await recorded.catalogue_state(conn)):
            due.append(("content", str(listeners[0])))
        if len(listeners) >= FEWEST_LISTENERS:
            due += await _due_of_household(conn, listeners[0])
    return due


async def _due_of_household(conn: Connection, first: UUID) -> list[Due]:
    """A training, or between two of them folding in what is new. What was made from a file is only folded into: without
    the file a training would forget what it brought."""
    state, serving = await recorded.state(conn), await store.serving(conn, store.CF)
    _, origin = recorded.parted(await store.made_from(conn, serving.version)) if serving else ("", "")
    if not origin and await _is_due(conn, store.CF, first, state):
        return [(store.CF, str(first))]
    runs = [await store.last_training(conn, name) for name in (store.CF, "cf-growth")]
    seen = {recorded.parted(run.made_from)[0] for run in runs if run and run.made_from}
    return [("cf-growth", str(first))] if serving and state not in seen else []


async def _is_due(conn: Connection, name: str, listener: UUID, made_from: str, whose: UUID | None = None) -> bool:
    last = await store.last_training(conn, name, whose)
    return is_due(clock.now(), ZoneInfo(accounts.system_zone()), last, await _begun(conn, listener), made_from)


async def _begun(conn: Connection, user_id: UUID) -> datetime:
    row = await fetch_one(conn, "select created_at from accounts where user_id = %s", (user_id,))
    begun: datetime = row["created_at"]
    return begun


def train_in_child(dsn: str, home: str, gate: bool, due: list[Due]) -> dict[str, Any]:
    """The child process: one thread, low priority. Returns how many trainings ended how."""
    from threadpoolctl import threadpool_limits

    os.nice(NICENESS)
    with threadpool_limits(1):
        return asyncio.run(_train(dsn, Path(home), gate, due))


async def _train(dsn: str, home: Path, gate: bool, due: list[Due]) -> dict[str, int]:
    from echotune.training import measuring  # sparse matrices and models: only the child has to load them
    from echotune.training.order import Order
    from echotune.training.run import train

    database = await Database.open(Settings(home=home, database=DatabaseSettings(url=dsn)))
    outcomes = Counter[str]()
    try:
        for what, listener in due:
            async with database.connect() as conn:
                account = await accounts.by_id(conn, UUID(listener))
            reports = await train(Order(database, home, gate, account), [what])
            outcomes.update(report.outcome for report in reports)
            await measuring.everything(database, home, account, gate=gate)
    finally:
        await database.close()
    return dict(outcomes)
