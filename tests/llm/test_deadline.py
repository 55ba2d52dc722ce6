"""Time of a turn: one deadline, one patience for silence, and less of it for whoever failed last time."""

from __future__ import annotations

import asyncio
import time

import pytest
from tests.llm.chains import chained
from tests.support.fake_llm import Hangs, Says

from echotune.llm import trial
from echotune.llm.deadline import Deadline


async def test_silence_is_waited_for_twice_and_a_little_whatever_comes_after() -> None:
    deadline = Deadline(total_seconds=10, silence_seconds=0.1, most_silences=2.3)
    waits = []
    while not deadline.is_over:
        began = time.perf_counter()
        with pytest.raises(TimeoutError):
            async with deadline.listen().patiently():
                await asyncio.sleep(5)
        waits.append(time.perf_counter() - began)
    assert len(waits) == 3
    assert 0.2 <= sum(waits) < 1


async def test_the_reader_s_own_time_is_not_the_model_s_silence() -> None:
    listening = Deadline(total_seconds=10, silence_seconds=0.2, most_silences=2).listen()
    for _ in range(3):
        async with listening.patiently():
            await asyncio.sleep(0)
        listening.heard()
        await asyncio.sleep(0.25)


async def test_who_was_silent_last_time_is_waited_for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "SUSPECT_SECONDS", 0.1)
    async with chained(Hangs(), Says("Hello."), first_token_seconds=1.0) as chain:
        seconds = []
        for _ in range(2):
            began = time.perf_counter()
            assert await chain.ask() == "Hello."
            seconds.append(time.perf_counter() - began)
    assert seconds[0] >= 1 > seconds[1]
