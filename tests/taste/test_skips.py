"""The meaning of each skip, against a plain reading of its definition."""

from __future__ import annotations

from datetime import timedelta

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste.loading import build_listener_model
from echotune.taste.skips import SkipMeaning, skip_meanings
from tests.support.listening import Play, RandomListening, store_plays

MONTH = timedelta(days=28)


async def test_each_skip_means_what_came_before_and_after_it(db: Database, local: Account) -> None:
    listening = RandomListening(seed=8, plays=1_500, days=300)
    await store_plays(db, local, listening.rows)
    async with db.connect() as conn:
        model = await build_listener_model(conn, local)
    rows = [play for play in listening.rows if play.kind == "audio" and not play.incognito and not play.superseded]
    expected = [plain_meaning(rows, at) for at in range(len(rows))]
    assert [SkipMeaning(meaning) for meaning in skip_meanings(model)] == expected
    assert set(expected) == set(SkipMeaning)


def plain_meaning(rows: list[Play], at: int) -> SkipMeaning:
    skip = rows[at]
    if skip.ms_played >= 30_000 or skip.reason_end not in ("fwdbtn", "nextbtn", "clickrow"):
        return SkipMeaning.NO_SKIP
    listens = [play.ended_at for play in rows if play.track.key == skip.track.key and play.ms_played >= 30_000]
    if any(skip.ended_at < moment <= skip.ended_at + MONTH for moment in listens):
        return SkipMeaning.WRONG_MOMENT
    if skip.ended_at > rows[-1].ended_at - MONTH:
        return SkipMeaning.OPEN
    return SkipMeaning.TIRED if sum(moment < skip.ended_at for moment in listens) >= 3 else SkipMeaning.DISLIKE
