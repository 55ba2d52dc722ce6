"""The default rankings: what they look at, play by play, and what they leave out."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste.listener import ListenerModel
from echotune.taste.loading import build_listener_model
from echotune.taste.ranking import RANKERS, Recall, relisten_scores
from tests.support.listening import START, Play, RandomListening, Track, store_pack, store_plays

AS_OF = START + timedelta(days=400)


async def model_of(db: Database, account: Account, plays: list[Play]) -> ListenerModel:
    await store_plays(db, account, plays)
    async with db.connect() as conn:
        return await build_listener_model(conn, account)


async def test_memory_parts_equal_their_definitions(db: Database, local: Account) -> None:
    listening = RandomListening(seed=2)
    model = await model_of(db, local, listening.rows)
    recall, heard = Recall(model, AS_OF.timestamp()), _heard(listening)
    by_day: dict[tuple[str, int], int] = defaultdict(int)
    for play in heard:
        by_day[play.track.key, int(_age(play))] += 1
    days: dict[str, float] = defaultdict(float)
    for (key, day), plays in by_day.items():
        days[key] += plays**0.75 * (2 ** (-(day + 0.5) / 14) + 0.1 * 2 ** (-(day + 0.5) / 180))
    expected = [days[key] for key in model.keys]
    assert recall.two_term_decay_of_days() == pytest.approx(expected)
    assert recall.company(7) == pytest.approx(_company(listening, model.keys))


def _heard(listening: RandomListening) -> list[Play]:
    return [
        play
        for play in listening.rows
        if play.ms_played >= 30_000 and play.kind == "audio" and not play.incognito and not play.superseded
    ]


def _age(play: Play) -> float:
    return (AS_OF - play.ended_at).total_seconds() / 86_400


def _company(listening: RandomListening, keys: list[str]) -> list[float]:
    """The two-step walk, session by session."""
    rows = [play for play in listening.rows if play.kind == "audio" and not play.incognito and not play.superseded]
    sessions: list[set[str]] = [set()]
    for before, play in zip([None, *rows], rows, strict=False):
        began = play.ended_at - timedelta(seconds=play.ms_played // 1000)
        if before and (began - before.ended_at).total_seconds() > 1800:
            sessions.append(set())
        if play.ms_played >= 30_000:
            sessions[-1].add(play.track.key)
    times: dict[str, int] = defaultdict(int)
    decayed: dict[str, float] = defaultdict(float)
    for play in _heard(listening):
        times[play.track.key] += 1
        decayed[play.track.key] += 2 ** (-_age(play) / 7)
    on_now = {key: math.log1p(decayed[key]) / math.sqrt(times[key]) for key in times}
    gained: dict[str, float] = defaultdict(float)
    for session in sessions:
        for key in session:
            gained[key] += sum(on_now[other] for other in session - {key}) / len(session)
    return [gained[key] / math.sqrt(max(times[key], 1)) for key in keys]


async def test_every_ranking_orders_its_own_candidates_and_its_parts_sum_to_the_score(
    db: Database, local: Account
) -> None:
    listening = RandomListening(seed=4, plays=900)
    new = [Track("Artist 1", f"Unheard {number}", f"Album {number % 3}") for number in range(6)]
    await store_pack(db, [*new, *listening.tracks], popularity={track: 10.0 * at for at, track in enumerate(new)})
    model = await model_of(db, local, listening.rows)
    rested = (model.listens >= 2) & (model.last_listened_at < (AS_OF - timedelta(days=60)).timestamp())
    wanted = {"relisten": model.listens > 0, "rediscover": rested, "explore": model.in_pack & (model.starts == 0)}
    for name, rank in RANKERS.items():
        ranking = rank(Recall(model, AS_OF.timestamp()))
        assert ranking.candidates.tolist() == wanted[name].tolist()
        assert wanted[name].any()
        total = np.sum([part[wanted[name]] for part in ranking.parts.values()], axis=0)
        assert ranking.score[wanted[name]] == pytest.approx(total)
        assert np.isneginf(ranking.score[~wanted[name]]).all()
        order = ranking.order()
        assert sorted(order.tolist()) == np.flatnonzero(wanted[name]).tolist()
        assert (np.diff(ranking.score[order]) <= 0).all()


async def test_a_song_of_five_days_comes_before_one_looped_on_one(db: Database, local: Account) -> None:
    spread = [Play(Track("Ada", "Spread"), START + timedelta(days=day, hours=2)) for day in range(5)]
    looped = [Play(Track("Ada", "Looped"), START + timedelta(days=4, minutes=4 * time)) for time in range(6)]
    model = await model_of(db, local, spread + looped)
    order = relisten_scores(Recall(model, (START + timedelta(days=6)).timestamp())).order()
    assert [model.titles[at] for at in order] == ["Spread", "Looped"]


async def test_a_ranking_does_not_read_what_came_later(db: Database, local: Account) -> None:
    rows = RandomListening(seed=6).rows
    moment = START + timedelta(days=250)
    later = [replace(play, track=Track("Later", play.track.title)) for play in rows if play.ended_at >= moment]
    model = await model_of(db, local, rows + later)
    cut = model.until(moment)
    async with db.connect() as conn:
        await conn.execute("delete from plays where ended_at >= %s", (moment,))
    async with db.connect() as conn:
        truncated = await build_listener_model(conn, local)
    for rank in RANKERS.values():
        one, other = (rank(Recall(half, moment.timestamp())) for half in (cut, truncated))
        assert [cut.keys[at] for at in one.order()] == [truncated.keys[at] for at in other.order()]


async def test_an_empty_record_ranks_nothing(db: Database, local: Account) -> None:
    model = await model_of(db, local, [])
    for rank in RANKERS.values():
        assert rank(Recall(model, AS_OF.timestamp())).order().tolist() == []
