"""Stopping: the server stops soon after the listener leaves, and what was written stays."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from tests.support.slowness import slowness
from tests.support.talking import Talk

from echotune.chat.tools import recommend

SLOW_SECONDS = 8.0


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


@pytest.mark.quiet
async def test_leaving_stops_the_work_within_a_second_and_keeps_the_partial_answer(
    loopback: Talk, slow: list[str]
) -> None:
    left = await loopback.leave_after("data-activity", "my favourites", "q1")
    async with asyncio.timeout(SLOW_SECONDS):
        last = await loopback.ended()
    assert time.monotonic() - left < slowness()
    assert slow == ["cancelled"]
    assert last["metadata"]["status"] == "stopped"
    assert [part["type"] for part in last["parts"]] == ["data-heard", "data-activity"]


async def test_after_a_stop_the_question_can_be_answered_again_and_the_talk_goes_on(
    loopback: Talk, slow: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await loopback.leave_after("data-activity", "my favourites, 4 songs", "q1")
    stopped = await loopback.ended()
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
