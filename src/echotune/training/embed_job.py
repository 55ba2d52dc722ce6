"""The background job "training.embed": fill the space "text" in a process of its own, behind everything else."""

from __future__ import annotations

import asyncio
import os
from typing import Any, Final

import psycopg
from psycopg.rows import dict_row

from echotune.core.jobs import ChildFailed, JobContext, run_in_child
from echotune.core.telemetry import get_logger
from echotune.embedding.registry import ENCODERS

log = get_logger(__name__)
NICENESS: Final = 19
"""Requests come first, imports second."""


async def embed(context: JobContext) -> None:
    """Encode what is missing. Does nothing when the setting EMBEDDING_MODEL_ID is `none`."""
    settings = context.settings
    if settings.embedding.model_id == "none":
        return
    payload = {"dsn": context.database.dsn, "model_id": settings.embedding.model_id, "gate": settings.policy.gate}
    try:
        filled = await run_in_child(
            "echotune.training.embed_job:embed_in_child", payload, memory_mb=settings.worker.child_memory_mb
        )
    except ChildFailed as failed:
        log.warning("texts could not be encoded", code=failed.problem_code, reason=failed.message)
    else:
        log.info("texts encoded", **filled)


def embed_in_child(dsn: str, model_id: str, gate: bool) -> dict[str, Any]:
    """The child process: one thread, and the lowest priority there is."""
    from threadpoolctl import threadpool_limits

    from echotune.training.embed import fill

    async def work() -> dict[str, Any]:
        async with await psycopg.AsyncConnection.connect(dsn, row_factory=dict_row) as conn:
            filled = await fill(conn, ENCODERS[model_id], gate=gate)
        return {"read": filled.read, "encoded": filled.encoded, "forgotten": filled.forgotten}

    os.nice(NICENESS)
    with threadpool_limits(1):
        return asyncio.run(work())
