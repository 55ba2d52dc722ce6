"""A receiver of traces on loopback, as a collector is: OTLP over HTTP, in protobuf."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Span:
    name: str
    trace_id: bytes
    attributes: dict[str, Any]
    events: int


@dataclass
class FakeCollector:
    """What came, and how it was shown."""

    url: str = ""
    status: int = 200
    seconds: float = 0
    """How long it thinks before it answers."""
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def spans(self) -> list[Span]:
        found = []
        for body in self.bodies:
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    for span in scope.spans:
                        attributes = {pair.key: _value(pair.value) for pair in span.attributes}
                        found.append(Span(span.name, span.trace_id, attributes, len(span.events)))
        return found

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
                self.bodies.append(await reader.readexactly(int(headers["content-length"])))
                self.paths.append(head[0].split(" ")[1])
                self.headers.append(headers)
                await asyncio.sleep(self.seconds)
                writer.write(f"HTTP/1.1 {self.status} Status\r\ncontent-length: 0\r\n\r\n".encode())
        except asyncio.IncompleteReadError:
            writer.close()


@asynccontextmanager
async def collecting() -> AsyncIterator[FakeCollector]:
    collector = FakeCollector()
    server = await asyncio.start_server(collector.answer, "127.0.0.1", 0)
    collector.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield collector
    server.close()


def _value(value: Any) -> Any:
    kind = value.WhichOneof("value")
    return None if kind is None else getattr(value, kind)
