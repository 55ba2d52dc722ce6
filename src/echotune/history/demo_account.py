"""The demo account and its one import: made once, shown ever after."""

from __future__ import annotations

from typing import NamedTuple

from psycopg.errors import UniqueViolation
from psycopg.rows import DictRow

from echotune.accounts import store as accounts
from echotune.accounts.preferences import PreferencesChange
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import NotFound
from echotune.history import store
from echotune.history.demo import TIME_ZONE
from echotune.history.demo_export import FILE_NAME

KEY = "the demo"
"""Its idempotency key: however often it is asked for, there is one."""


class DemoImport(NamedTuple):
    """`begin`: it has to be run, by whoever asked."""

    account: Account
    row: DictRow
    begin: bool


async def demo_import(conn: Connection, rows: int, seed: int) -> DemoImport:
    """The demo's import; a new one that ends today when there is none, the old one again when it did not finish."""
    account = await accounts.ensure(conn, "demo")
    row = await store.by_key(conn, account.id, KEY)
    if row is not None:
        begin = await store.wait_again(conn, account.id, row["import_id"])
        return DemoImport(account, await store.one(conn, account.id, row["import_id"]), begin)
    await accounts.change_preferences(conn, account.id, PreferencesChange(time_zone=TIME_ZONE))
    try:
        async with conn.transaction():
            origin = {"kind": "demo", "rows": rows, "seed": seed, "until": clock.now().date().isoformat()}
            await store.create(conn, account.id, FILE_NAME, origin, idempotency_key=KEY)
        begin = True
    except UniqueViolation:
        begin = False  # another tab was first, and runs it
    row = await store.by_key(conn, account.id, KEY)
    if row is None:
        raise NotFound()
    return DemoImport(account, row, begin)
