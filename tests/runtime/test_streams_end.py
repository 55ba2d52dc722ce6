"""A stop of the real process while answers are being written."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from tests.runtime.served import Served
from tests.support.fake_llm import FakeOpenAi, Hangs
from tests.support.slowness import slowness
from tests.support.talking import Heard, Talk, sent


@pytest.mark.quiet
async def test_a_stop_ends_open_answers_with_their_last_word_and_keeps_them(tmp_path: Path) -> None:
    async with FakeOpenAi(Hangs(60)) as model:
        served = Served(tmp_path / "home", OPENAI_API_KEY="sk-fake", OPENAI_BASE_URL=model.base_url)
        server = await asyncio.to_thread(served.__enter__)
        async with httpx.AsyncClient(base_url=server.url, headers={"Origin": server.url}, timeout=30) as browser:
            await browser.get("/")
            talk = await Talk.begin(browser)
            async with browser.stream("POST", f"{talk.url}/messages", json=sent("something calm")) as answer:
                while not model.open_now:
                    await asyncio.sleep(0.02)
                stopping = asyncio.create_task(asyncio.to_thread(server.stop, signal.SIGTERM))
                heard = Heard.of([line async for line in answer.aiter_lines()])
        assert heard.done
        assert heard.ends[-1] == "abort"
        assert heard.message["metadata"]["status"] == "stopped"
        assert await stopping <= 8 * slowness()
        assert len(model.left) == 1
