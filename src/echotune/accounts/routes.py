"""HTTP of accounts: which one is shown, and its settings."""

from __future__ import annotations

from fastapi import APIRouter, Request

from echotune.accounts import store
from echotune.accounts.access import COOKIE, CurrentAccount
from echotune.accounts.preferences import PreferencesChange, PreferencesView
from echotune.accounts.schemas import AccountChoice, AccountView, SwitchAccount
from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.core.web import DatabaseDep

router = APIRouter(prefix="/api", tags=["account"])


@router.get("/account")
async def get_account(account: CurrentAccount, database: DatabaseDep) -> AccountView:
    async with database.connect() as conn:
        return await _view(conn, account)


@router.post("/account/switch")
async def switch_account(
    choice: SwitchAccount, request: Request, account: CurrentAccount, database: DatabaseDep
) -> AccountView:
    """Show the listener's own account or the demo; nothing is ever merged."""
    async with database.connect() as conn:
        chosen = await store.by_kind(conn, choice.kind)
        await store.show_account(conn, request.cookies[COOKIE], chosen.id)
        return await _view(conn, chosen)


@router.get("/settings")
async def get_settings(account: CurrentAccount, database: DatabaseDep) -> PreferencesView:
    async with database.connect() as conn:
        return await store.preferences(conn, account.id)


@router.patch("/settings")
async def change_settings(change: PreferencesChange, account: CurrentAccount, database: DatabaseDep) -> PreferencesView:
    async with database.connect() as conn:
        return await store.change_preferences(conn, account.id, change)


async def _view(conn: Connection, account: Account) -> AccountView:
    cursor = await conn.execute(
        "select user_id, kind, display_name as label, exists (select from plays p where p.user_id = a.user_id) as has_history "
        "from accounts a where kind in ('local', 'demo') order by kind desc"
    )
    choices = [AccountChoice(**row) for row in await cursor.fetchall()]
    return AccountView(
        user_id=account.id,
        kind=account.kind,
        display_name=account.display_name,
        time_zone=account.time_zone,
        has_history=any(choice.has_history for choice in choices if choice.user_id == account.id),
        accounts=choices,
    )
