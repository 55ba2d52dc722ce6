"""The time machine: nothing of the future leaks in, what came true is counted from the plays, curves are the protocol's."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest

from echotune.core.errors import InvalidRequest, NotReady
from echotune.recommend import curves as background
from echotune.recommend import travel
from echotune.recommend.recall_curve import CUTS, Measuring
from echotune.recommend.records import record_of
from echotune.recommend.request import Mode
from echotune.recommend.schemas import TimeMachine
from echotune.taste.listener import ListenerModel
from tests.recommend.conftest import Listener

DAYS_KEPT = 420
MODES: tuple[Mode, ...] = ("blend", "relisten", "rediscover", "explore")
_models: dict[str | None, ListenerModel] = {}


async def recent(listener: Listener) -> ListenerModel:
    """The listener's last year and a bit, one model for all tests: what is learned of it is learned once."""
    url = listener.settings.database.url
    if url not in _models:
        model = await listener.models.get(listener.account)
        kept = model.plays.ended_at >= model.plays.ended_at[-1] - DAYS_KEPT * 86_400
        columns = {name: column for name, column in vars(model.plays).items() if isinstance(column, np.ndarray)}
        plays = replace(model.plays, **{name: column[kept] for name, column in columns.items()})
        _models[url] = replace(model, plays=plays)
    return _models[url]


async def look(
    listener: Listener, model: ListenerModel, mode: Mode = "relisten", day: date | None = None
) -> TimeMachine:
    day = day or late(model)
    async with listener.database.connect() as conn:
        return await travel.look_back(conn, listener.settings, listener.account, model, day, mode)


def late(model: ListenerModel) -> date:
    return travel.span(model).last - timedelta(days=120)


def midnight(model: ListenerModel) -> datetime:
    return datetime.combine(late(model), time(), model.zone).astimezone(UTC)


def with_another_future(model: ListenerModel, moment: datetime) -> ListenerModel:
    """The same record up to a moment; after it the songs of the plays are drawn anew."""
    later = model.plays.ended_at >= moment.timestamp()
    other = np.random.default_rng(4).permutation(len(model.plays.recording))
    columns = {}
    for name in ("member", "recording", "ms"):
        column = getattr(model.plays, name)
        columns[name] = np.where(later, column[other], column)
    return replace(model, plays=replace(model.plays, **columns))


async def test_whatever_is_played_later_the_answer_of_a_day_is_the_same(listener: Listener) -> None:
    model = await recent(listener)
    moment = midnight(model)
    other = with_another_future(model, moment)
    for mode in MODES:
        found, instead = await look(listener, model, mode), await look(listener, other, mode)
        assert len(found.tracks) == 10
        assert [one.track for one in found.tracks] == [one.track for one in instead.tracks]
        assert mode == "explore" or [one.fate for one in found.tracks] != [one.fate for one in instead.tracks]
        assert (found.week.by_play_counts is None) == (mode == "explore")
        assert ("played most" in found.sentence) == (mode != "explore")
        for one in found.tracks:
            last = one.track.provenance.evidence.last_played_at
            assert last is None or last < moment


async def test_what_came_true_is_what_sql_finds_in_the_weeks_after(listener: Listener) -> None:
    model = await recent(listener)
    found, begin = await look(listener, model), midnight(model)
    heard: list[list[datetime]] = []
    async with listener.database.connect() as conn:
        for one in found.tracks:
            cursor = await conn.execute(
                "select date_trunc('second', ended_at - ms_played * interval '1 ms') as began from plays "
                "join tracks on track_id = item_id where user_id = %s and recording_id = %s and ms_played >= 30000 "
                "and plays.kind = 'audio' and superseded_by is null and not coalesce(incognito, false) "
                "and ended_at - ms_played * interval '1 ms' >= %s "
                "and ended_at - ms_played * interval '1 ms' < %s order by 1",
                (listener.account.id, one.track.recording_id, begin, begin + timedelta(days=28)),
            )
            heard.append([row["began"] for row in await cursor.fetchall()])
    assert any(heard)
    for one, began in zip(found.tracks, heard, strict=True):
        assert (one.fate is None) == (not began)
        if one.fate:
            assert abs(one.fate.played_at - began[0]) <= timedelta(seconds=1)
            assert one.fate.plays_in_month == len(began)
            assert one.fate.plays_in_week == sum(moment < begin + timedelta(days=7) for moment in began)
    assert found.month.came_true == sum(bool(began) for began in heard)
    assert found.week.came_true == sum(bool(began) and began[0] < begin + timedelta(days=7) for began in heard)
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    assert f"{words[found.week.came_true].capitalize()} of ten" in found.sentence
    assert f"most: {words[found.week.by_play_counts].replace('none', 'no')} within a week" in found.sentence


