"""The background jobs that fill the space "text", in a process of its own, behind everything else.

"training.embed" is asked for after an import and after a pack; "training.embed_rest" looks at each start and every hour
whether a stopped one left something.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg.rows import dict_row

from echotune.core.jobs import ChildFailed, JobContext, run_in_child
from echotune.core.settings import Settings
from echotune.core.telemetry import get_logger
from echotune.embedding.registry import ENCODERS
from echotune.training import embeddings, text

log = get_logger(__name__)
NICENESS: Final = 19
"""Requests come first, imports second."""


@dataclass
class _Turn:
    """One filling at a time in this process; whoever comes meanwhile has it done once more."""

    taken: bool = False
    again: bool = False


_turn = _Turn()


async def embed_rest(context: JobContext) -> None:
    """`embed`, when anything has no vector."""
    if context.settings.embedding.model_id != "none" and await _is_anything_missing(context):
        await embed(context)


async def embed(context: JobContext) -> None:
    """Encode what is missing or has changed. Does nothing when the setting EMBEDDING_MODEL_ID is `none`."""
    if context.settings.embedding.model_id == "none":
        return
    if _turn.taken:
        _turn.again = True
        return
    _turn.taken = True
    try:
        while True:
            _turn.again = False
            await _fill_in_child(context)
            if not _turn.again:
                return
    finally:
        _turn.taken = False


async def _is_anything_missing(context: JobContext) -> bool:
    settings = context.settings
    async with context.database.connect() as conn:
        space = text.space(gate=settings.policy.gate)
        return bool(await embeddings.missing(conn, space, settings.embedding.model_id, limit=1))


async def _fill_in_child(context: JobContext) -> None:
    settings: Settings = context.settings
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
