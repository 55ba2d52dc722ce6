"""Listener models, kept in memory and rebuilt when what they were built from has changed."""

from __future__ import annotations

import asyncio
import gc
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from echotune.accounts.store import Account
from echotune.core.db import Connection, Database
from echotune.taste.appending import NewPlay, appended
from echotune.taste.listener import ListenerModel
from echotune.taste.loading import build_listener_model, load_steering

KEPT_MODELS: Final = 8
IMPORT_PAUSE_SECONDS: Final = 10.0


@dataclass(frozen=True)
class _Kept:
    model: ListenerModel
    record_version: int
    """Of plays and facts: the data version without the changes that only steer."""
    built_at: float


class ListenerModels:
    """`get` answers with a model of the account's present data version.

    One build at a time an account. While an import runs, the previous model answers for up to ten seconds and during
    each build.
    """

    def __init__(self, database: Database, *, gate: bool) -> None:
        self._database, self._gate = database, gate
        self._kept: OrderedDict[UUID, _Kept] = OrderedDict()
        self._locks: defaultdict[UUID, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, account: Account) -> ListenerModel:
        kept = self._kept.get(account.id)
        if kept and _is_current(kept, account):
            self._kept.move_to_end(account.id)
            return kept.model
        if kept and await self._may_wait(kept, account, building=self._locks[account.id].locked()):
            return kept.model
        async with self._locks[account.id]:
            kept = self._kept.get(account.id)
            if kept and _is_current(kept, account):
                return kept.model
            return await self._renew(account, kept)

    async def heard(self, account: Account, play: NewPlay) -> None:
        """Count a play into the kept model that was stored as the account's latest change. Where it does not fit (it came
        late, or other changes came between), the next `get` builds the model again."""
        async with self._locks[account.id]:
            kept = self._kept.get(account.id)
            if kept is None or kept.model.data_version != account.data_version - 1:
                return
            model = appended(kept.model, play, account.data_version)
            if model:
                self._kept[account.id] = _Kept(model, kept.record_version + 1, kept.built_at)

    async def _renew(self, account: Account, kept: _Kept | None) -> ListenerModel:
        async with self._database.connect() as conn:
            await conn.execute("set transaction isolation level repeatable read, read only")
            data_version, record_version = await _versions(conn, account.id)
            account = replace(account, data_version=data_version)
            if kept and kept.record_version == record_version and kept.model.zone == account.zone:
                model = replace(kept.model, data_version=data_version, steering=await load_steering(conn, kept.model))
            else:
                model = await build_listener_model(conn, account, gate=self._gate)
            gc.freeze()  # a model is many long-lived objects: walking them again and again would halt requests
        self._kept[account.id] = _Kept(model, record_version, asyncio.get_running_loop().time())
        self._kept.move_to_end(account.id)
        while len(self._kept) > KEPT_MODELS:
            self._kept.popitem(last=False)
        return model

    async def _may_wait(self, kept: _Kept, account: Account, *, building: bool) -> bool:
        """Whether the previous model may still answer: plays are streaming in, and it is young or being replaced."""
        young = asyncio.get_running_loop().time() - kept.built_at < IMPORT_PAUSE_SECONDS
        if not (young or building) or kept.model.zone != account.zone:
            return False
        async with self._database.connect() as conn:
            _, record_version = await _versions(conn, account.id)
            cursor = await conn.execute(
                "select 1 from imports where user_id = %s and status in ('running', 'cancelling')", (account.id,)
            )
            return record_version != kept.record_version and await cursor.fetchone() is not None


def _is_current(kept: _Kept, account: Account) -> bool:
    return kept.model.data_version >= account.data_version and kept.model.zone == account.zone


async def _versions(conn: Connection, user_id: UUID) -> tuple[int, int]:
    """The account's data version, and that version without the changes that only steer."""
    cursor = await conn.execute(
        "select data_version, data_version - steering_version as record_version from accounts where user_id = %s",
        (user_id,),
    )
    row = await cursor.fetchone()
    return (row["data_version"], row["record_version"]) if row else (0, 0)
