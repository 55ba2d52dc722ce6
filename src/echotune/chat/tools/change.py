"""A tool that changes something does it in two steps, so that the listener can be asked in between.

`plan` turns a request into a document that names exactly what would be done; `sentence` says that document in words;
`carry_out` does what the document says and nothing else. What is asked is what is done: nothing is read again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from echotune.accounts.store import Account
from echotune.chat.turn import Chat, Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.db import Connection
from echotune.core.wire import WireModel


@dataclass(frozen=True)
class Speaker:
    """Whose word it is, and in which conversation."""

    chat: Chat
    account: Account
    session_id: UUID


@dataclass(frozen=True)
class Change:
    """`plan` raises an EchoTuneError for what cannot be done; it changes nothing itself."""

    document: type[WireModel]
    plan: Callable[[Turn, UnderstoodRequest], Awaitable[WireModel]]
    sentence: Callable[[Any], str]
    carry_out: Callable[[Connection, Speaker, Any], Awaitable[Any]]
    told: Callable[[Any], str]
    """What was done, in a sentence, from what `carry_out` gave back."""
