"""Each rule on a small history made for it: what it says, word for word, and when it stays silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.taste import headline
from echotune.taste.beliefs.registry import BELIEFS, beliefs
from echotune.taste.loading import build_listener_model
from echotune.taste.record import Record
from echotune.taste.schemas import Belief
from tests.support.listening import Play, Track, store_plays

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)
END = datetime(2024, 1, 1, 12, tzinfo=UTC)


def every(days: float, count: int, *, start: datetime = NOON, artist: str = "Filler", **how: object) -> Iterator[Play]:
    for number in range(count):
        track = Track(artist, f"Song {number % 4}")
        yield Play(track, start + timedelta(days=days * number), **how)  # type: ignore[arg-type]


FILLER = [*every(7, 200), Play(Track("Filler", "Song 0"), END)]
"""A play at noon about once a week for four years."""


async def record_of(db: Database, account: Account, plays: list[Play]) -> Record:
    await store_plays(db, account, plays)
    async with db.connect() as conn:
        return Record(await build_listener_model(conn, account))


@pytest.fixture
def utc(local: Account) -> Account:
    return Account(local.id, "local", "You", "UTC", 1)


def of_artist(found: list[Belief], artist: str) -> list[tuple[str, str]]:
    return [(belief.title, belief.evidence) for belief in found if belief.target == artist]


async def told(db: Database, account: Account, kind: str, plays: list[Play]) -> list[tuple[str, str]]:
    return of_artist(BELIEFS[kind](await record_of(db, account, plays + FILLER)), "Ada")


async def test_an_artist_first_met_lately_is_growing(db: Database, utc: Account) -> None:
    ada = list(every(3, 20, start=datetime(2023, 11, 1, 20, tzinfo=UTC), artist="Ada"))
    assert await told(db, utc, "growing_artists", ada) == [
        ("Ada is new and growing", "20 plays since November 2023; 4 of 4 tracks finished on first hearing.")
    ]


async def test_an_artist_met_long_ago_is_not_growing(db: Database, utc: Account) -> None:
    ada = [*every(3, 20, start=datetime(2023, 11, 1, tzinfo=UTC), artist="Ada"), Play(Track("Ada", "Early"), NOON)]
    assert await told(db, utc, "growing_artists", ada) == []


async def test_an_artist_that_fell_silent_is_done_with(db: Database, utc: Account) -> None:
    ada = list(every(4, 70, start=datetime(2020, 6, 1, tzinfo=UTC), artist="Ada"))
    assert await told(db, utc, "left_artists", ada) == [
        (
            "You are done with Ada",
            "70 plays, 54 of them in 2020; none in the 12 months to 1 January 2024. The last on 3 March 2021.",
        )
    ]


async def test_an_artist_that_is_now_skipped_is_done_with(db: Database, utc: Account) -> None:
    before = list(every(5, 60, start=datetime(2021, 1, 1, tzinfo=UTC), artist="Ada"))
    liked = list(every(5, 8, start=datetime(2023, 3, 1, tzinfo=UTC), artist="Ada"))
    skips = list(
        every(5, 9, start=datetime(2023, 6, 1, tzinfo=UTC), artist="Ada", ms_played=3_000, reason_end="fwdbtn")
    )
    assert await told(db, utc, "left_artists", before + liked + skips) == [
        (
            "You are done with Ada",
            "Left before 30 s: 9 of 17 starts in the 12 months to 1 January 2024, 0 of 60 before. 68 plays in all.",
        )
    ]


async def test_an_artist_of_one_season_returns_with_it(db: Database, utc: Account) -> None:
    ada = [
        play
        for year in (2020, 2021, 2022, 2023)
        for play in every(4, 20, start=datetime(year, 2, 1, tzinfo=UTC), artist="Ada")
    ]
    (said,) = await told(db, utc, "artist_contexts", ada)
    assert said[0] == "Ada returns from January to April"
    assert said[1].startswith("80 plays, 80 finished, 2020 to 2023; 100 % of them January to April, ")


async def test_an_artist_of_certain_hours_goes_with_them(db: Database, utc: Account) -> None:
    ada = list(every(17, 60, start=datetime(2021, 3, 1, 22, tzinfo=UTC), artist="Ada"))
    (said,) = await told(db, utc, "artist_contexts", ada)
    assert said == (
        "Ada goes with 16:00 to 22:00",
        "60 plays, 100 % of them from 16:00 to 22:00, 23 % of all your plays.",
    )


async def test_calmer_at_night_needs_known_energy_on_both_sides(db: Database, utc: Account) -> None:
    night = list(every(7, 120, start=datetime(2021, 3, 1, 22, tzinfo=UTC), artist="Ada"))
    record = await record_of(db, utc, night + FILLER)
    assert BELIEFS["sound"](record) == []
    async with db.connect() as conn:
        await conn.execute(
            "insert into track_features (track_id, source, fetched_at, energy) "
            "select track_id, 'user', now(), case artist when 'Ada' then .25 else .75 end from tracks"
        )
    async with db.connect() as conn:
        known = Record(await build_listener_model(conn, utc))
    assert [(belief.title, belief.evidence) for belief in BELIEFS["sound"](known)] == [
        (
            "Calmer after 21:00",
            "Mean energy 0.25 in 120 plays from 21:00 to 05:00, 0.75 in 201 by day; of plays whose energy is known.",
        )
    ]


async def test_the_headline_names_the_strongest_traits(db: Database, utc: Account) -> None:
    await store_plays(db, utc, list(every(5, 200, start=datetime(2021, 3, 1, 23, tzinfo=UTC))))
    async with db.connect() as conn:
        await conn.execute(
            "insert into track_features (track_id, source, fetched_at, energy, tempo, valence) "
            "select track_id, 'user', now(), .2, 80, .47 from tracks"
        )
    async with db.connect() as conn:
        record = Record(await build_listener_model(conn, utc))
    assert headline.headline(record) == "Slow, low and late."
    assert headline.sentence(record) == (
        "Half of your 73 plays in the 12 months to 21 November 2023 come from 1 artist. "
        "Their middle in the day is 22:57, as it was before."
    )


async def test_below_a_hundred_plays_nothing_is_believed(db: Database, utc: Account) -> None:
    record = await record_of(db, utc, list(every(1, 99, artist="Ada")))
    assert beliefs(record) == []
    assert headline.headline(record) == "Still getting to know you."


async def test_without_any_play_the_profile_is_empty_and_whole(db: Database, utc: Account) -> None:
    record = await record_of(db, utc, [])
    assert (beliefs(record), record.rings.of_listener()) == ([], [])
