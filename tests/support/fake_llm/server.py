"""The HTTP server under every fake: HTTP/1.1 with kept connections, on asyncio's transports, so that each fault is exact.

Ten thousand requests or three hundred streams at once are no effort; nothing waits for anything but the script.
"""

from __future__ import annotations

import asyncio
import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from tests.support.fake_llm.replies import BadJson, Cuts, Fails, Hangs, Reply, Resets, Says, Script, Stalls

REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable", 529: "Overloaded"}  # fmt: skip


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire."""

    number: int
    at: float
    """`time.monotonic()` at its last byte."""
    method: str
    target: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    head: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Left:
    """A caller who went away before the answer's end."""

    request: Request
    at: float


@dataclass
class FakeLlm(ABC):
    """A provider on a free port of loopback. Subclasses give the vendor's form."""

    script: Script = field(default_factory=lambda: Says("Hello there."))
    keys: frozenset[str] | None = None
    """The keys that are let in; None: any, if there is one."""
    requests: list[Request] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    looks: int = 0
    """Questions that are not for an answer, such as the list of models."""
    open_now: int = 0
    """Answers being sent."""
    most_open: int = 0
    _server: asyncio.Server | None = None
    _connections: set[_Connection] = field(default_factory=set)

    version = "/v1"
    streaming_type = "text/event-stream"

    @property
    def calls(self) -> int:
        """How often an answer was asked for."""
        return len(self.requests)

    @property
    def origin(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    @property
    def base_url(self) -> str:
        """What the provider's address setting is to hold."""
        return self.origin + self.version

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0, backlog=2048)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for connection in list(self._connections):
            connection.abort()
        await self._server.wait_closed()

    def reply(self, request: Request) -> Reply:
        """What the script says to this call."""
        refused = self.refusal(request)
        if refused:
            return refused
        if isinstance(self.script, Sequence):
            return self.script[min(request.number, len(self.script) - 1)]
        return self.script(request) if callable(self.script) else self.script

    def refusal(self, request: Request) -> Fails | None:
        """Why this caller is not let in."""
        key = self.key_of(request)
        return None if key and (self.keys is None or key in self.keys) else Fails(401)

    @abstractmethod
    def key_of(self, request: Request) -> str | None:
        """The key that the request carries."""

    @abstractmethod
    def wants_stream(self, request: Request) -> bool: ...

    @abstractmethod
    def pieces(self, says: Says, request: Request) -> Iterator[bytes]:
        """The answer as the vendor streams it: one item a piece."""

    @abstractmethod
    def whole(self, says: Says, request: Request) -> bytes:
        """The answer in one document."""

    @abstractmethod
    def error(self, status: int) -> bytes:
        """How the vendor words a failure."""

    def error_headers(self, status: int) -> dict[str, str]:
        """What a failure carries beside its words."""
        return {}

    def look(self, request: Request) -> bytes | None:
        """The answer to a question that is not for an answer; None: there is no such thing."""
        return None


class _Connection(asyncio.Protocol):
    """One caller. Requests come one after the other; an answer is a task that dies with the connection."""

    def __init__(self, fake: FakeLlm) -> None:
        self.fake = fake
        self.received = bytearray()
        self.answering: tuple[Request, asyncio.Task[None]] | None = None
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.fake._connections.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self.fake._connections.discard(self)
        if self.answering:
            request, task = self.answering
            self.fake.left.append(Left(request, time.monotonic()))
            task.cancel()

    def abort(self) -> None:
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        self.received += data
        if self.answering is None:
            self._next()

    def _next(self) -> None:
        """Begin to answer the next request, once all of it is here."""
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.received[: end + 4])
        lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        if headers.get("expect") == "100-continue" and len(self.received) == len(head):
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        length = len(head) + int(headers.get("content-length", "0"))
        if len(self.received) < length:
            return
        method, target, _ = lines[0].split(" ")
        body = bytes(self.received[len(head) : length])
        del self.received[:length]
        request = Request(self.fake.calls, time.monotonic(), method, target, headers, body, head)
        if method == "POST":
            self.fake.requests.append(request)
        task = asyncio.get_running_loop().create_task(self._answer(request))
        self.answering = (request, task)

    async def _answer(self, request: Request) -> None:
        fake = self.fake
        if request.method != "POST":
            fake.looks += 1
            found = fake.look(request)
            self._send(200 if found else 404, found or b"{}")
        else:
            fake.open_now += 1
            fake.most_open = max(fake.most_open, fake.open_now)
            try:
                await self._speak(fake.reply(request), request)
            finally:
                fake.open_now -= 1
        self.answering = None
        if not self.transport.is_closing():
            self._next()

    async def _speak(self, reply: Reply, request: Request) -> None:
        match reply:
            case Says() | Cuts() | Stalls():
                await self._say(reply, request)
            case Fails():
                after = self.fake.error_headers(reply.status)
                if reply.retry_after:
                    after["retry-after"] = reply.retry_after
                self._send(reply.status, self.fake.error(reply.status) if reply.body is None else reply.body, after)
            case BadJson():
                streams = self.fake.wants_stream(request)
                body = (
                    b"data: " + reply.body + b"\n\n" if streams and "event" in self.fake.streaming_type else reply.body
                )
                self._send(200, body, {}, self.fake.streaming_type if streams else "application/json")
            case Hangs():
                await asyncio.sleep(reply.seconds)
                self._leave()
            case Resets():
                self._leave()

    async def _say(self, reply: Says | Cuts | Stalls, request: Request) -> None:
        says = reply if isinstance(reply, Says) else reply.says
        if not self.fake.wants_stream(request):
            if not isinstance(reply, Says):
                self._leave()
                return
            await asyncio.sleep(says.first_seconds)
            self._send(200, self.fake.whole(says, request))
            return
        self._begin(200, {"content-type": self.fake.streaming_type, "transfer-encoding": "chunked"})
        await asyncio.sleep(says.first_seconds)
        for number, piece in enumerate(self.fake.pieces(says, request)):
            if not isinstance(reply, Says) and number == reply.after_pieces:
                if isinstance(reply, Stalls):
                    await asyncio.sleep(reply.seconds)
                if not (isinstance(reply, Cuts) and reply.clean):
                    self._leave()
                    return
                break
            if number and says.between_seconds:
                await asyncio.sleep(says.between_seconds)
            self.transport.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.transport.write(b"0\r\n\r\n")

    def _send(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, kind: str = "application/json"
    ) -> None:
        self._begin(status, {"content-type": kind, "content-length": str(len(body)), **(headers or {})})
        self.transport.write(body)

    def _begin(self, status: int, headers: dict[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def _leave(self) -> None:
        """Reset the connection: the caller did not leave, we did. What was written is sent first."""
        self.answering = None
        if self.transport.get_write_buffer_size():
            self.transport.close()
        else:
            self.transport.abort()
