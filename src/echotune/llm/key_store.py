"""The table `llm_keys`: listeners' own keys, sealed. A key leaves this file only to ask with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest
from echotune.core.sealing import CannotUnseal, Sealer
from echotune.core.telemetry import get_logger

log = get_logger(__name__)

LEAST_CHARACTERS, MOST_CHARACTERS = 8, 4000
ENDING_CHARACTERS: Final = 4
LEAST_FOR_ENDING: Final = 16
"""A shorter key says too much of itself by its last four characters."""


@dataclass(frozen=True)
class KeptKey:
    """What may be shown of a key."""

    ending: str | None
    added_at: datetime


async def keep(conn: Connection, sealer: Sealer, user_id: UUID, provider: str, key: str) -> None:
    """Keep a listener's key for a provider in place of the one before. Raises InvalidRequest."""
    key = key.strip()
    if not LEAST_CHARACTERS <= len(key) <= MOST_CHARACTERS or not (key.isascii() and key.isprintable()) or " " in key:
        raise InvalidRequest(
            f"This is not a key: it has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters, and no spaces. Copy it again."
        )
    ending = key[-ENDING_CHARACTERS:] if len(key) >= LEAST_FOR_ENDING else None
    await conn.execute(
        "insert into llm_keys (user_id, provider, sealed, ending, added_at) values (%s, %s, %s, %s, %s) "
        "on conflict (user_id, provider) do update set "
        "sealed = excluded.sealed, ending = excluded.ending, added_at = excluded.added_at",
        (user_id, provider, sealer.seal(key, belongs_to=_owner(user_id, provider)), ending, clock.now()),
    )


async def forget(conn: Connection, user_id: UUID, provider: str) -> None:
    await conn.execute("delete from llm_keys where user_id = %s and provider = %s", (user_id, provider))


async def kept(conn: Connection, user_id: UUID) -> dict[str, KeptKey]:
    """What may be shown of a listener's keys, by provider."""
    cursor = await conn.execute("select provider, ending, added_at from llm_keys where user_id = %s", (user_id,))
    return {row["provider"]: KeptKey(row["ending"], row["added_at"]) for row in await cursor.fetchall()}


async def opened(conn: Connection, sealer: Sealer, user_id: UUID) -> dict[str, str]:
    """A listener's keys, to ask with. One that cannot be opened any more is left out: it has to be given again."""
    cursor = await conn.execute("select provider, sealed from llm_keys where user_id = %s", (user_id,))
    keys = {}
    for row in await cursor.fetchall():
        try:
            keys[row["provider"]] = sealer.open(bytes(row["sealed"]), belongs_to=_owner(user_id, row["provider"]))
        except CannotUnseal:
            log.warning("a listener's key cannot be opened any more", provider=row["provider"])
    return keys


def _owner(user_id: UUID, provider: str) -> str:
    return f"llm_keys/{user_id}/{provider}"
