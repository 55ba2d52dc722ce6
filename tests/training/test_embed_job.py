"""Texts are encoded in the background after an import, by a process of its own."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from echotune.accounts.store import Account
from echotune.catalog.packs import add_pack
from echotune.core.db import Database
from echotune.core.jobs import JobContext
from echotune.core.settings import EmbeddingSettings, Settings
from echotune.history import jobs as imports
from echotune.history import store
from echotune.training import embed_job, embeddings

MODEL_ID = "all-MiniLM-L6-v2"


async def ignore(name: str, **_: object) -> None:
    """Nothing comes after."""


def pack(dsn: str, folder: Path) -> None:
    (folder / "pack.csv").write_text("title,artist,genre\nRain,Ann,folk\nSnow,Bob,\n")
    with psycopg.connect(dsn) as conn:
        add_pack(conn, folder / "pack.csv", name="all", origin="open")


@pytest.fixture
def context(db: Database, settings: Settings) -> JobContext:
    return JobContext(db, settings.model_copy(update={"embedding": EmbeddingSettings(model_id=MODEL_ID)}), ignore)


async def test_a_child_process_encodes_with_the_real_encoder(
    context: JobContext, database_url: str, tmp_path: Path
) -> None:
    pack(database_url, tmp_path)
    await embed_job.embed(context)
    async with context.database.connect() as conn:
        stored = await embeddings.load(conn, "text", MODEL_ID)
    assert stored.vectors.shape == (2, 384)


async def test_who_comes_meanwhile_has_it_done_once_more_and_a_start_only_does_what_is_missing(
    context: JobContext, settings: Settings, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = 0

    async def slow(*_: object, **__: object) -> dict[str, Any]:
        nonlocal runs
        runs += 1
        await asyncio.sleep(0.05)
        return {}

    monkeypatch.setattr(embed_job, "run_in_child", slow)
    await asyncio.gather(*(embed_job.embed(context) for _ in range(4)))
    assert runs == 2
    await embed_job.embed_rest(context)
    await embed_job.embed(JobContext(context.database, settings, ignore))
    assert runs == 2  # nothing was missing, and then encoding was switched off
    pack(database_url, tmp_path)
    await embed_job.embed_rest(context)
    await embed_job.embed_rest(JobContext(context.database, settings, ignore))
    assert runs == 3


async def test_an_import_that_ends_well_asks_for_it(
    context: JobContext, local: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def hear(name: str, **_: object) -> None:
        asked.append(name)

    async def end(_: str, payload: dict[str, Any], **__: object) -> dict[str, Any]:
        async with context.database.connect() as conn:
            await conn.execute("update imports set status = 'done' where import_id = %s", (payload["import_id"],))
        return {}

    monkeypatch.setattr(imports, "run_in_child", end)
    async with context.database.connect() as conn:
        import_id = await store.create(
            conn, local.id, "export.zip", {"kind": "upload", "files": [], "of": str(uuid4())}
        )
    await imports.import_(JobContext(context.database, context.settings, hear), str(local.id), str(import_id))
    assert asked == ["training.embed"]
