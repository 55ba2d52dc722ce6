"""Jobs that come again by a schedule."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from echotune.core.db import Database, fetch_one
from echotune.core.jobs import JobContext, Jobs
from echotune.core.settings import Settings


async def test_two_workers_run_each_time_of_a_schedule_once(db: Database, settings: Settings) -> None:
    ran: list[JobContext] = []

    async def note(context: JobContext) -> None:
        ran.append(context)

    workers = [Jobs(db, settings, {"note": note}, schedules={"note": "* * * * * *"}) for _ in range(2)]
    for worker in workers:
        await worker.open()
    loops = [asyncio.create_task(worker.run(f"worker-{number}")) for number, worker in enumerate(workers)]
    for _ in range(100):
        await asyncio.sleep(0.1)
        if len(ran) >= 2:
            break
    for loop in loops:
        loop.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*loops)
    for worker in workers:
        await worker.close()
    async with db.connect() as conn:
        times = await fetch_one(conn, "select count(*) as n from procrastinate_periodic_defers")
    assert 2 <= len(ran) <= times["n"]
