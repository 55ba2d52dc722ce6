"""One more play: the model becomes what building it again gives."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste.appending import EXTENDED, SHARED, SHOWN, NewPlay, appended
from echotune.taste.labels import REASONS
from echotune.taste.listener import ListenerModel
from echotune.taste.loading import build_listener_model
from echotune.taste.models import ListenerModels
from tests.support.listening import Play, RandomListening, Track, store_plays

DERIVED = [name for name, value in vars(ListenerModel).items() if isinstance(value, cached_property)]


@pytest.fixture
async def model(db: Database, local: Account) -> ListenerModel:
    await store_plays(db, local, RandomListening(4).rows)
    return await built(db, local)


async def built(db: Database, local: Account) -> ListenerModel:
    async with db.connect() as conn:
        local = await accounts.by_id(conn, local.id)
    async with db.connect() as conn:
        return await build_listener_model(conn, local)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, tuple):
        return all(same(left, right) for left, right in zip(one, other, strict=True))
    if is_dataclass(one) and not isinstance(one, type):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return one == other or list(one) == list(other)


def as_new(model: ListenerModel, at: int) -> NewPlay:
    plays = model.plays
    return NewPlay(
        track_id=UUID(bytes=model.members.raw_ids[plays.member[at]].tobytes()),
        ended_at=int(plays.ended_at[at]),
        ms=int(plays.ms[at]),
        reason_start=REASONS[plays.reason_start[at]] or None,
        reason_end=REASONS[plays.reason_end[at]] or None,
        shuffle=bool(plays.shuffle[at]),
    )


@pytest.mark.parametrize("known", ["everything was asked for before", "nothing was asked for before"])
async def test_a_model_that_grew_play_by_play_is_the_one_that_is_built_from_all_plays(
    model: ListenerModel, known: str
) -> None:
    """Every column and everything derived, after each of 200 plays of every kind."""
    growing = replace(model, plays=model.plays.first(len(model.plays) - 200))
    for at in range(len(growing.plays), len(model.plays)):
        if known.startswith("everything"):
            for name in DERIVED:
                getattr(growing, name)
        longer = appended(growing, as_new(model, at), model.data_version)
        assert longer is not None
        growing = longer
        if at % 20 and at != len(model.plays) - 1:
            continue
        whole = replace(model, plays=model.plays.first(at + 1))
        assert same(growing.plays, whole.plays)
        for name in DERIVED:
            if name == "_by_recording":
                plays_of = [(growing.plays_of(one).tolist(), whole.plays_of(one).tolist()) for one in range(model.size)]
                assert all(one == other for one, other in plays_of)
            elif name not in ("titles", "artists", "albums", "track_ids"):
                assert same(getattr(growing, name), getattr(whole, name)), name
            else:
                assert list(getattr(growing, name)) == list(getattr(whole, name)), name


def test_everything_that_is_derived_has_its_way_of_being_carried_over() -> None:
    assert {*EXTENDED, *SHARED, *SHOWN, "_by_recording"} == set(DERIVED)


async def test_a_model_does_not_change_when_another_one_grows_out_of_it(model: ListenerModel) -> None:
    before = model.starts.copy(), len(model.plays), model.plays.ended_at.copy()
    last = as_new(model, len(model.plays) - 1)
    one = appended(model, replace(last, ended_at=last.ended_at + 100), 2)
    other = appended(model, replace(last, ended_at=last.ended_at + 900), 2)
    assert one is not None
    assert other is not None
    assert (one.plays.ended_at[-1], other.plays.ended_at[-1]) == (last.ended_at + 100, last.ended_at + 900)
    assert (model.starts == before[0]).all()
    assert len(model.plays) == before[1]
    assert (model.plays.ended_at == before[2]).all()
    assert one.plays.continues(model.plays)
    assert not one.plays.continues(other.plays)


async def test_a_late_play_and_an_unknown_track_are_left_to_building_again(model: ListenerModel) -> None:
    last = as_new(model, len(model.plays) - 1)
    assert appended(model, replace(last, ended_at=last.ended_at - 5), 2) is None
    assert appended(model, replace(last, track_id=UUID(int=5), ended_at=last.ended_at + 5), 2) is None


async def test_a_stored_play_is_counted_in_without_a_build_and_equals_one(db: Database, local: Account) -> None:
    rows = RandomListening(5).rows
    await store_plays(db, local, rows)
    models = ListenerModels(db, gate=True)
    async with db.connect() as conn:
        before = await models.get(await accounts.by_id(conn, local.id))
    latest = max(row.ended_at for row in rows)
    track: Track = rows[0].track
    play = Play(track, latest + timedelta(minutes=4), reason_end="trackdone")
    await store_plays(db, local, [play])
    async with db.connect() as conn:
        now = await accounts.by_id(conn, local.id)
    new = NewPlay(track.id, int(play.ended_at.timestamp()), play.ms_played, play.reason_start, play.reason_end, False)
    await models.heard(now, new)
    after, whole = await models.get(now), await built(db, local)
    assert after.keys is before.keys
    assert after.data_version == whole.data_version
    assert same(after.plays, whole.plays)
    assert after.listens.sum() == before.listens.sum() + 1
    late = Play(track, latest - timedelta(days=3), reason_end="trackdone")
    await store_plays(db, local, [late])
    async with db.connect() as conn:
        now = await accounts.by_id(conn, local.id)
    await models.heard(now, replace(new, ended_at=int(late.ended_at.timestamp())))
    assert same((await models.get(now)).plays, (await built(db, local)).plays)
