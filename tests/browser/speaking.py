"""Fake providers of language models beside a browser test, which has no event loop of its own to run them in."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from tests.support.fake_llm import Call, FakeLlm, Reply, Request, Says

SLOW = "These lean on what you finish. They keep to the evening. Nothing here hurries. It ends softly."
"""Four sentences; each is released when it is whole."""


@contextmanager
def speaking(*fakes: FakeLlm) -> Iterator[None]:
    """The fakes answer while this is open."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start(stack: AsyncExitStack) -> None:
        for fake in fakes:
            await stack.enter_async_context(fake)

    stack = AsyncExitStack()
    asyncio.run_coroutine_threadsafe(start(stack), loop).result(10)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def heard(request: Request) -> str:
    """The listener's last words."""
    said = [message["content"] for message in request.json["messages"] if message["role"] == "user"]
    last = said[-1]
    return last if isinstance(last, str) else "".join(part.get("text", "") for part in last)


def companion(request: Request) -> Reply:
    """Recommends first and speaks after, slowly where it is asked to; keeps a like when one is said."""
    text = heard(request)
    if request.json["messages"][-1]["role"] == "tool":
        if "slowly" in text:
            return Says(SLOW, pieces=24, first_seconds=0.2, between_seconds=0.14)
        return Says("That waits for you." if text.startswith("I love") else "These lean on what you finish.")
    if text.startswith("I love"):
        name = text.removeprefix("I love").strip()
        return Says(calls=[Call("feedback", {"intent": "feedback", "feedback": "like", "artists": [name]})])
    return Says(calls=[Call("recommend", {"intent": "recommend", "count": 3})])
