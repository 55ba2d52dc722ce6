"""Gemini's streamGenerateContent: https://ai.google.dev/api/generate-content. A tool's arguments come in one piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.fake_llm.replies import Call, Says, arguments, parts
from tests.support.fake_llm.server import FakeLlm, Request

STATES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"}  # fmt: skip


@dataclass
class FakeGemini(FakeLlm):
    version = ""

    def key_of(self, request: Request) -> str | None:
        return request.headers.get("x-goog-api-key")

    def wants_stream(self, request: Request) -> bool:
        return request.path.endswith(":streamGenerateContent")

    def pieces(self, says: Says, request: Request) -> Iterator[bytes]:
        for text in parts(says.text, says.pieces):
            yield _data(_answer(request, [{"text": text}]))
        for index, call in enumerate(says.calls):
            yield _data(_answer(request, [_function_call(call, request, index)]))
        yield _data({**_answer(request, [{"text": ""}], "STOP"), "usageMetadata": _usage(says)})

    def whole(self, says: Says, request: Request) -> bytes:
        content = [{"text": says.text}] if says.text else []
        content += [_function_call(call, request, index) for index, call in enumerate(says.calls)]
        return json.dumps({**_answer(request, content, "STOP"), "usageMetadata": _usage(says)}).encode()

    def error(self, status: int) -> bytes:
        error = {"code": status, "message": f"Scripted {status}.", "status": STATES.get(status, "INTERNAL")}
        return json.dumps({"error": error}).encode()


def _answer(request: Request, content: list[dict[str, Any]], finish: str | None = None) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": content}, "index": 0}
    if finish:
        candidate["finishReason"] = finish
    model = request.path.rpartition("/")[2].partition(":")[0]
    return {"candidates": [candidate], "modelVersion": model, "responseId": f"response-{request.number}"}


def _function_call(call: Call, request: Request, index: int) -> dict[str, Any]:
    identity = call.id or f"call-{request.number}-{index}"
    return {"functionCall": {"id": identity, "name": call.name, "args": json.loads(arguments(call))}}


def _usage(says: Says) -> dict[str, int]:
    return {
        "promptTokenCount": says.input_tokens,
        "cachedContentTokenCount": says.cached_tokens,
        "candidatesTokenCount": says.output_tokens,
        "totalTokenCount": says.input_tokens + says.output_tokens,
    }


def _data(document: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(document).encode() + b"\r\n\r\n"
