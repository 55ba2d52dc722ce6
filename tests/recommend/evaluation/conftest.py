"""A generated life of a few thousand plays, in the database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.support.listening import Play, Track, store_plays

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.history.demo.generate import Demo, generate
from echotune.history.demo.rows import END_REASONS, START_REASONS, TRACK


@pytest.fixture(scope="session")
def demo() -> Demo:
    return generate(6_000, seed=3)


@pytest.fixture
async def listener(db: Database, local: Account, demo: Demo) -> Account:
    await store_plays(db, local, plays_of(demo))
    return local


def plays_of(demo: Demo) -> list[Play]:
    rows = demo.rows.take(demo.rows.kind == TRACK)
    tracks = {pair: _track(demo, *pair) for pair in set(zip(rows.item.tolist(), rows.release.tolist(), strict=True))}
    return [
        Play(
            tracks[rows.item[at].item(), rows.release[at].item()],
            datetime.fromtimestamp(int(rows.end[at]), UTC),
            int(rows.ms_played[at]),
            START_REASONS[rows.reason_start[at]],
            END_REASONS[rows.reason_end[at]],
            bool(rows.shuffle[at]),
            bool(rows.incognito[at]),
        )
        for at in range(len(rows))
    ]


def _track(demo: Demo, item: int, release: int) -> Track:
    title, artist, album, _ = demo.naming.song(item, release)
    return Track(artist, title, album)
