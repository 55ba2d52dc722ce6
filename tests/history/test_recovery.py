"""What a stopped process leaves is taken up: uploads go on, dead imports of a terminal are marked, requests go on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psutil
import pytest
from fastapi import FastAPI

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.api import create_app
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.jobs import JobContext
from echotune.core.settings import Settings
from echotune.history import jobs, store, uploads
from tests.history.test_http import ended, send
from tests.support.exports import make_export
from tests.support.slowness import slowness

ROWS = 60_000


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_export(tmp_path_factory.mktemp("export"), rows=ROWS, seed=12)


async def leave_behind(db: Database, account: Account, origin: store.Origin, status: str) -> UUID:
    """An import as a killed process leaves it, some time ago."""
    async with db.connect() as conn:
        import_id = await store.create(conn, account.id, "left.zip", origin)
        long_ago = clock.now() - 10 * store.SILENT_AFTER
        await conn.execute(
            "update imports set status = %s, updated_at = %s where import_id = %s", (status, long_ago, import_id)
        )
    return import_id


async def the_import(db: Database, account: Account, import_id: UUID) -> dict[str, Any]:
    async with db.connect() as conn:
        return dict(await store.one(conn, account.id, import_id))


@pytest.mark.parametrize("status", ["running", "waiting"])
async def test_a_started_server_goes_on_with_uploads_that_were_left(
    db: Database, local: Account, settings: Settings, tmp_path: Path, status: str
) -> None:
    import_id = await leave_behind(db, local, {"kind": "upload", "files": ["left.zip"]}, status)
    make_export(tmp_path, rows=1_000).rename(uploads.make_folder(settings.home, import_id) / "0")
    application = create_app(settings)
    async with application.router.lifespan_context(application), asyncio.timeout(60):
        while (left := await the_import(db, local, import_id))["status"] != "done":
            await asyncio.sleep(0.1)
        while uploads.folder_of(settings.home, import_id).exists():
            await asyncio.sleep(0.1)
    assert left["progress"]["read"] == 1_000


async def test_a_started_server_marks_dead_imports_of_a_terminal(
    db: Database, local: Account, settings: Settings
) -> None:
    import_id = await leave_behind(db, local, {"kind": "paths", "paths": []}, "running")
    application = create_app(settings)
    async with application.router.lifespan_context(application), asyncio.timeout(60):
        while (left := await the_import(db, local, import_id))["status"] != "failed":
            await asyncio.sleep(0.1)
    assert left["error_code"] == "interrupted"


async def test_an_import_that_is_slow_to_begin_is_not_taken_for_a_dead_one(
    db: Database, local: Account, settings: Settings
) -> None:
    async def nothing(_job: str, **_arguments: str) -> None: ...

    async with db.connect() as conn:
        alive = await store.create(conn, local.id, "alive.zip", {"kind": "upload", "files": ["alive.zip"]})
    recovering = asyncio.create_task(jobs.recover(JobContext(db, settings, nothing)))
    await asyncio.sleep(0.1)  # it goes on as long as the living one does
    slow = await leave_behind(db, local, {"kind": "paths", "paths": []}, "running")
    await asyncio.sleep(1.2 * jobs.RECOVER_POLL_SECONDS)
    assert not recovering.done()
    recovering.cancel()
    assert [(await the_import(db, local, one))["status"] for one in (alive, slow)] == ["waiting", "running"]


async def test_uploads_that_nobody_can_resume_are_swept_away(db: Database, local: Account, settings: Settings) -> None:
    import_id = await leave_behind(db, local, {"kind": "upload", "files": ["left.zip"]}, "cancelled")
    orphan, wanted = uploads.make_folder(settings.home, uuid4()), uploads.make_folder(settings.home, import_id)
    old = time.time() - 2 * uploads.ABANDONED_SECONDS
    for folder in (orphan, wanted):
        (folder / "0").write_bytes(b"x")
        for path in (folder / "0", folder):
            os.utime(path, (old, old))
    application = create_app(settings)
    async with application.router.lifespan_context(application), asyncio.timeout(60):
        while orphan.exists():
            await asyncio.sleep(0.1)
    assert [folder.name for folder in (settings.home / "uploads").iterdir()] == [str(import_id)]


async def test_a_killed_child_fails_the_import_and_a_resume_finishes_it(
    client: httpx.AsyncClient, export: Path
) -> None:
    begun = (await send(client, export)).json()
    async with asyncio.timeout(60):
        while (await client.get(f"/api/imports/{begun['importId']}")).json()["read"] == 0:
            await asyncio.sleep(0.02)
    (child,) = [one for one in psutil.Process().children(recursive=True) if "echotune.core.jobs" in one.cmdline()]
    child.send_signal(signal.SIGKILL)
    failed = await ended(client, begun["importId"])
    assert (failed["status"], failed["error"]["code"]) == ("failed", "job_failed")
    assert 0 < failed["read"] < ROWS
    resumed = await client.post(f"/api/imports/{begun['importId']}/resume", json={})
    assert resumed.status_code == 200
    done = await ended(client, begun["importId"])
    assert (done["status"], done["read"], done["error"]) == ("done", ROWS, None)
    assert done["read"] == done["stored"] + done["duplicate"] + done["rejected"]


@pytest.mark.quiet
async def test_requests_are_answered_while_an_import_runs(client: httpx.AsyncClient, export: Path) -> None:
    begun = (await send(client, export)).json()
    waits = []
    async with asyncio.timeout(120):
        while (await client.get(f"/api/imports/{begun['importId']}")).json()["status"] in ("waiting", "running"):
            asked = time.monotonic()
            assert (await client.get("/readyz")).status_code == 200
            waits.append(time.monotonic() - asked)
            await asyncio.sleep(0.05)
    assert len(waits) > 10
    assert sorted(waits)[len(waits) * 95 // 100] < slowness()


async def test_nothing_of_an_import_belongs_to_another_account(
    client: httpx.AsyncClient, app: FastAPI, tmp_path: Path
) -> None:
    mine = (await send(client, make_export(tmp_path, rows=500))).json()
    await ended(client, mine["importId"])
    async with app.state.database.connect() as conn:
        other = await accounts.ensure(conn, "demo")
        token = await accounts.start_session(conn, other.id)
        counted = await conn.execute("select user_id, count(*)::int as plays from plays group by user_id")
        plays = await counted.fetchall()
    assert len(plays) == 1
    client.cookies.set("echotune_session", token)
    assert json.loads((await client.get("/api/imports")).text) == {"imports": []}
    for path in ("", "/events", "/rejected.csv"):
        assert (await client.get(f"/api/imports/{mine['importId']}{path}")).status_code == 404
    for action in ("cancel", "resume"):
        assert (await client.post(f"/api/imports/{mine['importId']}/{action}", json={})).status_code == 404
