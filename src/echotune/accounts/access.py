"""The one owner check. Every operation that touches a listener's data depends on one of these two names."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request

from echotune.accounts import store
from echotune.accounts.store import Account
from echotune.core.errors import NotFound, NotSignedIn
from echotune.core.web import DatabaseDep

COOKIE = "echotune_session"


async def current_account(request: Request, database: DatabaseDep) -> Account:
    """The account that this browser session shows. Raises NotSignedIn without a live session."""
    token = request.cookies.get(COOKIE)
    if token:
        async with database.glance() as conn:
            account = await store.session_account(conn, token)
        if account:
            return account
    raise NotSignedIn("This browser has no session here yet. Open the start page first.")


CurrentAccount = Annotated[Account, Depends(current_account)]


async def owned_account(
    account: CurrentAccount,
    user_id: Annotated[str, Path(alias="userId", description="One's own account id, or `me`.")],
) -> Account:
    """The account named in the path, if it is one's own; anything else is as missing as a missing one."""
    if user_id not in ("me", str(account.id)):
        raise NotFound()
    return account


OwnedAccount = Annotated[Account, Depends(owned_account)]
