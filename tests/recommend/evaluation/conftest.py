from __future__ import annotations

import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.history.demo.generate import Demo, generate
from tests.support.exports import UNTIL
from tests.support.generated import plays_of
from tests.support.listening import store_plays


@pytest.fixture(scope="session")
def demo() -> Demo:
    return generate(6_000, seed=3, until=UNTIL)


@pytest.fixture
async def listener(db: Database, local: Account, demo: Demo) -> Account:
    """`local`, with a generated life of a few thousand plays."""
    await store_plays(db, local, plays_of(demo))
    return local
