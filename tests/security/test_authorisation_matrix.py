"""Every operation of the interface x {nobody, the owner, another listener}, on real objects.

A new route is in the matrix by itself. One that needs a path or a body it has no example for turns the matrix red.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from psycopg.types.json import Jsonb

from echotune.accounts import store as accounts
from echotune.api import create_app
from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.history import store as imports
from echotune.history import uploads
from echotune.llm import sent_store
from echotune.llm.link import Link
from echotune.llm.sent import Bound, Left
from tests.conftest import ORIGIN
from tests.support.library import Heard, add

OPENAPI: dict[str, Any] = create_app(Settings()).openapi()
OPERATIONS = [(method, path) for path, methods in OPENAPI["paths"].items() for method in methods]
PUBLIC = {"/healthz", "/readyz"}
ROW = {
    "ts": "2024-05-01T12:00:00Z",
    "ms_played": 180000,
    "master_metadata_track_name": "T",
    "master_metadata_album_artist_name": "A",
}
UPLOAD = json.dumps([ROW]).encode()


@dataclass
class World:
    """Two listeners, a browser of each and one of nobody, and the owner's objects by the names that paths use."""

    owner: httpx.AsyncClient
    other: httpx.AsyncClient
    nobody: httpx.AsyncClient
    objects: dict[str, str]


async def _rows(conn: Connection, user_id: UUID) -> list[Heard]:
    begin = datetime(2023, 1, 1, 20, tzinfo=UTC)
    rows = [Heard(begin + timedelta(days=3 * n), f"Artist {n % 9}", f"Song {n % 27}") for n in range(200)]
    await add(conn, user_id, rows)
    return rows


async def _waiting(conn: Connection, user_id: UUID, session_id: UUID, confirmation_id: UUID) -> None:
    """A change that a language model proposed and that waits for the owner's word."""
    message_id = uuid4()
    await conn.execute(
        "insert into chat_messages (user_id, session_id, message_id, ui_id, role, created_at) "
        "values (%s, %s, %s, 'm0', 'assistant', now())",
        (user_id, session_id, message_id),
    )
    document = {"feedback": "like", "about": "genre", "name": "jazz"}
    await conn.execute(
        "insert into chat_confirmations (user_id, session_id, message_id, confirmation_id, tool, document, sentence, "
        "proposed_at, expires_at) values (%s, %s, %s, %s, 'feedback', %s, 'More jazz.', now(), now() + interval '10 min')",
        (user_id, session_id, message_id, confirmation_id, Jsonb(document)),
    )


async def _browser(app: FastAPI, conn: Connection, user_id: UUID | None) -> httpx.AsyncClient:
    cookies = {"echotune_session": await accounts.start_session(conn, user_id)} if user_id else {}
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=ORIGIN, headers={"Origin": ORIGIN}, cookies=cookies
    )


@pytest.fixture
async def world(app: FastAPI) -> AsyncIterator[World]:
    database = app.state.database
    async with database.connect() as conn:
        owner_id = (await accounts.ensure(conn, "local")).id
        await accounts.ensure(conn, "demo")
        other_id = uuid4()
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (%s, 'listener', 'Other')", (other_id,)
        )
        rows = await _rows(conn, owner_id)
        await _rows(conn, other_id)
        owner, other, nobody = [await _browser(app, conn, user) for user in (owner_id, other_id, None)]
        import_id = uuid4()
        await imports.create(
            conn, owner_id, "endsong_0.json", {"kind": "upload", "files": ["endsong_0.json"]}, import_id=import_id
        )
        await conn.execute("update imports set status = 'cancelled'")
    folder = uploads.make_folder(app.state.settings.home, import_id)
    (folder / "0").write_bytes(UPLOAD)
    answer = (await owner.get("/api/recommendations/me?limit=3")).json()
    session = (await owner.post("/api/chat/sessions", json={})).json()
    confirmation_id = uuid4()
    sent = Left("POST", "https://models.example/v1", b"{}")
    async with database.connect() as conn:
        await sent_store.add(conn, Bound(owner_id), Link("openai", "m", ()), sent)
        await _waiting(conn, owner_id, UUID(session["sessionId"]), confirmation_id)
    objects = {
        "userId": str(owner_id),
        "confirmationId": str(confirmation_id),
        "requestId": str(sent.request_id),
        "eventId": str(uuid4()),
        "importId": str(import_id),
        "recommendationId": answer["recommendationId"],
        "trackId": answer["tracks"][0]["trackId"],
        "sessionId": session["sessionId"],
        "name": "top-artists",
        "provider": "openai",
        "kind": "artist",
        "id": rows[0].artist.lower(),
    }
    await ask(owner, "post", "/api/feedback", objects)
    yield World(owner, other, nobody, objects)
    for browser in (owner, other, nobody):
        await browser.aclose()


