"""A browser that talks: it sends turns as the AI SDK does, and gathers the stream as the AI SDK gathers it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

Chunk = dict[str, Any]
ENDS = ("error", "message-metadata", "abort", "finish")


@dataclass
class Heard:
    """One streamed answer: the chunks as they came, and the message they make."""

    chunks: list[Chunk]
    done: bool = False
    """Whether the stream ended with its last word, `[DONE]`."""
    message: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        parts: list[dict[str, Any]] = []
        texts: dict[str, dict[str, Any]] = {}
        self.message = {"role": "assistant", "parts": parts, "metadata": {}}
        for chunk in self.chunks:
            match chunk["type"]:
                case "start":
                    self.message["id"] = chunk["messageId"]
                case "text-start":
                    texts[chunk["id"]] = {"type": "text", "text": "", "state": "done"}
                    parts.append(texts[chunk["id"]])
                case "text-delta":
                    texts[chunk["id"]]["text"] += chunk["delta"]
                case "message-metadata":
                    self.message["metadata"] |= chunk["messageMetadata"]
                case kind if kind.startswith("data-"):
                    parts.append({"type": kind, "data": chunk["data"]})

    @classmethod
    def of(cls, lines: Iterable[str]) -> Heard:
        """The lines of a stream."""
        data = [line[6:] for line in lines if line.startswith("data: ")]
        return cls([json.loads(text) for text in data if text != "[DONE]"], done=data[-1:] == ["[DONE]"])

    @property
    def ends(self) -> list[str]:
        """What came after the words and the data."""
        return [chunk["type"] for chunk in self.chunks if chunk["type"] in ENDS]

    @property
    def text(self) -> str:
        return "\n\n".join(part["text"] for part in self.message["parts"] if part["type"] == "text")

    def data(self, kind: str) -> list[Any]:
        return [part["data"] for part in self.message["parts"] if part["type"] == f"data-{kind}"]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The tracks of the last answer with tracks."""
        cards: list[dict[str, Any]] = self.data("recommendation")[-1]["tracks"]
        return cards


@dataclass
class Talk:
    """One conversation over HTTP."""

    client: httpx.AsyncClient
    session_id: str = ""

    @classmethod
    async def begin(cls, client: httpx.AsyncClient) -> Talk:
        answer = await client.post("/api/chat/sessions", json={})
        answer.raise_for_status()
        return cls(client, answer.json()["sessionId"])

    @property
    def url(self) -> str:
        return f"/api/chat/sessions/{self.session_id}"

    async def say(self, text: str, ui_id: str = "", trigger: str = "submit-message") -> Heard:
        answer = await self.client.post(f"{self.url}/messages", json=sent(text, ui_id, trigger))
        answer.raise_for_status()
        return Heard.of(answer.text.splitlines())

    async def again(self, text: str, ui_id: str) -> Heard:
        """Ask for another answer to a question that was asked."""
        return await self.say(text, ui_id, "regenerate-message")

    async def leave_after(self, kind: str, text: str, ui_id: str) -> float:
        """Send a turn, leave at the first chunk of that kind, and return the moment of leaving."""
        async with self.client.stream("POST", f"{self.url}/messages", json=sent(text, ui_id)) as answer:
            async for chunk in streamed(answer.aiter_lines()):
                if chunk["type"] == kind:
                    break
        return time.monotonic()

    async def ended(self) -> dict[str, Any]:
        """The last message, once nothing of it is being written."""
        while True:
            last: dict[str, Any] = (await self.reload())["messages"][-1]
            if last["metadata"]["status"] != "streaming":
                return last
            await asyncio.sleep(0.02)

    async def reload(self) -> dict[str, Any]:
        answer = await self.client.get(self.url)
        answer.raise_for_status()
        document: dict[str, Any] = answer.json()
        return document


def sent(text: str, ui_id: str = "", trigger: str = "submit-message") -> dict[str, Any]:
    message = {"id": ui_id or uuid4().hex, "role": "user", "parts": [{"type": "text", "text": text}]}
    return {"id": "browser", "trigger": trigger, "messages": [message]}


async def streamed(lines: AsyncIterator[str]) -> AsyncIterator[Chunk]:
    """Chunks as they arrive."""
    async for line in lines:
        if line.startswith("data: {"):
            yield json.loads(line[6:])
