"""The tables `accounts` and `browser_sessions`."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal, LiteralString
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
import tzlocal
from psycopg.types.json import Jsonb

from echotune.accounts.preferences import Preferences, PreferencesChange, PreferencesView
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest, NotFound

Kind = Literal["local", "demo", "listener"]
SESSION_DAYS = 400
NAMES: dict[Kind, str] = {"local": "You", "demo": "Demo listener", "listener": "Listener"}


@dataclass(frozen=True)
class Account:
    """One listener. `data_version` grows with every change that a model would be built from."""

    id: UUID
    kind: Kind
    display_name: str
    time_zone: str
    data_version: int
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def preferences(self) -> Preferences:
        return Preferences.model_validate(self.settings)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


_COLUMNS = "user_id as id, kind, display_name, time_zone, data_version, settings"


async def ensure(conn: Connection, kind: Kind) -> Account:
    """The `local` or `demo` account, made the first time it is asked for."""
    await conn.execute(
        "insert into accounts (user_id, kind, display_name, time_zone) values (%s, %s, %s, %s) "
        "on conflict (kind) where kind in ('local', 'demo') do nothing",
        (uuid4(), kind, NAMES[kind], system_zone()),
    )
    return await by_kind(conn, kind)


async def by_kind(conn: Connection, kind: str) -> Account:
    cursor = await conn.execute(f"select {_COLUMNS} from accounts where kind = %s", (kind,))
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    return Account(**row)


async def by_id(conn: Connection, user_id: UUID) -> Account:
    cursor = await conn.execute(f"select {_COLUMNS} from accounts where user_id = %s", (user_id,))
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    return Account(**row)


async def named(conn: Connection, name: str) -> Account:
    """The account that `--account` names: `local`, `demo`, or a UUID. The first two are made when they are missing."""
    if name in ("local", "demo"):
        return await ensure(conn, "local" if name == "local" else "demo")
    try:
        return await by_id(conn, UUID(name))
    except ValueError:
        raise InvalidRequest(f"“{name}” is not an account: name `local`, `demo`, or a UUID.") from None


_BUMP: LiteralString = """
    update accounts set data_version = data_version + 1 where %(user)s::uuid is null or user_id = %(user)s"""


async def bump_data_version(conn: Connection, user_id: UUID | None) -> None:
    """Say that something a model is built from has changed; None: for every account."""
    await conn.execute(_BUMP, {"user": user_id})


async def bump_steering_version(conn: Connection, user_id: UUID) -> None:
    """Say that only what the listener said has changed (a judgement, a correction), not the plays or facts."""
    await conn.execute(
        "update accounts set data_version = data_version + 1, steering_version = steering_version + 1 where user_id = %s",
        (user_id,),
    )


def note_change(conn: psycopg.Connection[Any], user_id: UUID | None) -> None:
    """`bump_data_version` from a process that works synchronously."""
    conn.execute(_BUMP, {"user": user_id})


async def start_session(conn: Connection, user_id: UUID) -> str:
    """A new browser session; returns the token for the cookie. Only its hash is stored."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    await conn.execute(
        "insert into browser_sessions (token_hash, user_id, created_at, expires_at) values (%s, %s, %s, %s)",
        (_hash(token), user_id, now, now + timedelta(days=SESSION_DAYS)),
    )
    return token


async def session_account(conn: Connection, token: str) -> Account | None:
    cursor = await conn.execute(
        f"select {_COLUMNS} from accounts join browser_sessions using (user_id) where token_hash = %s and expires_at > %s",
        (_hash(token), clock.now()),
    )
    row = await cursor.fetchone()
    return Account(**row) if row else None


async def show_account(conn: Connection, token: str, user_id: UUID) -> None:
    """Let a browser session show another account (alone mode: `local` or `demo`)."""
    await conn.execute("update browser_sessions set user_id = %s where token_hash = %s", (user_id, _hash(token)))


async def preferences(conn: Connection, user_id: UUID) -> PreferencesView:
    cursor = await conn.execute(
        "select settings, time_zone, time_zone_set_by from accounts where user_id = %s", (user_id,)
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound()
    return PreferencesView(**row.pop("settings"), **row)


async def change_preferences(conn: Connection, user_id: UUID, change: PreferencesChange) -> PreferencesView:
    """Store what is given. A chosen zone stays; the browser's only replaces the system's."""
    await conn.execute(
        "update accounts set settings = settings || %s where user_id = %s", (Jsonb(change.to_store()), user_id)
    )
    if change.time_zone:
        await conn.execute(
            "update accounts set time_zone = %s, time_zone_set_by = 'setting', data_version = data_version + 1 where user_id = %s",
            (change.time_zone, user_id),
        )
    elif change.browser_time_zone:
        await conn.execute(
            "update accounts set time_zone_set_by = 'browser', time_zone = %(zone)s, "
            "data_version = data_version + (time_zone <> %(zone)s)::int "
            "where user_id = %(user)s and time_zone_set_by = 'system'",
            {"zone": change.browser_time_zone, "user": user_id},
        )
    return await preferences(conn, user_id)


def system_zone() -> str:
    """The system's IANA zone, else UTC."""
    return tzlocal.get_localzone_name() or "UTC"


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
