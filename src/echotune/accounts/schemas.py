"""What crosses the wire about accounts."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from echotune.core.wire import WireModel


class AccountChoice(WireModel):
    user_id: UUID
    kind: Literal["local", "demo", "listener"]
    label: str
    has_history: bool


class AccountView(WireModel):
    """The account this browser shows, and the ones it could show."""

    user_id: UUID
    kind: Literal["local", "demo", "listener"]
    display_name: str
    time_zone: str
    has_history: bool
    accounts: list[AccountChoice]


class SwitchAccount(WireModel):
    kind: Literal["local", "demo"]