def body_of(method: str, path: str, objects: dict[str, str]) -> dict[str, Any]:
    """The rest of a valid request, as keyword arguments of httpx."""
    event = {
        "event_id": objects["eventId"], "user_id": objects["userId"], "item_id": objects["trackId"], "event_type": "like",
        "timestamp": "2026-01-01T00:00:00Z", "session_id": "s", "device_type": "desktop", "locale": "en",
        "context": {"recommendation_id": objects["recommendationId"], "position": 1, "experiment": None}, "schema_version": 2,
    }  # fmt: skip
    message = {"id": "m1", "role": "user", "parts": [{"type": "text", "text": "something calm"}]}
    bodies: dict[tuple[str, str], dict[str, Any]] = {
        ("post", "/api/account/switch"): {"json": {"kind": "local"}},
        ("patch", "/api/settings"): {"json": {"theme": "dark"}},
        ("post", "/api/imports"): {
            "content": UPLOAD,
            "headers": {"Content-Type": "application/octet-stream", "X-File-Name": "endsong_0.json"},
        },
        ("post", "/api/imports/{importId}/cancel"): {},
        ("post", "/api/imports/{importId}/resume"): {},
        ("post", "/api/demo"): {"json": {"rows": 1000}},
        ("post", "/api/feedback"): {"json": event},
        ("delete", "/api/feedback/{eventId}"): {},
        ("post", "/api/understand"): {"json": {"text": "something calm"}},
        ("post", "/api/chat/sessions"): {"json": {}},
        ("patch", "/api/chat/sessions/{sessionId}"): {"json": {"title": "Rain"}},
        ("delete", "/api/chat/sessions/{sessionId}"): {},
        ("post", "/api/chat/sessions/{sessionId}/messages"): {
            "json": {"id": objects["sessionId"], "messages": [message], "trigger": "submit-message"}
        },
        ("post", "/api/chat/sessions/{sessionId}/hold"): {},
        ("delete", "/api/chat/sessions/{sessionId}/stream"): {},
        ("post", "/api/chat/sessions/{sessionId}/confirmations/{confirmationId}"): {"json": {"decision": "confirm"}},
        ("delete", "/api/llm/sent"): {},
        ("put", "/api/providers/{provider}/key"): {"json": {"key": "sk-0123456789abcdef"}},
        ("delete", "/api/providers/{provider}/key"): {},
        ("put", "/api/taste/corrections/{kind}/{id}"): {"json": {"action": "boost"}},
        ("delete", "/api/taste/corrections/{kind}/{id}"): {},
        ("put", "/api/taste/parameters"): {"json": {"newness": 0.5, "cap": 1}},
        ("delete", "/api/taste/parameters"): {},
        ("post", "/api/taste/parameters/preview"): {"json": {"past": -0.5}},
    }
    queries: dict[str, dict[str, Any]] = {
        "/api/taste/corrections/preview": {"params": {"kind": "artist", "id": objects["id"], "action": "block"}},
        "/api/chat/sessions/{sessionId}/export": {"params": {"format": "json"}},
        "/api/search": {"params": {"q": "song"}},
        "/api/taste/time-machine": {"params": {"date": "2024-03-01"}},
    }
    return bodies[method, path] if method != "get" else queries.get(path, {})


def address(path: str, objects: dict[str, str]) -> str:
    for name, value in objects.items():
        path = path.replace(f"{{{name}}}", value)
    assert "{" not in path, f"the matrix has no example for {path}"
    return path


async def ask(browser: httpx.AsyncClient, method: str, path: str, objects: dict[str, str]) -> httpx.Response:
    return await browser.request(method, address(path, objects), **body_of(method, path, objects))


def without_request_id(answer: httpx.Response) -> tuple[int, dict[str, Any]]:
    body = answer.json()
    body.pop("requestId")
    return answer.status_code, body


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[f"{m} {p}" for m, p in OPERATIONS])
async def test_nobody_is_let_in_and_the_owner_is_answered(world: World, method: str, path: str) -> None:
    refused = await ask(world.nobody, method, path, world.objects)
    assert refused.status_code == (200 if path in PUBLIC else 401), refused.text
    if (method, path) == ("delete", "/api/taste/corrections/{kind}/{id}"):
        await ask(world.owner, "put", path, world.objects)
    if (method, path) == ("delete", "/api/feedback/{eventId}"):
        await ask(world.owner, "post", "/api/feedback", world.objects)
    answer = await ask(world.owner, method, path, world.objects)
    assert answer.is_success, f"{answer.status_code} {answer.text}"


OWNED = ("userId", "eventId", "importId", "recommendationId", "sessionId", "confirmationId", "requestId")
PRIVATE = [(method, path) for method, path in OPERATIONS if any(f"{{{name}}}" in path for name in OWNED)]


@pytest.mark.parametrize(("method", "path"), PRIVATE, ids=[f"{m} {p}" for m, p in PRIVATE])
async def test_what_is_anothers_answers_as_what_is_missing(world: World, method: str, path: str) -> None:
    missing = {**world.objects, **{name: str(uuid4()) for name in OWNED}}
    not_yours = await ask(world.other, method, path, world.objects)
    not_there = await ask(world.other, method, path, missing)
    assert not_yours.status_code == 404, not_yours.text
    assert without_request_id(not_yours) == without_request_id(not_there)


async def test_a_track_of_ones_own_answer_is_not_reached_through_anothers_recommendation(world: World) -> None:
    path = "/api/recommendations/{userId}/{recommendationId}/tracks/{trackId}/why"
    mine = {**world.objects, "userId": "me"}
    assert (await ask(world.owner, "get", path, mine)).status_code == 200
    assert (await ask(world.other, "get", path, mine)).status_code == 404


async def test_one_listeners_sliders_are_not_anothers(world: World) -> None:
    await world.owner.put("/api/taste/parameters", json={"newness": 1})
    assert (await world.owner.get("/api/taste/parameters")).json()["steered"]
    assert not (await world.other.get("/api/taste/parameters")).json()["steered"]
    await world.other.delete("/api/taste/parameters")
    assert (await world.owner.get("/api/taste/parameters")).json()["steered"]
