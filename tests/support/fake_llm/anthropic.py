"""Anthropic's messages: https://docs.claude.com/en/docs/build-with-claude/streaming."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.fake_llm.replies import Says, arguments, parts
from tests.support.fake_llm.server import FakeLlm, Request

KINDS = {401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error", 529: "overloaded_error"}


@dataclass
class FakeAnthropic(FakeLlm):
    version = ""

    def key_of(self, request: Request) -> str | None:
        """In `x-api-key`, or as their own library sends it since API version 2026-10-21: as a bearer's."""
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        found = request.headers.get("x-api-key") or (key if kind == "Bearer" else None)
        return found if "anthropic-version" in request.headers else None

    def wants_stream(self, request: Request) -> bool:
        return bool(request.json.get("stream"))

    def pieces(self, says: Says, request: Request) -> Iterator[bytes]:
        begun = {**_message(says, request), "content": [], "stop_reason": None}
        begun["usage"] = {**_usage(says), "output_tokens": 1}
        yield _event("message_start", message=begun)
        yield _event("ping")
        for index, block in enumerate(_blocks(says, request)):
            yield _event("content_block_start", index=index, content_block=_empty(block))
            field, kind = ("text", "text_delta") if block["type"] == "text" else ("partial_json", "input_json_delta")
            for piece in parts(says.text if block["type"] == "text" else block["input"], says.pieces):
                yield _event("content_block_delta", index=index, delta={"type": kind, field: piece})
            yield _event("content_block_stop", index=index)
        ended = {"stop_reason": _stop(says), "stop_sequence": None}
        yield _event("message_delta", delta=ended, usage={"output_tokens": says.output_tokens})
        yield _event("message_stop")

    def whole(self, says: Says, request: Request) -> bytes:
        blocks = [
            block if block["type"] == "text" else {**block, "input": json.loads(block["input"])}
            for block in _blocks(says, request)
        ]
        return json.dumps({**_message(says, request), "content": blocks, "stop_reason": _stop(says)}).encode()

    def error(self, status: int) -> bytes:
        error = {"type": KINDS.get(status, "api_error"), "message": f"Scripted {status}."}
        return json.dumps({"type": "error", "error": error, "request_id": "req_1"}).encode()


def _message(says: Says, request: Request) -> dict[str, Any]:
    who = {"id": f"msg_{request.number}", "type": "message", "role": "assistant", "model": request.json["model"]}
    return {**who, "stop_sequence": None, "usage": _usage(says)}


def _blocks(says: Says, request: Request) -> list[dict[str, Any]]:
    """The content, each tool's input still as text."""
    blocks: list[dict[str, Any]] = [{"type": "text", "text": says.text}] if says.text else []
    for index, call in enumerate(says.calls):
        identity = call.id or f"toolu_{request.number}_{index}"
        blocks.append({"type": "tool_use", "id": identity, "name": call.name, "input": arguments(call)})
    return blocks


def _empty(block: dict[str, Any]) -> dict[str, Any]:
    return {**block, "text": ""} if block["type"] == "text" else {**block, "input": {}}


def _stop(says: Says) -> str:
    return "tool_use" if says.calls else "end_turn"


def _usage(says: Says) -> dict[str, int]:
    """Tokens that were read from the cache are counted apart here."""
    return {
        "input_tokens": says.input_tokens - says.cached_tokens,
        "cache_read_input_tokens": says.cached_tokens,
        "cache_creation_input_tokens": 0,
        "output_tokens": says.output_tokens,
    }


def _event(kind: str, **fields: Any) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n".encode()
