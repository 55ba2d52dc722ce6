"""Stopping: the server stops soon after the listener leaves, and what was written stays."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from tests.support.slowness import slowness
from tests.support.talking import Talk, sent, streamed

from echotune.chat.tools import recommend

SLOW_SECONDS = 8.0


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


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Recommending takes long; returns what became of it."""
    fate: list[str] = []
    real = recommend.answer

    async def late(*given: Any, **named: Any) -> Any:
        try:
            await asyncio.sleep(SLOW_SECONDS)
        except asyncio.CancelledError:
            fate.append("cancelled")
            raise
        return await real(*given, **named)

    monkeypatch.setattr(recommend, "answer", late)
    return fate


async def leave_after(talk: Talk, kind: str, text: str, ui_id: str) -> float:
    """Send a turn, leave at the first chunk of that kind, and return the moment of leaving."""
    async with talk.client.stream("POST", f"{talk.url}/messages", json=sent(text, ui_id)) as answer:
        async for chunk in streamed(answer.aiter_lines()):
            if chunk["type"] == kind:
                break
    return time.monotonic()


async def ended(talk: Talk) -> dict[str, Any]:
    while True:
        last: dict[str, Any] = (await talk.reload())["messages"][-1]
        if last["metadata"]["status"] != "streaming":
            return last
        await asyncio.sleep(0.02)


@pytest.mark.quiet
async def test_leaving_stops_the_work_within_a_second_and_keeps_the_partial_answer(
    loopback: Talk, slow: list[str]
) -> None:
    left = await leave_after(loopback, "data-activity", "my favourites", "q1")
    async with asyncio.timeout(SLOW_SECONDS):
        last = await ended(loopback)
    assert time.monotonic() - left < slowness()
    assert slow == ["cancelled"]
    assert last["metadata"]["status"] == "stopped"
    assert [part["type"] for part in last["parts"]] == ["data-heard", "data-activity"]


async def test_after_a_stop_the_question_can_be_answered_again_and_the_talk_goes_on(
    loopback: Talk, slow: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await leave_after(loopback, "data-activity", "my favourites, 4 songs", "q1")
    stopped = await ended(loopback)
    monkeypatch.undo()
    again = await loopback.again("my favourites, 4 songs", "q1")
    assert len(again.cards) == 4
    assert again.message["metadata"]["variants"]["messageIds"][0] == stopped["id"]
    assert (await loopback.say("calmer", "q2")).cards


async def test_a_failure_keeps_the_question_and_says_no_inner_words(
    loopback: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_given: Any, **_named: Any) -> Any:
        raise ValueError("secret detail of the inside")

    monkeypatch.setattr(recommend, "answer", broken)
    heard = await loopback.say("my favourites", "q1")
    assert [chunk["type"] for chunk in heard.chunks if chunk["type"] in ("error", "finish")] == ["error", "finish"]
    assert "secret" not in str(heard.chunks)
    stored = (await loopback.reload())["messages"]
    assert [message["metadata"]["status"] for message in stored] == ["done", "failed"]
    monkeypatch.undo()
    assert (await loopback.again("my favourites", "q1")).cards
