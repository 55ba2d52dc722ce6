from __future__ import annotations

from uuid import uuid4

import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database


@pytest.fixture
async def other(db: Database) -> Account:
    """Another listener on the same server."""
    account = Account(uuid4(), "listener", "Other", "UTC", 1)
    async with db.connect() as conn:
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (%s, 'listener', 'Other')", (account.id,)
        )
    return account
