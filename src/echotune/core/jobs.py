"""Background work: a queue on the same PostgreSQL, and child processes for what would starve a web request.

A job is a function of its package's `jobs.py`, registered by name in `echotune.bootstrap.JOBS`; others enqueue it
by that name alone.
"""

from __future__ import annotations

import asyncio
import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import procrastinate
import psycopg
from psycopg_pool import PoolTimeout

from echotune.core.db import Database
from echotune.core.errors import EchoTuneError
from echotune.core.settings import Settings, environment_for_child
from echotune.core.telemetry import get_logger

log = get_logger(__name__)
CLOSE_SECONDS = 3


@dataclass(frozen=True)
class JobContext:
    """What every job is given first."""

    database: Database
    settings: Settings
    enqueue: Callable[..., Awaitable[None]]
    """`Jobs.enqueue`, for what comes after."""


JobFunction = Callable[..., Awaitable[None]]
"""`async def job(context: JobContext, **arguments) -> None`"""


async def _run(function: JobFunction, context: JobContext, timestamp: int | None = None, **arguments: Any) -> None:
    """Run a job. `timestamp` is what a schedule gives: the clock says what is due, so no job is bothered with it."""
    await function(context, **arguments)


class ChildFailed(EchoTuneError):
    code, title = "job_failed", "The work was interrupted"


class Jobs:
    """The queue. `enqueue` from anywhere; `run` is the worker's loop. `at_start` names jobs that each start begins
    with: they take up what a stopped process left. `schedules` names jobs that come again and when (cron, UTC); each
    time is run once, however many workers there are, and is passed over while the time before it still waits."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        functions: dict[str, JobFunction],
        at_start: tuple[str, ...] = (),
        schedules: Mapping[str, str] | None = None,
    ) -> None:
        self._database = database
        self._at_start = at_start
        self._heartbeat_seconds = settings.worker.heartbeat_seconds
        self._queue = procrastinate.App(
            connector=procrastinate.PsycopgConnector(conninfo=database.dsn, min_size=1, max_size=4)
        )
        context = JobContext(database, settings, self.enqueue)
        for name, function in functions.items():
            self._queue.task(name=name, retry=False)(partial(_run, function, context))
        for name, cron in (schedules or {}).items():
            self._queue.periodic(cron=cron, queueing_lock=name, lock=name)(self._queue.tasks[name])

    async def open(self) -> None:
        await self._queue.open_async()

    async def close(self) -> None:
        with suppress(TimeoutError):  # its connections end with the process at the latest
            await asyncio.wait_for(self._queue.close_async(), CLOSE_SECONDS)

    async def enqueue(self, name: str, *, lock: str | None = None, **arguments: Any) -> None:
        """Put a job in the queue. `lock`: jobs with the same lock run one at a time, in order."""
        await self._queue.configure_task(name, lock=lock).defer_async(**arguments)

    async def run(self, name: str = "worker", concurrency: int = 4) -> None:
        """Work until cancelled. Every few seconds the loop says that it lives; a lost database only interrupts it."""
        beat = asyncio.create_task(self._beat(name))
        try:
            while True:
                try:
                    for job in self._at_start:
                        await self.enqueue(job)
                    await self._queue.run_worker_async(
                        name=name,
                        concurrency=concurrency,
                        install_signal_handlers=False,
                        fetch_job_polling_interval=1,
                        shutdown_graceful_timeout=2,
                        delete_jobs="successful",
                    )
                except (procrastinate.exceptions.ConnectorException, psycopg.OperationalError, PoolTimeout) as gone:
                    log.warning("the job loop lost the database", reason=str(gone))
                    await asyncio.sleep(1)
                else:
                    return
        finally:
            beat.cancel()

    async def _beat(self, name: str) -> None:
        while True:
            try:
                async with self._database.connect() as conn:
                    await conn.execute(
                        "insert into worker_heartbeats (name, beat_at) values (%s, now()) "
                        "on conflict (name) do update set beat_at = excluded.beat_at",
                        (name,),
                    )
            except EchoTuneError as gone:
                log.warning("heartbeat missed", reason=gone.message)
            await asyncio.sleep(self._heartbeat_seconds)

    async def alive(self, within: timedelta = timedelta(seconds=30)) -> bool:
        """Whether any worker has said so within the last `within`."""
        async with self._database.connect() as conn:
            cursor = await conn.execute("select max(beat_at) > now() - %s as alive from worker_heartbeats", (within,))
            row = await cursor.fetchone()
        return bool(row and row["alive"])


async def run_in_child(target: str, payload: dict[str, Any], *, memory_mb: int) -> dict[str, Any]:
    """Run `package.module:function` in a process of its own and return its JSON answer.

    The child dies with its parent, is limited to `memory_mb` of data, and is killed when the caller is cancelled.
    Raises ChildFailed when it dies, and with the child's own message when it raises an EchoTuneError.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "echotune.core.jobs",
        target,
        str(memory_mb),
        env=environment_for_child(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        out, _ = await child.communicate(json.dumps(payload).encode())
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0 or not out:
        raise ChildFailed(
            f"The process that did the work ended early (code {child.returncode}). What was stored is safe; start it again."
        )
    answer: dict[str, Any] = json.loads(out.splitlines()[-1])
    if "error" in answer:
        raise ChildFailed(answer["error"], code=answer["code"])
    return answer


def _child(target: str, memory_mb: int) -> None:
    _die_with_parent()
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    module, _, function = target.partition(":")
    payload = json.loads(sys.stdin.read())
    try:
        answer = getattr(importlib.import_module(module), function)(**payload) or {}
    except EchoTuneError as expected:
        answer = {"error": expected.message, "code": expected.problem_code}
    sys.stdout.write(json.dumps(answer) + "\n")


def _die_with_parent() -> None:
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        if os.getppid() == 1:  # the parent was gone before we asked
            os._exit(1)


if __name__ == "__main__":
    _child(sys.argv[1], int(sys.argv[2]))
