"""Amazon Bedrock's ConverseStream: a binary event stream, behind a signature that is checked.

https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
https://smithy.io/2.0/aws/amazon-eventstream.html
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.support.fake_llm.replies import Says, arguments, parts
from tests.support.fake_llm.server import FakeLlm, Request
from tests.support.fake_llm.signature_v4 import signer

STRING = 7
EXCEPTIONS = {400: "ValidationException", 401: "UnrecognizedClientException", 403: "AccessDeniedException", 404: "ResourceNotFoundException", 429: "ThrottlingException", 500: "InternalServerException", 503: "ServiceUnavailableException"}  # fmt: skip


@dataclass
class FakeBedrock(FakeLlm):
    secrets: Mapping[str, str] = field(
        default_factory=lambda: {"AKIDEXAMPLE": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
    )
    """Secret by access key id; bearer tokens are `keys`."""

    version = ""
    streaming_type = "application/vnd.amazon.eventstream"

    def key_of(self, request: Request) -> str | None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        return token if kind == "Bearer" else signer(request, self.secrets, "bedrock")

    def model_of(self, request: Request) -> str:
        return unquote(request.path.split("/")[2])

    def wants_stream(self, request: Request) -> bool:
        return request.path.endswith("/converse-stream")

    def pieces(self, says: Says, request: Request) -> Iterator[bytes]:
        yield event("messageStart", {"role": "assistant"})
        index = 0
        for index, text in enumerate([says.text] if says.text else []):
            for piece in parts(text, says.pieces):
                yield event("contentBlockDelta", {"delta": {"text": piece}, "contentBlockIndex": index})
            yield event("contentBlockStop", {"contentBlockIndex": index})
        for index, call in enumerate(says.calls, start=1 if says.text else 0):
            named = {"toolUseId": call.id or f"tooluse_{request.number}_{index}", "name": call.name}
            yield event("contentBlockStart", {"start": {"toolUse": named}, "contentBlockIndex": index})
            for piece in parts(arguments(call), says.pieces):
                yield event("contentBlockDelta", {"delta": {"toolUse": {"input": piece}}, "contentBlockIndex": index})
            yield event("contentBlockStop", {"contentBlockIndex": index})
        yield event("messageStop", {"stopReason": _stop(says)})
        yield event("metadata", {"usage": _usage(says), "metrics": {"latencyMs": 1}})

    def whole(self, says: Says, request: Request) -> bytes:
        content: list[dict[str, Any]] = [{"text": says.text}] if says.text else []
        for index, call in enumerate(says.calls):
            identity = call.id or f"tooluse_{request.number}_{index}"
            use = {"toolUseId": identity, "name": call.name, "input": json.loads(arguments(call))}
            content.append({"toolUse": use})
        message = {"message": {"role": "assistant", "content": content}}
        answer = {"output": message, "stopReason": _stop(says), "usage": _usage(says), "metrics": {"latencyMs": 1}}
        return json.dumps(answer).encode()

    def error(self, status: int) -> bytes:
        return json.dumps({"message": f"Scripted {status}."}).encode()

    def error_headers(self, status: int) -> dict[str, str]:
        return {"x-amzn-errortype": EXCEPTIONS.get(status, "InternalServerException")}


def event(kind: str, payload: dict[str, Any]) -> bytes:
    """One message: lengths, a checksum of these, headers, payload, a checksum of all."""
    named = {":message-type": "event", ":event-type": kind, ":content-type": "application/json"}
    headers = b"".join(
        struct.pack(f"!B{len(name)}sBH{len(value)}s", len(name), name.encode(), STRING, len(value), value.encode())
        for name, value in named.items()
    )
    body = json.dumps(payload).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(body), len(headers))
    message = prelude + struct.pack("!I", zlib.crc32(prelude)) + headers + body
    return message + struct.pack("!I", zlib.crc32(message))


def _stop(says: Says) -> str:
    return "tool_use" if says.calls else "end_turn"


def _usage(says: Says) -> dict[str, int]:
    return {
        "inputTokens": says.input_tokens - says.cached_tokens,
        "cacheReadInputTokens": says.cached_tokens,
        "outputTokens": says.output_tokens,
        "totalTokens": says.input_tokens + says.output_tokens,
    }
