"""Imports over HTTP: send, watch, cancel, resume, wait, and never see somebody else's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.metrics import Server
from echotune.history import store, uploads
from echotune.history.importing import LOCK_CLASS
from tests.support.exports import make_export, new_row, write_export
from tests.support.importing import query

Json = dict[str, Any]
OVER = ("done", "failed", "cancelled")


async def send(client: httpx.AsyncClient, path: Path, **headers: str) -> httpx.Response:
    return await client.post(
        "/api/imports",
        content=path.read_bytes(),
        headers={"Content-Type": "application/zip", "X-File-Name": path.name, **headers},
    )


async def ended(client: httpx.AsyncClient, import_id: str, within: float = 60) -> Json:
    async with asyncio.timeout(within):
        while True:
            found: Json = (await client.get(f"/api/imports/{import_id}")).json()
            if found["status"] in OVER:
                return found
            await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_export(tmp_path_factory.mktemp("export"), rows=3_000, seed=3)


async def test_an_upload_is_imported_and_then_deleted(client: httpx.AsyncClient, app: FastAPI, export: Path) -> None:
    answer = await send(client, export)
    assert answer.status_code == 202, answer.text
    begun = answer.json()
    assert begun["fileName"] == export.name
    done = await ended(client, begun["importId"])
    assert done["status"] == "done", done["error"]
    assert done["read"] == 3_000 == done["stored"] + done["duplicate"] + done["rejected"]
    assert sum(done["rejectedByReason"].values()) == done["rejected"]
    assert done["percent"] == 100
    assert done["libraryItems"] > 0
    assert done["early"]["topArtistPlays"] > 0
    assert sum(ring["plays"] for ring in done["rings"]) > 1_000
    folder = uploads.folder_of(app.state.settings.home, begun["importId"])
    async with asyncio.timeout(5):
        while folder.exists():
            await asyncio.sleep(0.05)
    listed = (await client.get("/api/imports")).json()["imports"]
    assert [one["importId"] for one in listed] == [begun["importId"]]


async def test_what_was_imported_is_told_to_those_who_read_metrics(client: httpx.AsyncClient, export: Path) -> None:
    reader = Server("127.0.0.1", 0)
    try:
        await ended(client, (await send(client, export)).json()["importId"])
        async with asyncio.timeout(5):
            while "import_rows_per_second" not in (page := await read(reader)):
                await asyncio.sleep(0.05)
    finally:
        reader.stop()
    assert "\nimport_rows_count 3000.0\n" in page


async def read(reader: Server) -> str:
    return (await asyncio.to_thread(httpx.get, f"http://127.0.0.1:{reader.port}/metrics")).text


async def test_several_files_of_a_form_are_one_import(client: httpx.AsyncClient) -> None:
    rows = [new_row(f"2024-05-04T19:{minute:02}:00Z") for minute in range(4)]
    parts = [
        ("files", (name, json.dumps(part), "application/json"))
        for name, part in {
            "Streaming_History_Audio_1.json": rows[:2],
            "Streaming_History_Audio_2.json": rows[1:],
        }.items()
    ]
    begun = (await client.post("/api/imports", files=parts)).json()
    done = await ended(client, begun["importId"])
    assert [file["name"] for file in done["files"]] == [name for _, (name, _, _) in parts]
    assert (done["read"], done["stored"], done["duplicate"]) == (5, 4, 1)


async def test_the_stream_of_events_ends_with_the_final_state(client: httpx.AsyncClient, export: Path) -> None:
    begun = (await send(client, export)).json()
    async with asyncio.timeout(60):
        answer = await client.get(f"/api/imports/{begun['importId']}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    states = [json.loads(line.removeprefix("data:")) for line in answer.text.splitlines() if line.startswith("data:")]
    assert [state["status"] in OVER for state in states] == [False] * (len(states) - 1) + [True]
    assert states[-1] == (await client.get(f"/api/imports/{begun['importId']}")).json()
    assert all(state["read"] == state["stored"] + state["duplicate"] + state["rejected"] for state in states)


async def test_a_stream_of_events_says_that_the_server_stops(
    client: httpx.AsyncClient, app: FastAPI, export: Path, local: Account
) -> None:
    async with held_turn(app, local):
        begun = (await send(client, export)).json()
        asyncio.get_running_loop().call_later(0.3, app.state.stopping.set)
        async with asyncio.timeout(5):
            answer = await client.get(f"/api/imports/{begun['importId']}/events")
        *_, state, last = answer.text.strip().split("\n\n")
        assert json.loads(state.removeprefix("data:"))["status"] not in OVER
        assert {line.partition(":")[0] for line in last.splitlines()} == {"event", "data", "retry"}
        assert last.startswith("event: stopping\n")


async def test_a_second_import_waits_and_says_for_what(
    client: httpx.AsyncClient, app: FastAPI, export: Path, tmp_path: Path, local: Account
) -> None:
    async with held_turn(app, local):
        other = write_export(tmp_path / "second.zip", {"endsong_0.json": [new_row()]})
        first, second = (await send(client, export)).json(), (await send(client, other)).json()
        await asyncio.sleep(1)
        waiting = (await client.get(f"/api/imports/{second['importId']}")).json()
        assert waiting["status"] == "waiting"
        assert export.name in waiting["waitingFor"]
    assert [(await ended(client, one["importId"]))["status"] for one in (first, second)] == ["done", "done"]


async def test_a_waiting_import_can_be_cancelled_and_resumed(
    client: httpx.AsyncClient, app: FastAPI, export: Path, local: Account
) -> None:
    async with held_turn(app, local):
        begun = (await send(client, export)).json()
        cancelled = await client.post(f"/api/imports/{begun['importId']}/cancel", json={})
        assert cancelled.json()["status"] == "cancelled"
    resumed = await client.post(f"/api/imports/{begun['importId']}/resume", json={})
    assert resumed.status_code == 200
    done = await ended(client, begun["importId"])
    assert (done["status"], done["read"]) == ("done", 3_000)


async def test_a_running_import_is_cancelled_between_batches_and_goes_on_from_there(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    big = make_export(tmp_path, rows=60_000, seed=5)
    begun = (await send(client, big)).json()
    async with asyncio.timeout(60):
        while (await client.get(f"/api/imports/{begun['importId']}")).json()["read"] == 0:
            await asyncio.sleep(0.02)
    await client.post(f"/api/imports/{begun['importId']}/cancel", json={})
    cancelled = await ended(client, begun["importId"])
    assert cancelled["status"] == "cancelled"
    assert 0 < cancelled["read"] < 60_000
    assert cancelled["read"] == cancelled["stored"] + cancelled["duplicate"] + cancelled["rejected"]
    await client.post(f"/api/imports/{begun['importId']}/resume", json={})
    done = await ended(client, begun["importId"])
    assert (done["status"], done["read"]) == ("done", 60_000)
    assert done["read"] == done["stored"] + done["duplicate"] + done["rejected"]
    refused = await client.post(f"/api/imports/{begun['importId']}/resume", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_ready")


async def test_one_idempotency_key_has_one_effect(client: httpx.AsyncClient, export: Path, tmp_path: Path) -> None:
    answers = await asyncio.gather(*(send(client, export, **{"Idempotency-Key": "k1"}) for _ in range(50)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["importId"] for answer in answers}) == 1
    other = write_export(tmp_path / "other.zip", {"endsong_0.json": [new_row()]})
    refused = await send(client, other, **{"Idempotency-Key": "k1"})
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert len((await client.get("/api/imports")).json()["imports"]) == 1
    await ended(client, answers[0].json()["importId"])


@pytest.mark.parametrize("path", ["", "/events", "/rejected.csv"])
async def test_a_foreign_import_answers_the_same_bytes_as_a_missing_one(
    client: httpx.AsyncClient, app: FastAPI, export: Path, path: str
) -> None:
    async with app.state.database.connect() as conn:
        other = await accounts.ensure(conn, "demo")
        foreign = await store.create(conn, other.id, "theirs.zip", {"kind": "upload", "files": []})
    answers = [await client.get(f"/api/imports/{one}{path}") for one in (foreign, uuid4(), "not-an-id")]
    bodies = [{**answer.json(), "requestId": ""} for answer in answers]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert bodies[0] == bodies[1] == bodies[2]
    assert len({len(answer.content) for answer in answers}) == 1


async def test_rejected_rows_are_listed_by_file_and_row_without_their_content(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    rows = [new_row(), new_row(ts="nonsense-secret"), new_row(ms_played=-5), new_row("2024-06-01T00:00:00Z")]
    path = write_export(tmp_path / "a.zip", {"=cmd_endsong_0.json": rows})
    begun = (await send(client, path)).json()
    done = await ended(client, begun["importId"])
    assert done["rejectedByReason"] == {"bad_ts": 1, "ms_played_out_of_range": 1}
    answer = await client.get(f"/api/imports/{begun['importId']}/rejected.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.splitlines() == [
        "file,row,reason",
        "'=cmd_endsong_0.json,2,bad_ts",
        "'=cmd_endsong_0.json,3,ms_played_out_of_range",
    ]


async def test_what_cannot_be_read_fails_with_a_sentence(client: httpx.AsyncClient, tmp_path: Path) -> None:
    torn = tmp_path / "torn.zip"
    torn.write_bytes(write_export(tmp_path / "a.zip", {"endsong_0.json": [new_row()]}).read_bytes()[:-30])
    failed = await ended(client, (await send(client, torn)).json()["importId"])
    assert (failed["status"], failed["error"]["code"]) == ("failed", "bad_zip")
    empty = await client.post("/api/imports", content=b"", headers={"Content-Type": "application/zip"})
    assert (empty.status_code, empty.json()["code"]) == (422, "empty")


async def test_an_upload_over_the_limit_is_refused_and_not_kept(
    client: httpx.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.state.settings.imports, "upload_mb", 1)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"x" * 65_536

    answer = await client.post("/api/imports", content=endless(), headers={"Content-Type": "application/zip"})
    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")
    assert list((app.state.settings.home / "uploads").iterdir()) == []


async def test_the_demo_is_imported_into_its_own_account_and_shown(client: httpx.AsyncClient) -> None:
    begun = await client.post("/api/demo", json={"rows": 2_000, "seed": 4})
    assert begun.status_code == 202, begun.text
    assert begun.json()["demo"]
    again = await client.post("/api/demo", json={})
    assert again.json()["importId"] == begun.json()["importId"]
    assert (await client.get("/api/account")).json()["kind"] == "demo"
    done = await ended(client, begun.json()["importId"])
    assert (done["status"], done["read"]) == ("done", 2_000)
    shown = (await client.post("/api/demo", json={})).json()
    assert (shown["importId"], shown["status"]) == (begun.json()["importId"], "done")
    await client.post("/api/account/switch", json={"kind": "local"})
    assert (await client.get("/api/imports")).json()["imports"] == []


async def test_a_demo_is_of_the_day_on_which_it_was_asked_for(client: httpx.AsyncClient, database_url: str) -> None:
    clock.fix("2025-03-04T23:59:59Z")
    begun = (await client.post("/api/demo", json={"rows": 4_000, "seed": 4})).json()
    clock.fix("2025-03-05T00:00:01Z")  # whoever reads it, and whenever: it is the same one
    await ended(client, begun["importId"])
    ((last,),) = query(database_url, "select max(ended_at) from plays")
    assert timedelta(0) < datetime(2025, 3, 4, tzinfo=UTC) - last < timedelta(days=21)


@asynccontextmanager
async def held_turn(app: FastAPI, account: Account) -> AsyncIterator[None]:
    """Nobody else can import into the account meanwhile."""
    async with await psycopg.AsyncConnection.connect(app.state.database.dsn, autocommit=True) as conn:
        await conn.execute("select pg_advisory_lock(%s, hashtext(%s))", (LOCK_CLASS, str(account.id)))
        yield
