"""Training in the background: every hour it is looked whether one is due; the work is done in a process of its own."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from echotune.accounts import store as accounts
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.jobs import ChildFailed, JobContext, run_in_child
from echotune.core.settings import DatabaseSettings, Settings
from echotune.core.telemetry import get_logger
from echotune.training import interaction_sources, measuring, store
from echotune.training.content import catalogue
from echotune.training.interaction_sources import FEWEST_LISTENERS
from echotune.training.order import Order
from echotune.training.run import train
from echotune.training.schedule import is_due

log = get_logger(__name__)
NICENESS: Final = 15
"""Requests come first, then imports."""

Due = tuple[str, str]
"""What to train, and whose (an account's id)."""


async def train_when_due(context: JobContext, timestamp: int) -> None:
    """Train what has something new to learn from, then measure drift and hit rates. A failure is logged and listed, and
    changes nothing that serves. `timestamp` is the schedule's and not used: the clock says what is due."""
    settings = context.settings
    due = await due_now(context.database)
    if not due:
        return
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
    zone, now, due = ZoneInfo(accounts.system_zone()), clock.now(), list[Due]()
    async with database.connect() as conn:
        listeners = [str(user_id) for user_id in await interaction_sources.listeners(conn)]
        for listener in listeners:
            last = await store.last_training(conn, "taste", UUID(listener))
            if is_due(now, zone, last, await interaction_sources.state(conn, UUID(listener))):
                due.append(("taste", listener))
        if listeners and is_due(now, zone, await store.last_training(conn, "content"), await catalogue.state(conn)):
            due.append(("content", listeners[0]))
        if len(listeners) >= FEWEST_LISTENERS:
            last = await store.last_training(conn, "cf")
            if is_due(now, zone, last, await interaction_sources.state(conn)):
                due.append(("cf", listeners[0]))
    return due


def train_in_child(dsn: str, home: str, gate: bool, due: list[Due]) -> dict[str, Any]:
    """The child process: one thread, low priority. Returns how many trainings ended how."""
    from threadpoolctl import threadpool_limits

    os.nice(NICENESS)
    with threadpool_limits(1):
        return asyncio.run(_train(dsn, Path(home), gate, due))


async def _train(dsn: str, home: Path, gate: bool, due: list[Due]) -> dict[str, int]:
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
