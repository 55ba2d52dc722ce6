"""A browser that talks: it sends turns as the AI SDK does, and gathers the stream as the AI SDK gathers it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

Chunk = dict[str, Any]


@dataclass
class Heard:
    """One streamed answer: the chunks as they came, and the message they make."""

    chunks: list[Chunk]
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
        return Heard([json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")])

    async def again(self, text: str, ui_id: str) -> Heard:
        """Ask for another answer to a question that was asked."""
        return await self.say(text, ui_id, "regenerate-message")

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
