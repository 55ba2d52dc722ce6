"""What a fake may answer. None of it knows any vendor's form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.fake_llm.server import Request


@dataclass(frozen=True)
class Call:
    """A tool call. `arguments` is JSON by itself, or text to be sent as it is, valid or not."""

    name: str
    arguments: Mapping[str, Any] | str = field(default_factory=dict)
    id: str | None = None


@dataclass(frozen=True)
class Says:
    """An answer: text, then tool calls, each in `pieces` parts."""

    text: str = ""
    calls: Sequence[Call] = ()
    pieces: int = 4
    input_tokens: int = 21
    output_tokens: int = 7
    cached_tokens: int = 0
    first_seconds: float = 0
    """Silence before the first piece; the status line has been sent."""
    between_seconds: float = 0
    """Silence between pieces."""


@dataclass(frozen=True)
class Fails:
    """A refusal. Without a `body` it is worded as the vendor words it."""

    status: int = 503
    retry_after: str | None = None
    body: bytes | None = None


@dataclass(frozen=True)
class Hangs:
    """Takes the request and sends nothing, for so long; then closes."""

    seconds: float = 3600


@dataclass(frozen=True)
class Resets:
    """Takes the request and resets the connection."""


@dataclass(frozen=True)
class Cuts:
    """Begins to answer and resets the connection after some pieces (`clean`: ends as if that were all)."""

    says: Says
    after_pieces: int = 1
    clean: bool = False


@dataclass(frozen=True)
class Stalls:
    """Begins to answer, and is silent after some pieces."""

    says: Says
    after_pieces: int = 1
    seconds: float = 3600


@dataclass(frozen=True)
class BadJson:
    """Status 200 and something that is not what was promised."""

    body: bytes = b'{"id": "x", "choices": [{"delta": {"content": "Hel'


Reply = Says | Fails | Hangs | Resets | Cuts | Stalls | BadJson
Script = Reply | Sequence[Reply] | Callable[["Request"], Reply]


def arguments(call: Call) -> str:
    """A call's arguments as text."""
    return call.arguments if isinstance(call.arguments, str) else json.dumps(call.arguments)


def parts(text: str, count: int) -> list[str]:
    """`text` cut into at most `count` parts of about the same length; none for no text."""
    step = max(1, -(-len(text) // max(1, count)))
    return [text[start : start + step] for start in range(0, len(text), step)]
