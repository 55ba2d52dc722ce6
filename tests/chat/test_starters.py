"""The start of a conversation: a moment, a habit, prompts and the last plays, each counted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from tests.chat.conftest import history

from echotune.chat.greeting import clock_words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("17:55", "nearly six"),
        ("18:03", "six"),
        ("09:20", "a quarter past nine"),
        ("22:30", "half past ten"),
        ("23:45", "a quarter to midnight"),
        ("11:58", "nearly noon"),
        ("00:00", "midnight"),
    ],
)
def test_the_time_is_told_as_people_tell_it(time: str, words: str) -> None:
    assert clock_words(datetime.fromisoformat(f"2026-11-20T{time}")) == words


async def test_starters_are_counted_from_the_listeners_own_plays(listened: FastAPI, client: httpx.AsyncClient) -> None:
    async with listened.state.database.connect() as conn:
        await conn.execute("update accounts set time_zone = 'UTC' where kind = 'local'")
    shown = (await client.get("/api/chat/starters")).json()
    assert shown["greeting"].startswith("Friday, nearly six. ")
    assert 4 <= len(shown["prompts"]) <= 6
    plays = [play for play in history() if play.ms_played >= 30_000]
    years = Counter((play.ended_at - timedelta(milliseconds=play.ms_played)).year for play in plays)
    year, count = max((item for item in years.items() if item[0] < 2026), key=lambda item: item[1])
    assert shown["prompts"][0] == {"text": f"What did I play most in {year}?", "note": f"{count:,} plays that year"}
    newest = [play.track.title for play in sorted(plays, key=lambda play: play.ended_at, reverse=True)]
    assert [track["title"] for track in shown["lately"]] == list(dict.fromkeys(newest))[:6]
    assert all(track["rings"] for track in shown["lately"])


async def test_without_plays_the_start_says_what_to_do(client: httpx.AsyncClient) -> None:
    shown = (await client.get("/api/chat/starters")).json()
    assert "Nothing of yours is here yet." in shown["greeting"]
    assert shown["prompts"]
    assert shown["lately"] == []
