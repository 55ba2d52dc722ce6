"""Boost, mute and block over HTTP: at once, for good, one's own, and taken back."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste.listener import ListenerModel
from tests.support.listening import START, Play, Track, store_pack, store_plays

SLASHED = Track("AC/DC & Søns", "Song/One")
OTHER = Track("Ada", "Quiet")
SHELVED = Track("Ada", "Shelved")


@pytest.fixture
async def database(app: FastAPI) -> Database:
    database: Database = app.state.database
    return database


@pytest.fixture
async def me(client: httpx.AsyncClient, database: Database) -> Account:
    async with database.connect() as conn:
        account = await accounts.by_kind(conn, "local")
    await store_plays(database, account, [Play(SLASHED, START), Play(OTHER, START)])
    await store_pack(database, [SHELVED])
    async with database.connect() as conn:
        await conn.execute("insert into track_tags values (%s, 'Noise', 'user', now())", (OTHER.id,))
        await accounts.bump_data_version(conn, account.id)
    return account


async def model_of(app: FastAPI, me: Account) -> ListenerModel:
    async with app.state.database.connect() as conn:
        account = await accounts.by_id(conn, me.id)
    model: ListenerModel = await app.state.models.get(account)
    return model


@pytest.mark.parametrize(
    ("kind", "target", "stored", "hit", "action", "mask"),
    [
        ("artist", "AC%2FDC%20%26%20S%C3%B8ns", "ac/dc & søns", {SLASHED}, "block", "blocked"),
        ("artist", " ADA ", "ada", {OTHER, SHELVED}, "mute", "muted"),
        ("artist", "Nobody Yet", "nobody yet", set(), "block", "blocked"),
        ("track", str(OTHER.id), str(OTHER.id), {OTHER}, "block", "blocked"),
        ("genre", "noise", "noise", {OTHER}, "boost", "boosted"),
    ],
)
async def test_a_correction_holds_at_once_and_is_taken_back(
    app: FastAPI, client: httpx.AsyncClient, me: Account, kind: str, target: str, stored: str, hit: set[Track],
    action: str, mask: str,
) -> None:  # fmt: skip
    before = await model_of(app, me)
    put = await client.put(f"/api/taste/corrections/{kind}/{target}", json={"action": action})
    assert (put.status_code, put.json()["id"], put.json()["action"]) == (200, stored, action)
    model = await model_of(app, me)
    assert {model.keys[at] for at in range(model.size) if getattr(model, mask)[at]} == {track.key for track in hit}
    assert model.plays is before.plays
    assert [one["id"] for one in (await client.get("/api/taste")).json()["corrections"]] == [stored]
    assert (await client.delete(f"/api/taste/corrections/{kind}/{target}")).status_code == 204
    assert not getattr(await model_of(app, me), mask).any()


async def test_corrections_survive_new_plays_and_a_second_one_replaces_the_first(
    app: FastAPI, client: httpx.AsyncClient, database: Database, me: Account
) -> None:
    for action in ("boost", "block"):
        await client.put("/api/taste/corrections/artist/ada", json={"action": action, "label": "Ada"})
    await store_plays(database, me, [Play(Track("Ada", "Newer"), START)])
    model = await model_of(app, me)
    assert model.blocked[[model.index_of_key[key] for key in ("ada\tnewer", OTHER.key)]].all()
    assert not model.boosted.any()


async def test_a_missing_correction_and_another_listeners_are_the_same_404(
    client: httpx.AsyncClient, database: Database, me: Account
) -> None:
    stranger = uuid4()
    async with database.connect() as conn:
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (%s, 'listener', 'Other')", (stranger,)
        )
        await conn.execute(
            "insert into taste_corrections values (%s, 'artist', 'theirs', 'Theirs', 'block', now())", (stranger,)
        )
    missing, theirs = [await client.delete(f"/api/taste/corrections/artist/{name}") for name in ("nobody", "theirs")]
    assert missing.status_code == theirs.status_code == 404
    assert {**missing.json(), "requestId": ""} == {**theirs.json(), "requestId": ""}
    async with database.connect() as conn:
        cursor = await conn.execute("select count(*) as number from taste_corrections where user_id = %s", (stranger,))
        assert (await cursor.fetchone()) == {"number": 1}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("artist/" + "x" * 401, {"action": "block"}, 422),
        ("artist/ada", {"action": "adore"}, 422),
        ("artist/ada", {"action": "block", "label": ""}, 422),
        ("artist/ada", {"action": "block", "colour": "red"}, 422),
        ("planet/ada", {"action": "block"}, 422),
        ("track/00000000-0000-4000-8000-000000000007", {"action": "block"}, 404),
        ("track/not-an-id", {"action": "block"}, 404),
    ],
)
async def test_what_cannot_be_corrected_is_refused(
    client: httpx.AsyncClient, me: Account, path: str, body: dict[str, str], status: int
) -> None:
    assert (await client.put(f"/api/taste/corrections/{path}", json=body)).status_code == status