async def test_days_outside_the_record_are_refused(listener: Listener) -> None:
    model = await recent(listener)
    span = travel.span(model)
    assert (await look(listener, model, day=span.first)).day == span.first
    last = await look(listener, model, day=span.last)
    assert last.days_recorded == 1
    assert "on the one day on record" in last.sentence
    for day in (span.first - timedelta(days=1), span.last + timedelta(days=1), date(1970, 1, 1)):
        with pytest.raises(InvalidRequest):
            await look(listener, model, day=day)


async def test_the_span_counts_every_month_between_the_first_and_the_last(listener: Listener) -> None:
    model = await recent(listener)
    span = travel.span(model)
    assert sum(month.plays for month in span.months) == int(model.listens.sum())
    months = [np.datetime64(month.month) for month in span.months]
    assert all((later - earlier).astype(int) == 1 for earlier, later in itertools.pairwise(months))
    assert span.first < span.suggested < span.last
    empty = replace(model, plays=model.plays.first(0))
    with pytest.raises(NotReady):
        travel.span(empty)


async def test_curves_stay_between_0_and_1_agree_with_one_another_and_are_kept_for_the_record(
    listener: Listener,
) -> None:
    model = await recent(listener)
    found = await background.curves(model)
    while found.status == "measuring":
        assert found.done <= found.cuts
        found = await background.curves(model)
    assert found.status == "ready"
    assert found.curves
    for curve in found.curves:
        assert [point.k for point in curve.over_k] == list(range(1, 51))
        assert curve.windows == len(curve.over_time) <= CUTS
        for name in ("ours", "plain"):
            values = [getattr(point, name) for point in [*curve.over_k, *curve.over_time]]
            assert all(0 <= value <= 1 for value in values)
            mean = np.mean([getattr(point, name) for point in curve.over_time])
            assert getattr(curve.over_k[curve.at - 1], name) == pytest.approx(mean, abs=1e-3)
    steered = replace(model, steering=replace(model.steering, judgements=()))
    assert await background.curves(steered) == found


async def test_a_curve_is_recall_by_its_definition(listener: Listener) -> None:
    """One window counted by hand: songs of the week after that were known, and where plain counts had put them."""
    model = await recent(listener)
    measuring = Measuring(model, record_of(model).weeks)
    for cut in measuring.cuts[-4:]:
        measuring.at(cut)
    one = next(curve for curve in measuring.measured if curve.task == "relisten").measured[0]
    past = model.until(datetime.fromtimestamp(one.cut, UTC))
    ended, heard = model.plays.ended_at[model.play_is_listen], model.plays.recording[model.play_is_listen]
    week = set(heard[(ended >= one.cut) & (ended < one.cut + 7 * 86_400)].tolist())
    known = sorted(set(heard[ended < one.cut].tolist()), key=lambda at: (-past.listens[at], at))
    wanted = week & set(known)
    for k in (1, 5, 20, 50):
        hits = len(wanted & set(known[:k]))
        assert one.recalls["plain"][k - 1] == pytest.approx(hits / min(k, len(wanted)))


async def test_a_short_record_has_no_curve_and_says_why(listener: Listener) -> None:
    model = await recent(listener)
    found = await background.curves(replace(model, plays=model.plays.first(3)))
    assert found.status == "too_short"
    assert found.sentence
