"""A listener with three years of plays and a shelf of unheard tracks, and a browser to talk with."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from random import Random

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from tests.support.listening import Play, Track, store_pack, store_plays
from tests.support.talking import Talk

from echotune.accounts import store as accounts
from echotune.core import clock
from echotune.core.db import Database

NOW = datetime(2026, 11, 20, 17, 55, tzinfo=UTC)
ARTISTS = (
    "Halden Vey",
    "Ottilie Marr",
    "Low Ferry",
    "Sunna Brack",
    "Tramline Saints",
    "Kestrel Arcade",
    "Ada Lindqvist",
    "Nordvik Choir",
)
UNHEARD = ("Pale Harbour", "Moth Radio", "Quiet Engines", "Halden Vey")
WORDS = ("Gravel", "Lamplight", "Timetable", "Water", "Orchard", "Hymn", "Landing", "Slipway", "Harvest", "Signal")
GENRES = ("indie folk", "dream pop", "ambient", "jazz")


def songs(artists: tuple[str, ...], first_word: str) -> list[Track]:
    return [
        Track(artist, f"{first_word} {word}", f"{artist} Songs", 200_000 + 7_000 * n, f"{1985 + (n * 5 + len(artist)) % 38}-03-01", n == 9)
        for artist in artists
        for n, word in enumerate(WORDS)
    ]  # fmt: skip


HEARD = songs(ARTISTS, "Wet")
SHELF = songs(UNHEARD, "Far")


def history() -> list[Play]:
    """Every song often; the last three artists not for a year and more; each evening some."""
    dice = Random(7)
    plays = []
    for day in range(3 * 365):
        begin = NOW - timedelta(days=3 * 365 - day, hours=dice.randrange(5))
        artists = ARTISTS[:5] if day > 700 else ARTISTS
        for n in range(4):
            track = dice.choice([song for song in HEARD if song.artist in artists])
            done = dice.random() < 0.8
            plays.append(
                Play(
                    track,
                    begin + timedelta(minutes=4 * n),
                    track.duration_ms if done and track.duration_ms else 45_000,
                    dice.choice(["clickrow", "trackdone"]),
                    "trackdone" if done else "fwdbtn",
                )
            )
    return plays


async def know(database: Database, tracks: list[Track]) -> None:
    """Audio features and genres, as a pack would bring them."""
    dice = Random(11)
    async with database.connect() as conn:
        for n, track in enumerate(tracks):
            await conn.execute(
                "insert into track_features (track_id, source, fetched_at, danceability, energy, valence, tempo, acousticness, "
                "instrumentalness, liveness, speechiness, loudness) values (%s, 'pack:shelf', %s, %s, %s, %s, %s, %s, %s, .1, .1, -8)",
                (track.id, NOW, dice.random(), dice.random(), dice.random(), 70 + 100 * dice.random(), dice.random(), dice.random()),
            )  # fmt: skip
            await conn.execute(
                "insert into track_tags (track_id, tag, source, fetched_at) values (%s, %s, 'pack:shelf', %s)",
                (track.id, GENRES[n % len(GENRES)], NOW),
            )
        await conn.execute("update accounts set data_version = data_version + 1")


@pytest.fixture
async def listened(app: FastAPI) -> FastAPI:
    """The application with the history of `local` and a pack for everyone."""
    clock.fix(NOW)
    database: Database = app.state.database
    async with database.connect() as conn:
        account = await accounts.ensure(conn, "local")
    await store_plays(database, account, history())
    await store_pack(
        database, [*HEARD, *SHELF], popularity={track: n / 120 for n, track in enumerate([*HEARD, *SHELF])}
    )
    await know(database, [*HEARD, *SHELF])
    return app


@pytest.fixture
async def talk(listened: FastAPI, client: httpx.AsyncClient) -> Talk:
    """A new conversation of that listener."""
    return await Talk.begin(client)


@pytest.fixture
async def loopback(listened: FastAPI, client: httpx.AsyncClient) -> AsyncIterator[Talk]:
    """A conversation over a real socket."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(listened, lifespan="off", log_config=None))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        async with httpx.AsyncClient(base_url=url, headers={"Origin": url}, cookies=dict(client.cookies)) as browser:
            yield await Talk.begin(browser)
        server.should_exit = True
        await serving
