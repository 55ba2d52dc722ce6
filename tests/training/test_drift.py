"""Drift and hit rates, against definitions computed here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import httpx
import numpy as np
import pytest

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core.db import Connection, Database
from echotune.core.settings import Settings
from echotune.taste.loading import build_listener_model
from echotune.training import measuring, spreads, store, suggestions
from echotune.training.drift import compare, psi, sample, verdict
from echotune.training.order import Order
from echotune.training.run import train
from tests.support.library import Heard, add, random_rows


def test_the_index_is_the_sum_over_deciles_of_the_reference() -> None:
    rng = np.random.default_rng(1)
    reference, now = rng.normal(size=4000), rng.normal(0.7, 1.3, 3000)
    edges = [-np.inf, *np.percentile(reference, range(10, 100, 10)), np.inf]
    expected = 0.0
    for low, high in pairwise(edges):
        p = np.mean((reference >= low) & (reference < high))
        q = np.mean((now >= low) & (now < high))
        expected += (q - p) * np.log(q / p)
    assert psi(reference, now) == pytest.approx(expected, rel=0.02)


def test_the_same_spread_is_stable_and_another_is_not() -> None:
    rng = np.random.default_rng(2)
    reference = {"energy": sample(rng.beta(2, 5, 3000))}
    [same] = compare(reference, {"energy": sample(rng.beta(2, 5, 3000))})
    [other] = compare(reference, {"energy": sample(rng.beta(5, 2, 3000))})
    assert verdict(same) == "stable"
    assert verdict(other) == "changed"
    assert other.p_value < 1e-6


def test_few_values_one_value_and_a_measure_of_one_side_are_no_drift() -> None:
    assert compare({"a": [1.0] * 5, "b": [1.0] * 50}, {"a": [9.0] * 50, "c": [1.0] * 50}) == []
    [flat] = compare({"a": [1.0] * 50}, {"a": [1.0] * 50})
    assert (flat.psi, flat.p_value, verdict(flat)) == (0, 1, "stable")


def test_a_sample_keeps_the_spread_and_leaves_out_what_is_unknown() -> None:
    values = np.append(np.random.default_rng(3).exponential(size=20_000), [np.nan, np.inf])
    kept = sample(values)
    assert len(kept) == 400
    assert kept == sorted(kept)
    assert np.median(kept) == pytest.approx(np.nanmedian(values), rel=0.01)


# -- hit rate ------------------------------------------------------------------------------------------------------------

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def shown(conn: Connection, account: Account, song: Heard, at: datetime, answer: object = None) -> None:
    await conn.execute(
        "insert into feedback_events (user_id, event_id, item_id, event_type, occurred_at, received_at, recommendation_id) "
        "values (%s, gen_random_uuid(), %s, 'impression', %s, %s, %s)",
        (account.id, song.track_id, at, at, answer or uuid4()),
    )


def song(number: int, at: datetime, album: str = "Album", ms: int = 180_000) -> Heard:
    return Heard(at, "Artist", f"Song {number}", album, ms_played=ms)


async def test_a_suggestion_is_a_hit_when_the_recording_is_listened_to_within_seven_days(
    db: Database, local: Account
) -> None:
    day, answer = timedelta(days=1), uuid4()
    heard = [
        song(1, MONDAY + 2 * day, album="Another release"),  # a hit, by another release of the recording
        song(2, MONDAY - day),  # before it was shown
        song(3, MONDAY + 8 * day),  # too late
        song(4, MONDAY + day, ms=29_999),  # not listened to
        song(1, MONDAY - 400 * day),
        song(9, MONDAY + 20 * day),
        song(8, MONDAY + 21 * day),  # how far the record reaches
    ]
    async with db.connect() as conn:
        await add(conn, local.id, heard)
        for number in (1, 2, 3, 4):
            await shown(conn, local, song(number, MONDAY), MONDAY, answer)
            await shown(
                conn, local, song(number, MONDAY), MONDAY + timedelta(minutes=1), answer
            )  # the same answer again
        await shown(conn, local, song(9, MONDAY), MONDAY + 13.4 * day)
        await shown(conn, local, song(2, MONDAY), MONDAY + 19 * day)  # what came of it is not known yet
        found = await suggestions.weeks(conn, local)
    assert [(week.week, week.shown, week.played) for week in found] == [
        (date(2026, 3, 2), 4, 1),
        (date(2026, 3, 9), 1, 1),
    ]


async def test_weeks_are_those_of_the_listeners_zone_and_nobody_elses_plays_count(db: Database, local: Account) -> None:
    sunday_evening = datetime(2026, 3, 8, 22, tzinfo=UTC)
    other = Account(uuid4(), "listener", "Other", "UTC", 1)
    east = Account(local.id, "local", "You", "Asia/Tokyo", 1)
    async with db.connect() as conn:
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (%s, 'listener', 'O')", (other.id,)
        )
        await add(conn, other.id, [song(1, sunday_evening + timedelta(hours=1))])
        await add(conn, local.id, [song(9, sunday_evening + timedelta(days=30))])
        await shown(conn, local, song(1, sunday_evening), sunday_evening)
        found = await suggestions.weeks(conn, east)
    assert [(week.week, week.shown, week.played) for week in found] == [(date(2026, 3, 9), 1, 0)]


# -- kept and shown --------------------------------------------------------------------------------------------------------


async def test_what_was_measured_is_kept_and_shown_to_its_listener_alone(
    db: Database, settings: Settings, client: httpx.AsyncClient
) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    async with db.connect() as conn:
        local, other = await accounts.ensure(conn, "local"), await accounts.ensure(conn, "demo")
        for account, seed in ((local, 1), (other, 2)):
            await add(conn, account.id, random_rows(seed, 400, begin, 60))
    for account in (local, other):
        await train(Order(db, settings.home, True, account), ["taste", "cf"])
        await measuring.everything(db, settings.home, account, gate=True)
    async with db.connect() as conn:
        await store.keep_weeks(conn, other.id, [store.Week(date(2026, 3, 2), 4, 1)])
    seen = (await client.get("/api/training")).json()
    assert [version["name"] for version in seen["versions"]] == [f"taste-{local.id}"]
    assert {one["measure"] for one in seen["drift"]} == {"score.relisten"}
    assert seen["drift"][0]["verdict"] == "stable"
    assert seen["suggestions"] == []
    assert seen["absent"][0]["name"] == "cf"
    assert "stays out of the blend" in seen["absent"][0]["reason"]
    assert {run["name"] for run in seen["trainings"]} == {"taste", "cf"}
    assert len([run for run in seen["trainings"] if run["name"] == "taste"]) == 1


async def test_a_listener_without_plays_has_no_spread(db: Database, local: Account) -> None:

    async with db.connect() as conn:
        model = await build_listener_model(conn, local)
    assert spreads.of_listener(model) == {}
