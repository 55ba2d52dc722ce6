"""OpenAI's chat completions: https://platform.openai.com/docs/api-reference/chat-streaming."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.fake_llm.replies import Call, Says, arguments, parts
from tests.support.fake_llm.server import FakeLlm, Request


@dataclass
class FakeOpenAi(FakeLlm):
    """Also what OpenRouter, Perplexity, xAI, Ollama and many others speak."""

    models: tuple[str, ...] = ("fake-model",)

    def key_of(self, request: Request) -> str | None:
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        return key if kind == "Bearer" else None

    def wants_stream(self, request: Request) -> bool:
        return bool(request.json.get("stream"))

    def pieces(self, says: Says, request: Request) -> Iterator[bytes]:
        asked = request.json
        yield _event(asked, request, {"role": "assistant", "content": ""})
        for text in parts(says.text, says.pieces):
            yield _event(asked, request, {"content": text})
        for index, call in enumerate(says.calls):
            named = {"name": call.name, "arguments": ""}
            opening = {"index": index, "id": _call_id(call, request, index), "type": "function", "function": named}
            yield _event(asked, request, {"tool_calls": [opening]})
            for text in parts(arguments(call), says.pieces):
                yield _event(asked, request, {"tool_calls": [{"index": index, "function": {"arguments": text}}]})
        yield _event(asked, request, {}, _finish(says))
        if asked.get("stream_options", {}).get("include_usage"):
            yield _data({**_head(asked, request, "chat.completion.chunk"), "choices": [], "usage": _usage(says)})
        yield b"data: [DONE]\n\n"

    def whole(self, says: Says, request: Request) -> bytes:
        message: dict[str, Any] = {"role": "assistant", "content": says.text or None, "refusal": None}
        if says.calls:
            message["tool_calls"] = [
                {"id": _call_id(call, request, index), "type": "function", "function": {"name": call.name, "arguments": arguments(call)}}
                for index, call in enumerate(says.calls)
            ]  # fmt: skip
        choice = {"index": 0, "message": message, "finish_reason": _finish(says), "logprobs": None}
        head = _head(request.json, request, "chat.completion")
        return json.dumps({**head, "choices": [choice], "usage": _usage(says)}).encode()

    def error(self, status: int) -> bytes:
        kind = {401: "invalid_api_key", 429: "rate_limit_exceeded"}.get(status, "server_error")
        return json.dumps({"error": {"message": f"Scripted {status}.", "type": kind, "code": kind}}).encode()

    def look(self, request: Request) -> bytes | None:
        if not request.path.endswith("/models"):
            return None
        listed = [{"id": model, "object": "model", "created": 0, "owned_by": "fake"} for model in self.models]
        return json.dumps({"object": "list", "data": listed}).encode()


def _head(asked: dict[str, Any], request: Request, kind: str) -> dict[str, Any]:
    identity = {"id": f"chatcmpl-{request.number}", "object": kind, "created": 1_790_000_000, "model": asked["model"]}
    return {**identity, "provider": "Fake"}  # which OpenRouter says, and others leave out


def _event(asked: dict[str, Any], request: Request, delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _data({**_head(asked, request, "chat.completion.chunk"), "choices": [choice], "usage": None})


def _data(document: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(document).encode() + b"\n\n"


def _finish(says: Says) -> str:
    return "tool_calls" if says.calls else "stop"


def _call_id(call: Call, request: Request, index: int) -> str:
    return call.id or f"call_{request.number}_{index}"


def _usage(says: Says) -> dict[str, Any]:
    return {
        "prompt_tokens": says.input_tokens,
        "completion_tokens": says.output_tokens,
        "total_tokens": says.input_tokens + says.output_tokens,
        "prompt_tokens_details": {"cached_tokens": says.cached_tokens},
    }
