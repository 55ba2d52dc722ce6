"""Jobs that come again by a schedule."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from echotune.core.db import Database, fetch_one
from echotune.core.jobs import JobContext, Jobs
from echotune.core.settings import Settings

WATCH = """
    create table put (time text);
    create function note_put() returns trigger language plpgsql as
        $$ begin insert into put values (new.args ->> 'timestamp'); return new; end $$;
    create trigger note_put after insert on procrastinate_jobs for each row execute function note_put()"""
"""Every job that is put in the queue, with the time it stands for."""


async def test_two_workers_run_each_time_of_a_schedule_once(db: Database, settings: Settings) -> None:
    ran: list[JobContext] = []

    async def note(context: JobContext) -> None:
        ran.append(context)

    async with db.connect() as conn:
        await conn.execute(WATCH)
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
        put = await fetch_one(conn, "select count(*) as jobs, count(distinct time) as times from put")
    assert 2 <= len(ran) <= put["jobs"]
    assert put["jobs"] == put["times"]
