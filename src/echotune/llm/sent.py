"""What leaves this machine for language models: the bytes themselves, noted where they go onto the wire.

A turn says for whom it asks (`bind`), a model says that it is being asked (`noting`), and the HTTP client's transport
notes each request's body between the two. Headers are never noted: they hold keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx2

from echotune.core import clock
from echotune.llm.link import Link
from echotune.llm.usage import Spent

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest
    from botocore.client import BaseClient


@dataclass(frozen=True)
class Bound:
    """For whom, and in which answer, models are asked. `kept`: whether the listener keeps what was sent."""

    user_id: UUID
    session_id: UUID | None = None
    message_id: UUID | None = None
    kept: bool = True


@dataclass(frozen=True)
class Left:
    """One request as it left. `address` has no query, which may hold a key."""

    method: str
    address: str
    body: bytes
    request_id: UUID = field(default_factory=uuid4)
    at: datetime = field(default_factory=clock.now)


@dataclass(frozen=True)
class Ended:
    """How one try ended. `request_id` is of the last request it sent."""

    bound: Bound | None
    link: Link
    request_id: UUID
    at: datetime
    outcome: str
    status: int | None
    latency_ms: int
    spent: Spent


class Noting(Protocol):
    """One try at a model, which hears what it sends."""

    def left(self, request: Left) -> None: ...

    def answered_with(self, status: int) -> None: ...


_bound: ContextVar[Bound | None] = ContextVar("echotune_llm_bound", default=None)
_noting: ContextVar[Noting | None] = ContextVar("echotune_llm_noting", default=None)


def bind(bound: Bound) -> None:
    """From here on, in this task and those it starts, models are asked for this listener."""
    _bound.set(bound)


def bound() -> Bound | None:
    """For whom this task asks; None: for nobody in particular."""
    return _bound.get()


@contextmanager
def noting(call: Noting) -> Iterator[None]:
    """What is sent inside belongs to this try."""
    token = _noting.set(call)
    try:
        yield
    finally:
        _noting.reset(token)


class RecordingTransport(httpx2.AsyncBaseTransport):
    """A transport that notes what goes through it."""

    def __init__(self, wrapped: httpx2.AsyncBaseTransport) -> None:
        self._wrapped = wrapped

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        call = _noting.get()
        if call is None:
            return await self._wrapped.handle_async_request(request)
        body = await request.aread()
        call.left(Left(request.method, without_secrets(str(request.url)), body))
        response = await self._wrapped.handle_async_request(request)
        call.answered_with(response.status_code)
        return response

    async def aclose(self) -> None:
        await self._wrapped.aclose()


def record(client: BaseClient) -> None:
    """Note what an Amazon client sends, too: it has an HTTP client of its own."""
    client.meta.events.register("before-send", _note_amazon_s)
    client.meta.events.register("after-call", _note_amazon_s_answer)


def _note_amazon_s(request: AWSPreparedRequest, **_: Any) -> None:
    call = _noting.get()
    if call is not None:
        body = request.body if isinstance(request.body, bytes) else bytes(request.body or b"")
        call.left(Left(request.method or "POST", without_secrets(request.url or ""), body))


def _note_amazon_s_answer(http_response: Any, **_: Any) -> None:
    call = _noting.get()
    if call is not None:
        call.answered_with(http_response.status_code)


def without_secrets(address: str) -> str:
    """An address without user, password, query and fragment."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
