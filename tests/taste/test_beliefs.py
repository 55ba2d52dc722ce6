"""Every number of a belief, counted again by SQL over the plays."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from psycopg.rows import tuple_row

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Database
from echotune.history.demo.generate import generate
from echotune.taste.beliefs.registry import BELIEFS
from echotune.taste.loading import build_listener_model
from echotune.taste.profile import profile
from echotune.taste.record import Record
from echotune.taste.schemas import Belief, TasteProfile
from tests.support.exports import UNTIL
from tests.support.generated import plays_of
from tests.support.listening import store_plays

ZONE = "Europe/Stockholm"
HEARD = """
    with starts as (
        select p.*, t.recording_key, t.recording_id, split_part(t.recording_key, chr(9), 1) as artist,
               (ended_at - ms_played * interval '1 millisecond') at time zone 'Europe/Stockholm' as wall
        from plays p join tracks t on t.track_id = item_id
        where user_id = %(user)s and p.kind = 'audio' and not incognito),
    heard as (select * from starts where ms_played >= 30000),
    lately as (select * from heard where ended_at > (select max(ended_at) from heard) - interval '365 days')
"""


class Counted:
    def __init__(self, db: Database, account: Account) -> None:
        self._db, self._account = db, account

    async def __call__(self, query: str, **params: Any) -> Any:
        async with self._db.connect() as conn:
            cursor = conn.cursor(row_factory=tuple_row)
            row = await (await cursor.execute(HEARD + query, {"user": self._account.id, **params})).fetchone()
        assert row is not None
        return row[0] if len(row) == 1 else row


@pytest.fixture
async def listener(db: Database, local: Account) -> Account:
    async with db.connect() as conn:
        await conn.execute("update accounts set time_zone = %s where user_id = %s", (ZONE, local.id))
    await store_plays(db, local, plays_of(generate(9_000, seed=5, until=UNTIL)))
    async with db.connect() as conn:
        await conn.execute(
            "insert into track_tags select track_id, case when ascii(title) % 2 = 0 then 'folk' else 'noise' end, 'user', now() "
            "from tracks where ascii(artist) % 3 > 0"
        )
        await conn.execute(
            "insert into track_features (track_id, source, fetched_at, energy, tempo, valence) "
            "select track_id, 'user', now(), (ascii(title) % 10) / 10.0, 80 + ascii(artist) - 65, .5 from tracks"
        )
        await conn.execute(
            "update tracks set released = make_date(1985 + ascii(title) % 30, 1, 1) where ascii(title) % 4 > 0"
        )
    return Account(local.id, "local", "You", ZONE, 1)


@pytest.fixture
async def told(db: Database, listener: Account) -> TasteProfile:
    async with db.connect() as conn:
        model = await build_listener_model(conn, listener)
    silent = {name for name, few in BELIEFS.items() if not few(Record(model))}
    assert silent <= {"growing_artists", "left_artists", "artist_contexts", "sound"}  # told of in test_belief_rules
    return profile(model, clock.as_of(clock.now()))


@pytest.fixture
def counted(db: Database, listener: Account) -> Counted:
    return Counted(db, listener)


async def test_every_number_can_be_counted_again(told: TasteProfile, counted: Counted) -> None:
    for check in (
        check_artists,
        check_tracks,
        check_genres_and_eras,
        check_hours_habits_and_sound,
        check_totals_rings_and_scope,
    ):
        await check(told, counted)


def numbers(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"(?<![\d.])\d[\d,]*(?![\d.:]|,\d)", text)]


async def check_artists(told: TasteProfile, counted: Counted) -> None:
    artists = [belief for belief in told.beliefs if belief.kind == "artist"]
    assert len(artists) >= 6
    for belief in artists:
        key = belief.id.removeprefix("artist:")
        await CHECKS[shape(belief)](belief, key, counted)


def shape(belief: Belief) -> str:
    return next(name for name in CHECKS if re.search(name, belief.evidence))


async def _loved(belief: Belief, key: str, counted: Counted) -> None:
    plays, finished, first, last = await counted(
        "select count(*), count(*) filter (where reason_end = 'trackdone'), min(wall), max(wall) from heard where artist = %(key)s",
        key=key,
    )
    lately = await counted("select count(*) from lately where artist = %(key)s", key=key)
    end = await counted("select max(ended_at) at time zone 'Europe/Stockholm' from heard")
    assert belief.evidence == (
        f"{plays:,} plays, {finished:,} finished, {day(first)} to {day(last)}; {lately:,} of them in the 12 months to {day(end)}."
    )


async def _season(belief: Belief, key: str, counted: Counted) -> None:
    first, last = re.findall(r"of them (\w+) to (\w+),", belief.evidence)[0]
    months = [(MONTHS.index(first) + step) % 12 + 1 for step in range(4)]
    assert MONTHS[months[-1] - 1] == last
    plays, finished, inside, usual, total = await counted(
        "select count(*) filter (where artist = %(key)s), "
        "count(*) filter (where artist = %(key)s and reason_end = 'trackdone'), "
        "count(*) filter (where artist = %(key)s and extract(month from wall) = any(%(months)s)), "
        "count(*) filter (where extract(month from wall) = any(%(months)s)), count(*) from heard",
        key=key,
        months=months,
    )
    assert numbers(belief.evidence)[:2] == [plays, finished]
    assert numbers(belief.evidence)[-2:] == [share(inside, plays), share(usual, total)]


async def _hours(belief: Belief, key: str, counted: Counted) -> None:
    start = int(re.findall(r"from (\d\d):00 to", belief.evidence)[0])
    hours = [(start + step) % 24 for step in range(6)]
    plays, inside, usual, total = await counted(
        "select count(*) filter (where artist = %(key)s), "
        "count(*) filter (where artist = %(key)s and extract(hour from wall) = any(%(hours)s)), "
        "count(*) filter (where extract(hour from wall) = any(%(hours)s)), count(*) from heard",
        key=key,
        hours=hours,
    )
    said = numbers(belief.evidence)
    assert (said[0], said[1], said[-1]) == (plays, share(inside, plays), share(usual, total))


async def _weekdays(belief: Belief, key: str, counted: Counted) -> None:
    plays, inside, usual, total = await counted(
        "select count(*) filter (where artist = %(key)s), "
        "count(*) filter (where artist = %(key)s and extract(isodow from wall) < 6), "
        "count(*) filter (where extract(isodow from wall) < 6), count(*) from heard",
        key=key,
    )
    assert numbers(belief.evidence) == [plays, share(inside, plays), share(usual, total)]


async def _silent(belief: Belief, key: str, counted: Counted) -> None:
    plays, last = await counted("select count(*), max(wall) from heard where artist = %(key)s", key=key)
    lately = await counted("select count(*) from lately where artist = %(key)s", key=key)
    peak, year = await counted(
        "select count(*), extract(year from wall)::int from heard where artist = %(key)s group by 2 order by 1 desc, 2 limit 1",
        key=key,
    )
    assert belief.evidence.startswith(
        f"{plays:,} plays, {peak:,} of them in {year}; {lately or 'none'} in the 12 months to"
    )
    assert belief.evidence.endswith(f"The last on {day(last)}.")


async def _skipped(belief: Belief, key: str, counted: Counted) -> None:
    expected = await counted(
        "select count(*) filter (where now and left_early), count(*) filter (where now), "
        "count(*) filter (where not now and left_early), count(*) filter (where not now), count(*) filter (where ms_played >= 30000) "
        "from (select *, ended_at > (select max(ended_at) from heard) - interval '365 days' as now, "
        "ms_played < 30000 and reason_end in ('fwdbtn', 'nextbtn', 'clickrow', 'click-row', 'clickside') as left_early "
        "from starts where artist = %(key)s) as own",
        key=key,
    )
    said = numbers(belief.evidence.split("30 s:")[1])
    assert (said[0], said[1], *said[-3:]) == expected


async def _growing(belief: Belief, key: str, counted: Counted) -> None:
    plays, first = await counted("select count(*), min(wall) from heard where artist = %(key)s", key=key)
    finished, tracks = await counted(
        "select count(*) filter (where reason_end = 'trackdone' and ms_played >= 30000), count(*) from "
        "(select distinct on (recording_key) * from starts where artist = %(key)s order by recording_key, ended_at) as firsts",
        key=key,
    )
    assert belief.evidence == (
        f"{plays:,} plays since {MONTHS[first.month - 1]} {first.year}; {finished} of {tracks} tracks finished on first hearing."
    )


CHECKS: dict[str, Callable[[Belief, str, Counted], Awaitable[None]]] = {
    r"finished, .*; [\d,]+ of them in the 12": _loved,
    r"finished, \d{4} to \d{4}; ": _season,
    r"of them from \d\d:00": _hours,
    r"Monday to Friday": _weekdays,
    r"The last on": _silent,
    r"Left before 30 s": _skipped,
    r"on first hearing": _growing,
}


async def check_tracks(told: TasteProfile, counted: Counted) -> None:
    tracks = [belief for belief in told.beliefs if belief.kind == "track"]
    assert tracks
    for belief in tracks:
        plays, days, first, last = await counted(
            "select count(*), count(distinct wall::date), min(wall), max(wall) from heard where recording_id::text = %(id)s",
            id=belief.target,
        )
        assert belief.evidence.startswith(f"{plays:,} plays on {days} days, by ")
        assert belief.evidence.endswith(f", {day(first)} to {day(last)}.")
    most = await counted(
        "select max(days) from (select count(distinct wall::date) as days from heard group by recording_key) as by_track"
    )
    assert numbers(tracks[0].evidence)[1] == most


async def check_genres_and_eras(told: TasteProfile, counted: Counted) -> None:
    tagged = "join (select distinct t.recording_key, tag from track_tags join tracks t using (track_id)) as tags using (recording_key)"
    for belief in (belief for belief in told.beliefs if belief.kind == "genre"):
        own = [
            await counted(f"select count(*) from {part} {tagged} where tag = %(tag)s", tag=belief.target)
            for part in ("heard", "lately")
        ]
        known = [
            await counted(
                f"select count(*) from {part} where recording_key in "
                "(select recording_key from track_tags join tracks using (track_id))"
            )
            for part in ("heard", "lately")
        ]
        assert numbers(belief.evidence)[:4] == [own[0], known[0], own[1], known[1]]
    (era,) = [belief for belief in told.beliefs if belief.kind == "era"]
    years = "join (select recording_key, min(extract(year from released))::int as year from tracks where released is not null group by 1) as made using (recording_key)"
    plays, decade = await counted(
        f"select count(*), year / 10 * 10 from heard {years} group by 2 order by 1 desc, 2 limit 1"
    )
    known_plays = await counted(f"select count(*) from heard {years}")
    assert era.title == f"The {decade}s are your home"
    assert numbers(era.evidence)[:3] == [plays, known_plays, share(plays, known_plays)]


async def check_hours_habits_and_sound(told: TasteProfile, counted: Counted) -> None:
    by_id = {belief.id: belief for belief in told.beliefs}
    start = int(re.findall(r"are (\d\d):00", by_id["hours:day"].title)[0])
    inside = await counted(
        "select count(*) from heard where extract(hour from wall) = any(%(hours)s)",
        hours=[(start + step) % 24 for step in range(4)],
    )
    total = await counted("select count(*) from heard")
    assert numbers(by_id["hours:day"].evidence) == [inside, total, share(inside, total)]
    artists, plays = await counted("select count(distinct artist), count(*) from lately")
    said = numbers(by_id["habit:breadth"].evidence)
    assert (said[1], said[-1]) == (plays, artists)
    half = numbers(by_id["habit:breadth"].title)[0]
    of_top = "select coalesce(sum(n), 0)::int from (select count(*) as n from lately group by artist order by 1 desc limit %(k)s) as top"
    assert (await counted(of_top, k=half)) == said[0] >= plays / 2 > await counted(of_top, k=half - 1)
    new_plays, new_songs = await counted(
        "select count(*), count(distinct recording_key) from lately where recording_key not in "
        "(select recording_key from heard where ended_at <= (select max(ended_at) from heard) - interval '365 days')"
    )
    news = numbers(by_id["habit:news"].evidence)
    assert (news[0], news[1], news[-1]) == (new_plays, plays, new_songs)
    if "habit:skips" in by_id:
        left = "count(*) filter (where ms_played < 30000 and reason_end in ('fwdbtn', 'nextbtn', 'clickrow', 'click-row', 'clickside'))"
        for which, at in (("shuffle", 0), ("reason_start in ('clickrow', 'click-row', 'clickside', 'uriopen')", 2)):
            skipped, starts = await counted(f"select {left}, count(*) from starts where {which}")
            assert numbers(by_id["habit:skips"].evidence.split("s: ")[1])[at : at + 2] == [
                share(skipped, starts),
                starts,
            ]
    if "sound:night" in by_id:
        for which, at in (
            ("extract(hour from wall) >= 21 or extract(hour from wall) < 5", 0),
            ("extract(hour from wall) between 5 and 20", 1),
        ):
            mean, plays = await counted(
                f"select avg(energy), count(*) from heard join track_features on track_features.track_id = recording_id where {which}"
            )
            assert f"{plays:,}" in by_id["sound:night"].evidence
            assert float(re.findall(r"\d\.\d\d", by_id["sound:night"].evidence)[at]) == pytest.approx(mean, abs=0.03)


async def check_totals_rings_and_scope(told: TasteProfile, counted: Counted) -> None:
    plays, tracks, artists, first, last, ms = await counted(
        "select count(*), count(distinct recording_key), count(distinct artist), min(ended_at), max(ended_at), sum(ms_played)::bigint from heard"
    )
    totals = told.totals
    assert (totals.plays, totals.tracks, totals.artists) == (plays, tracks, artists)
    assert (totals.first_play_at, totals.last_play_at, totals.minutes) == (first, last, ms // 60_000)
    assert told.scope.startswith(f"From {plays:,} plays, ")
    for ring in told.rings:
        in_year, finished, known, east, north = await counted(
            "select count(*), count(*) filter (where reason_end = 'trackdone'), "
            "count(*) filter (where coalesce(reason_end, '') not in ('', 'unknown')), "
            "sum(sin(extract(epoch from date_trunc('second', wall)::time) * pi() / 43200)), "
            "sum(cos(extract(epoch from date_trunc('second', wall)::time) * pi() / 43200)) "
            "from heard where extract(year from wall) = %(year)s",
            year=int(ring.label),
        )
        assert ring.plays == in_year
        if in_year:
            assert ring.completion == (pytest.approx(finished / known, abs=0.001) if known else None)
            hour = await hour_of(east, north)
            assert abs((ring.hour or 0) - hour) % 24 < 0.02 or abs((ring.hour or 0) - hour) % 24 > 23.98


async def hour_of(east: float, north: float) -> float:
    import math

    return math.atan2(east, north) * 12 / math.pi % 24


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def share(part: int, whole: int) -> int:
    return int(100 * part / whole + 0.5)
