"""The model in memory against separate SQL over the same rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste.listener import ListenerModel
from echotune.taste.loading import build_listener_model
from tests.support.listening import START, Play, RandomListening, Track, store_pack, store_plays

COUNTS = """
    select t.recording_key as key, count(*) as starts,
           count(*) filter (where ms_played >= 30000) as listens,
           count(*) filter (where ms_played >= 30000 and reason_end = 'trackdone') as finished,
           count(*) filter (where ms_played < 30000 and reason_end in ('fwdbtn', 'nextbtn', 'clickrow')) as skipped,
           coalesce(extract(epoch from min(ended_at) filter (where ms_played >= 30000)), 0)::bigint as first,
           coalesce(extract(epoch from max(ended_at) filter (where ms_played >= 30000)), 0)::bigint as last
    from plays join tracks t on t.track_id = item_id
    where user_id = %s and plays.kind = 'audio' and superseded_by is null and not incognito and ended_at < %s
    group by t.recording_key order by t.recording_key collate "C"
"""

SHOWN = """
    select distinct on (t.recording_key) t.recording_key as key, t.track_id
    from tracks t left join plays p on p.item_id = t.track_id and p.user_id = %s and p.kind = 'audio'
        and p.superseded_by is null and not p.incognito and ended_at < %s
    where t.recording_key = any(%s)
    group by 1, 2 order by 1, count(p.*) desc, t.track_id
"""


async def built(db: Database, account: Account, **options: object) -> ListenerModel:
    async with db.connect() as conn:
        return await build_listener_model(conn, account, **options)  # type: ignore[arg-type]


async def rows(db: Database, query: str, *params: object) -> list[dict[str, object]]:
    async with db.connect() as conn:
        return await (await conn.execute(query, params)).fetchall()


@pytest.mark.parametrize("days", [400, 150])
async def test_counts_and_dates_equal_sql(db: Database, local: Account, days: int) -> None:
    await store_plays(db, local, RandomListening(seed=days).rows)
    moment = START + timedelta(days=days)
    model = (await built(db, local)).until(moment)
    expected = await rows(db, COUNTS, local.id, moment)
    heard = np.flatnonzero(model.starts)
    for column, name in {
        "starts": "starts",
        "listens": "listens",
        "finished": "finished",
        "skipped": "skipped",
        "first": "first_listened_at",
        "last": "last_listened_at",
    }.items():
        assert getattr(model, name)[heard].tolist() == [row[column] for row in expected], column
    assert [model.keys[at] for at in heard] == [row["key"] for row in expected]
    shown = await rows(db, SHOWN, local.id, moment, [model.keys[at] for at in heard])
    assert {model.keys[at]: model.track_ids[at] for at in heard} == {row["key"]: row["track_id"] for row in shown}


async def test_a_model_until_a_moment_equals_one_built_from_truncated_plays(db: Database, local: Account) -> None:
    listening, moment = RandomListening(seed=5), START + timedelta(days=200)
    await store_plays(db, local, listening.rows)
    cut = (await built(db, local)).until(moment)
    async with db.connect() as conn:
        await conn.execute("delete from plays where ended_at >= %s", (moment,))
    truncated = await built(db, local)
    assert [cut.keys[at] for at in cut.plays.recording] == [truncated.keys[at] for at in truncated.plays.recording]
    for name in ("ended_at", "ms", "reason_start", "reason_end", "shuffle", "hour", "weekday"):
        assert getattr(cut.plays, name).tolist() == getattr(truncated.plays, name).tolist()
    where = [cut.index_of_key[key] for key in truncated.keys]
    assert where == sorted(where)
    for name in ("listens", "skipped", "first_listened_at", "last_listened_at", "duration_ms", "explicit"):
        assert getattr(cut, name)[where].tolist() == getattr(truncated, name).tolist(), name
    assert [cut.track_ids[at] for at in where] == list(truncated.track_ids)


async def test_incognito_video_and_superseded_rows_stay_out(db: Database, local: Account) -> None:
    seen = Play(Track("Ada", "Kept"), START)
    hidden = [
        replace(seen, track=Track("Ada", "Incognito"), incognito=True),
        replace(seen, track=Track("Ada", "Video"), kind="video"),
        replace(seen, track=Track("Ada", "Superseded"), superseded=True),
    ]
    await store_plays(db, local, [seen, *hidden])
    assert (await built(db, local)).keys == ["ada\tkept"]


async def test_pack_tracks_are_there_unheard_and_only_those_one_may_see(
    db: Database, local: Account, other: Account
) -> None:
    heard, common, own, foreign = (Track("Ada", title) for title in ("heard", "common", "own", "foreign"))
    await store_plays(db, local, [Play(heard, START)])
    await store_pack(db, [common, heard], popularity={common: 40.0})
    await store_pack(db, [own, common], name="mine", owner=local, popularity={common: 60.0})
    await store_pack(db, [foreign], name="theirs", owner=other)
    model = await built(db, local)
    assert list(model.titles) == ["common", "heard", "own"]
    assert model.in_pack.all()
    assert model.listens.tolist() == [0, 1, 0]
    assert model.popularity[0] == 60.0
    assert np.isnan(model.popularity[1:]).all()


async def test_the_most_trusted_source_wins_and_the_gate_keeps_spotify_facts_out(db: Database, local: Account) -> None:
    track = Track("Ada", "Song")
    await store_plays(db, local, [Play(track, START)])
    await store_pack(db, [track], name="shelf")
    await store_pack(db, [track], name="scraped", origin="spotify_api")
    async with db.connect() as conn:
        for source, energy, valence in (
            ("estimated", 0.1, 0.2), ("pack:shelf", 0.5, None), ("pack:scraped", 0.7, 0.8), ("spotify_api", 0.9, 0.9),
        ):  # fmt: skip
            await conn.execute(
                "insert into track_features (track_id, source, fetched_at, energy, valence) values (%s, %s, now(), %s, %s)",
                (track.id, source, energy, valence),
            )
        await conn.execute("insert into track_tags values (%s, 'Folk', 'lastfm', now())", (track.id,))
        await conn.execute("insert into track_tags values (%s, 'Pop', 'pack:scraped', now())", (track.id,))
    gated, opened = await built(db, local), await built(db, local, gate=False)
    assert gated.features[0, 1:3].tolist() == pytest.approx([0.5, 0.2])
    assert [gated.sources[code] for code in gated.feature_source[0, 1:3]] == ["pack:shelf", "estimated"]
    assert gated.tags.of(0) == ["folk"]
    assert gated.tags.recordings("Folk").tolist() == [0]
    assert opened.features[0, 1:3].tolist() == pytest.approx([0.7, 0.8])
    assert opened.tags.of(0) == ["folk", "pop"]


async def test_an_account_without_anything_has_an_empty_model(db: Database, local: Account) -> None:
    model = await built(db, local)
    assert (model.size, len(model.plays), model.listens.tolist(), list(model.titles)) == (0, 0, [], [])
    assert model.blocked.tolist() == []
