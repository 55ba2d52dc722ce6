"""The solo protocol on a generated life: its windows, no look into the future, and nothing found where nothing is."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.core.errors import NotReady
from echotune.history.demo.generate import Demo
from echotune.recommend.evaluation import dump
from echotune.recommend.evaluation.events import Events, events_of_model, load_events
from echotune.recommend.evaluation.protocol import cuts, window
from echotune.recommend.evaluation.solo import Solo, with_shuffled_times
from echotune.taste.listener import ListenerModel
from echotune.taste.loading import build_listener_model
from echotune.taste.models import ListenerModels
from echotune.terminal import evaluate as screen
from tests.support.generated import plays_of
from tests.support.listening import Track, store_pack

WEEK = timedelta(days=7)


async def loaded(db: Database, account: Account) -> tuple[Events, ListenerModel]:
    async with db.connect() as conn:
        events = await load_events(conn, account)
    async with db.connect() as conn:
        return events, await build_listener_model(conn, account)


async def test_candidates_and_targets_follow_the_protocol(db: Database, listener: Account, demo: Demo) -> None:
    """Read once more, row by row, from the generated plays."""
    events, _ = await loaded(db, listener)
    rows = sorted({(play.ended_at, play.track.key, play.ms_played) for play in plays_of(demo) if play.ms_played > 0})
    assert len(events.ended_at) == len(rows)
    first, last = rows[0][0], rows[-1][0]
    at = cuts(events, 24)
    assert at[0] == int((first + (last - first) / 2).timestamp())
    assert at[-1] == int((last - WEEK).timestamp())
    assert len({round((b - a) / 60) for a, b in pairwise(at)}) <= 2  # equal but for whole seconds
    for second in at[::8]:
        cut = datetime.fromtimestamp(second, UTC)
        listens = Counter(key for ended, key, ms in rows if ended < cut and ms >= 30_000)
        lately = {key for ended, key, ms in rows if cut - timedelta(days=60) <= ended < cut and ms >= 30_000}
        coming = {key for ended, key, ms in rows if cut <= ended < cut + WEEK and ms >= 30_000}
        rested = {key for key, times in listens.items() if times >= 2} - lately
        for task, candidates in (("relisten", set(listens)), ("rediscover", rested)):
            found = window(events, task, second)
            assert {events.keys[number] for number in found.candidates} == candidates
            assert {events.keys[number] for number in found.targets} == candidates & coming


async def test_a_history_cut_off_at_the_moment_gives_byte_equal_rankings(db: Database, listener: Account) -> None:
    events, model = await loaded(db, listener)
    full = Solo(events, model)
    for cut in cuts(events, 24)[-1::-10]:
        expected = [dump.line(done) for done in full.at(cut)]
        async with db.connect() as conn:
            await conn.execute("delete from plays where ended_at >= %s", (datetime.fromtimestamp(cut, UTC),))
            await conn.execute("delete from tracks where not exists (select from plays where item_id = track_id)")
        truncated = Solo(*await loaded(db, listener))
        assert [dump.line(done) for done in truncated.at(cut)] == expected
        assert json.loads(expected[0])["ranked"]


async def test_on_shuffled_times_the_gain_over_frequency_vanishes(db: Database, listener: Account) -> None:
    events, model = await loaded(db, listener)
    real, control = gain(Solo(events, model)), []
    for seed in range(2):
        shuffled = with_shuffled_times(model, seed)
        control.append(gain(Solo(events_of_model(shuffled), shuffled)))
    assert real > 0.02
    assert np.mean(control) < 0.01


def gain(solo: Solo) -> float:
    list(solo.run())
    scorers = solo.report(0).tasks["relisten"].scorers
    return scorers["default"].ndcg20 - scorers["playCount"].ndcg20


async def test_explore_is_not_run_without_a_pack_and_ranks_only_unheard_pack_tracks_with_one(
    db: Database, listener: Account, demo: Demo
) -> None:
    events, model = await loaded(db, listener)
    assert "catalog add" in Solo(events, model).report(0).not_run["explore"]
    heard = list(dict.fromkeys(play.track for play in plays_of(demo)[-50:]))
    new = [Track(track.artist, f"Unheard {number}") for number, track in enumerate(heard[:15])]
    await store_pack(db, heard + new, popularity=dict.fromkeys(new, 50.0))
    solo = Solo(*await loaded(db, listener))
    (last,) = [done for done in solo.at(int(events.ended_at[-1]) + 1) if done.window.task == "explore"]
    assert set(last.ranked) == {track.key for track in new}


async def test_the_command_prints_one_document_and_dumps_a_line_a_cut_and_task(
    db: Database, listener: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = SimpleNamespace(database=db, models=ListenerModels(db, gate=True))
    await screen.solo(
        app,  # type: ignore[arg-type]
        account="local",
        cuts=4,
        control=False,
        dump_to=tmp_path / "dump.jsonl",
        as_json=True,
    )
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert report["tasks"]["relisten"]["differences"][0]["against"] == "twoTermDecay"
    lines = [json.loads(text) for text in (tmp_path / "dump.jsonl").read_text().splitlines()]
    assert [line["task"] for line in lines] == ["relisten", "rediscover"] * 4
    assert all(line["cut"].endswith("Z") and len(line["ranked"]) <= 100 for line in lines)


async def test_without_enough_history_the_protocol_says_so(db: Database, local: Account) -> None:
    events, model = await loaded(db, local)
    with pytest.raises(NotReady, match="Import one first"):
        list(Solo(events, model).run())
