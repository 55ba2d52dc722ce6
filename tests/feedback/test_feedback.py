"""Feedback over HTTP: once, committed, one's own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Database
from tests.support.listening import START, Play, Track, store_pack, store_plays

SONG, SHELVED, FOREIGN = Track("Ada", "Song"), Track("Ada", "Shelved"), Track("Ada", "Foreign")


def event(track: Track = SONG, event_type: str = "like", **changes: Any) -> dict[str, Any]:
    return {
        "event_id": str(uuid4()),
        "user_id": "me",
        "item_id": str(track.id),
        "event_type": event_type,
        "timestamp": "2026-01-02T03:04:05Z",
        "session_id": "s1",
        "device_type": "web",
        "locale": "en-GB",
        "context": {"recommendation_id": str(uuid4()), "position": 3, "experiment": None},
        "schema_version": 2,
        **changes,
    }


@pytest.fixture
async def database(app: FastAPI) -> Database:
    database: Database = app.state.database
    return database


@pytest.fixture
async def me(database: Database, client: httpx.AsyncClient) -> Account:
    async with database.connect() as conn:
        account = await accounts.by_kind(conn, "local")
    await store_plays(database, account, [Play(SONG, START)])
    await store_pack(database, [SHELVED])
    return account


async def stored(database: Database) -> list[dict[str, Any]]:
    async with database.connect() as conn:
        return await (await conn.execute("select * from feedback_events order by occurred_at")).fetchall()


async def test_an_event_is_committed_when_it_is_answered_and_counts_once(
    client: httpx.AsyncClient, database: Database, me: Account
) -> None:
    liked = event()
    first, again = [await client.post("/api/feedback", json=liked) for _ in range(2)]
    assert (first.status_code, first.json()) == (200, {"accepted": 1, "duplicate": 0, "rejected": []})
    assert again.json() == {"accepted": 0, "duplicate": 1, "rejected": []}
    (row,) = await stored(database)
    assert (row["item_id"], row["event_type"], row["position"]) == (SONG.id, "like", 3)
    assert row["occurred_at"] == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


async def test_one_idempotency_key_has_one_effect_and_one_answer(
    client: httpx.AsyncClient, database: Database, me: Account
) -> None:
    liked, headers = event(), {"Idempotency-Key": "k1"}
    answers = await asyncio.gather(*(client.post("/api/feedback", json=liked, headers=headers) for _ in range(50)))
    assert {answer.text for answer in answers} == {answers[0].text}
    assert answers[0].json() == {"accepted": 1, "duplicate": 0, "rejected": []}
    refused = await client.post("/api/feedback", json=event(), headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert len(await stored(database)) == 1


async def test_a_key_is_free_after_a_refusal_and_after_a_day(
    client: httpx.AsyncClient, database: Database, me: Account
) -> None:
    headers = {"Idempotency-Key": "k1"}
    refused = await client.post("/api/feedback", json=event(Track("Nobody", "Nothing")), headers=headers)
    assert refused.status_code == 422
    for day in ("2026-02-01", "2026-02-03"):
        clock.fix(f"{day}T12:00:00Z")
        answer = await client.post("/api/feedback", json=event(), headers=headers)
        assert answer.json()["accepted"] == 1, answer.text


async def test_keys_of_two_listeners_are_apart(
    client: httpx.AsyncClient, database: Database, me: Account, other: Account
) -> None:
    headers = {"Idempotency-Key": "k1"}
    await store_plays(database, other, [Play(SONG, START)])
    assert (await client.post("/api/feedback", json=event(), headers=headers)).status_code == 200
    async with database.connect() as conn:
        client.cookies.set("echotune_session", await accounts.start_session(conn, other.id))
    assert (await client.post("/api/feedback", json=event(), headers=headers)).json()["accepted"] == 1


async def test_a_batch_stores_what_is_good_and_names_the_rest(
    client: httpx.AsyncClient, database: Database, me: Account, other: Account
) -> None:
    clock.fix("2026-01-10T00:00:00Z")
    await store_plays(database, other, [Play(FOREIGN, START)])
    twice = event(event_type="click")
    unknown = event(Track("Nobody", "Nothing"))
    others = event(FOREIGN)
    late = event(timestamp=(clock.now() + timedelta(days=2)).isoformat())
    answer = await client.post(
        "/api/feedback", json={"events": [twice, twice, event(SHELVED, "impression"), unknown, others, late]}
    )
    assert answer.json() == {
        "accepted": 2,
        "duplicate": 1,
        "rejected": [
            {"eventId": unknown["event_id"], "code": "unknown_item"},
            {"eventId": others["event_id"], "code": "unknown_item"},
            {"eventId": late["event_id"], "code": "in_the_future"},
        ],
    }
    assert len(await stored(database)) == 2


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"item_id": str(uuid4())}, 422, "unknown_item"),
        ({"user_id": str(uuid4())}, 404, "not_found"),
        ({"schema_version": 1}, 422, "invalid_request"),
        ({"event_type": "adore"}, 422, "invalid_request"),
        ({"session_id": "x" * 129}, 422, "invalid_request"),
        ({"colour": "red"}, 422, "invalid_request"),
    ],
)
async def test_an_event_that_cannot_be_taken_is_refused_with_its_reason(
    client: httpx.AsyncClient, database: Database, me: Account, change: dict[str, Any], status: int, code: str
) -> None:
    answer = await client.post("/api/feedback", json=event(**change))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await stored(database) == []


async def test_more_than_five_hundred_events_are_refused(client: httpx.AsyncClient, me: Account) -> None:
    answer = await client.post("/api/feedback", json={"events": [event() for _ in range(501)]})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("acts", "liked", "disliked", "blocked"),
    [
        (["like"], True, False, False),
        (["dislike"], False, True, False),
        (["never"], False, False, True),
        (["never", "like"], True, False, False),
        (["like", "dislike"], False, True, False),
        (["skip", "impression"], False, False, False),
    ],
)
async def test_the_model_knows_at_once_and_the_latest_word_counts(
    app: FastAPI,
    client: httpx.AsyncClient,
    database: Database,
    me: Account,
    acts: list[str],
    liked: bool,
    disliked: bool,
    blocked: bool,
) -> None:
    async with database.connect() as conn:
        before = await app.state.models.get(await accounts.by_id(conn, me.id))
    for minute, act in enumerate(acts):
        await client.post("/api/feedback", json=event(event_type=act, timestamp=f"2026-01-02T03:{minute:02d}:00Z"))
    async with database.connect() as conn:
        model = await app.state.models.get(await accounts.by_id(conn, me.id))
    at = model.index_of_key[SONG.key]
    assert (model.liked[at], model.disliked[at], model.blocked[at]) == (liked, disliked, blocked)
    assert model.plays is before.plays  # a word does not rebuild what was played


async def test_an_event_that_is_taken_back_is_gone_and_cannot_be_taken_back_twice(
    client: httpx.AsyncClient, database: Database, me: Account
) -> None:
    liked = event()
    await client.post("/api/feedback", json=liked)
    async with database.connect() as conn:
        before = (await accounts.by_kind(conn, "local")).data_version
    first, again = [await client.delete(f"/api/feedback/{liked['event_id']}") for _ in range(2)]
    assert (first.status_code, again.status_code) == (204, 404)
    assert await stored(database) == []
    async with database.connect() as conn:
        assert (await accounts.by_kind(conn, "local")).data_version == before + 1
