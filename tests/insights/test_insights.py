"""Every insight against a plain count over the same rows, written without SQL and without the product's code."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from tests.support.library import Heard, add, random_rows

from echotune.accounts import store as accounts
from echotune.accounts.preferences import PreferencesChange
from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.insights.ask.answer import answer
from echotune.insights.ask.plan import Plan
from echotune.insights.period import Period
from echotune.insights.registry import INSIGHTS

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ROWS = random_rows(
    7, 3_000, datetime(2020, 12, 20, tzinfo=UTC), 420
)  # over a year's end and three changes of the clock
PERIODS = [
    Period(None, None),
    Period(date(2021, 1, 1), date(2021, 12, 31)),
    Period(date(2021, 3, 20), date(2021, 4, 4)),
]


def started(row: Heard) -> datetime:
    return (row.ended_at - timedelta(milliseconds=row.ms_played)).astimezone(STOCKHOLM)


def inside(row: Heard, period: Period) -> bool:
    day = started(row).date()
    return (not period.first_day or day >= period.first_day) and (not period.last_day or day <= period.last_day)


def plays(period: Period) -> list[Heard]:
    return [row for row in ROWS if row.kind == "audio" and row.ms_played >= 30_000 and inside(row, period)]


@pytest.fixture
async def listener(db: Database, local: Account) -> Account:
    async with db.connect() as conn:
        await add(conn, local.id, ROWS)
        await accounts.change_preferences(conn, local.id, PreferencesChange(time_zone="Europe/Stockholm"))
        return await accounts.by_id(conn, local.id)


@pytest.mark.parametrize("period", PERIODS)
async def test_totals_are_the_counts_of_the_rows(db: Database, listener: Account, period: Period) -> None:
    async with db.connect() as conn:
        totals = await INSIGHTS["totals"].compute(conn, listener, period)
    numbers = {row[0]: row[1] for row in totals.rows}
    assert numbers["Plays"] == len(plays(period))
    assert numbers["Artists"] == len({row.artist for row in plays(period)})
    assert numbers["Tracks"] == len({row.recording_key for row in plays(period)})


@pytest.mark.parametrize("period", PERIODS)
async def test_the_bars_add_up_to_the_total_and_each_holds_its_own_days(
    db: Database, listener: Account, period: Period
) -> None:
    async with db.connect() as conn:
        bars = await INSIGHTS["plays-over-time"].compute(conn, listener, period)
    assert sum(row[1] for row in bars.rows) == len(plays(period))
    first_days = [date.fromisoformat(str(row[0])) for row in bars.rows]
    expected = Counter(max(day for day in first_days if day <= started(row).date()) for row in plays(period))
    assert {day: row[1] for day, row in zip(first_days, bars.rows, strict=True) if row[1]} == dict(expected)


@pytest.mark.parametrize("period", PERIODS)
async def test_hours_are_those_of_the_listeners_zone_at_that_date(
    db: Database, listener: Account, period: Period
) -> None:
    async with db.connect() as conn:
        heatmap = await INSIGHTS["hours"].compute(conn, listener, period)
    expected = Counter((started(row).strftime("%A"), started(row).hour) for row in plays(period))
    assert {(row[0], row[1]): row[2] for row in heatmap.rows if row[2]} == dict(expected)


@pytest.mark.parametrize("period", PERIODS)
async def test_the_top_artists_are_the_most_played(db: Database, listener: Account, period: Period) -> None:
    async with db.connect() as conn:
        top = await INSIGHTS["top-artists"].compute(conn, listener, period)
    expected = Counter(row.artist for row in plays(period))
    assert {row[1]: row[2] for row in top.rows} == dict(expected)
    counts = [row[2] for row in top.rows]
    assert counts == sorted(counts, reverse=True)
    assert [sum(ring.plays for ring in rings) for rings in top.rings] == [
        sum(1 for row in plays(Period(None, None)) if row.artist == name) for name in (row[1] for row in top.rows)
    ]


async def test_a_skip_is_a_start_left_by_a_press_before_30_seconds(db: Database, listener: Account) -> None:
    async with db.connect() as conn:
        rate = await INSIGHTS["skip-rate"].compute(conn, listener, PERIODS[1])
    starts = [row for row in ROWS if row.kind == "audio" and inside(row, PERIODS[1])]
    skips = [row for row in starts if row.ms_played < 30_000 and row.reason_end in ("fwdbtn", "backbtn")]
    assert sum(row[2] for row in rate.rows) == len(skips)
    assert sum(row[3] for row in rate.rows) == len(starts)


async def test_an_artist_is_discovered_once(db: Database, listener: Account) -> None:
    async with db.connect() as conn:
        discovery = await INSIGHTS["discovery"].compute(conn, listener, Period(None, None))
    assert discovery.rows[-1][1] == len({row.artist for row in plays(Period(None, None))})


async def test_a_session_ends_with_a_gap_of_more_than_half_an_hour(db: Database, local: Account) -> None:
    begin = datetime(2024, 5, 1, 12, tzinfo=UTC)
    gaps = [0, 4, 34, 65, 100]  # minutes between ends; each play lasts 3, so the silence before the 65th minute is 28
    async with db.connect() as conn:
        await add(conn, local.id, [Heard(begin + timedelta(minutes=m), "A", f"T{m}") for m in gaps])
        sessions = await INSIGHTS["sessions"].compute(conn, local, Period(None, None))
    assert sum(row[1] for row in sessions.rows) == 2


@pytest.mark.parametrize("name", INSIGHTS)
async def test_every_insight_of_an_empty_record_is_a_sentence_and_no_rows_that_lie(
    db: Database, local: Account, name: str
) -> None:
    async with db.connect() as conn:
        insight = await INSIGHTS[name].compute(conn, local, Period(None, None))
    assert insight.sentence.endswith(".")
    assert sum(cell for row in insight.rows for cell in row[2:] if isinstance(cell, (int, float))) == 0


@pytest.mark.parametrize("name", INSIGHTS)
async def test_every_insight_keeps_the_promises_of_its_kind(db: Database, listener: Account, name: str) -> None:
    async with db.connect() as conn:
        insight = await INSIGHTS[name].compute(conn, listener, PERIODS[1])
    assert (insight.name, insight.kind) == (name, INSIGHTS[name].kind)
    assert insight.rows
    assert all(len(row) == len(insight.columns) for row in insight.rows)
    assert insight.highlight is None or 0 <= insight.highlight < len(insight.rows)
    assert "Europe/Stockholm" in insight.scope
    assert insight.comparison is None or len(insight.comparison.values) == len(insight.rows)
    assert not insight.rings or len(insight.rings) == len(insight.rows)


def private(row: Heard) -> bool:
    return row.ended_at.minute % 20 == 0


def first_plays() -> list[Heard]:
    """The first play of each artist."""
    return list({row.artist: row for row in sorted(plays(Period(None, None)), key=started, reverse=True)}.values())


@pytest.mark.parametrize("name", INSIGHTS)
async def test_the_scope_says_how_much_of_it_was_private_where_some_was(
    db: Database, listener: Account, name: str
) -> None:
    counted = {"skip-rate": [row for row in ROWS if row.kind == "audio"], "discovery": first_plays()}
    expected = sum(map(private, counted.get(name, plays(Period(None, None)))))
    async with db.connect() as conn:
        without = await INSIGHTS[name].compute(conn, listener, Period(None, None))
        await conn.execute("update plays set incognito = extract(minute from ended_at)::int % 20 = 0")
        insight = await INSIGHTS[name].compute(conn, listener, Period(None, None))
    assert "private" not in without.scope
    assert ("private" in insight.scope) == (expected > 0)
    assert not expected or f" ({expected:,} of them in private sessions" in insight.scope
    assert insight.rows == without.rows


async def test_an_answer_says_how_much_of_it_was_private(db: Database, listener: Account) -> None:
    heard = [row for row in plays(Period(None, None)) if started(row).hour <= 5]
    async with db.connect() as conn:
        await conn.execute("update plays set incognito = extract(minute from ended_at)::int % 20 = 0")
        for question in (Plan("artists", hours=(0, 5)), Plan("plays", hours=(0, 5))):
            said = await answer(conn, listener, question)
            assert said.scope.startswith(f"From {len(heard)} plays ({sum(map(private, heard))} of them in private")


async def test_who_is_heard_after_midnight(db: Database, listener: Account) -> None:
    async with db.connect() as conn:
        said = await answer(conn, listener, Plan("artists", hours=(0, 5)))
    expected = Counter(row.artist for row in plays(Period(None, None)) if started(row).hour <= 5)
    assert {row[1]: row[-1] for row in said.rows} == dict(expected.most_common(10)) or len(expected) > 10
    assert said.rows[0][-1] == max(expected.values())


async def test_minutes_of_one_artist_in_a_season(db: Database, listener: Account) -> None:
    summer = Period(date(2021, 6, 1), date(2021, 8, 31))
    async with db.connect() as conn:
        said = await answer(conn, listener, Plan("artists", "minutes", summer, artists=("ARTIST 3",)))
    expected = sum(row.ms_played for row in plays(summer) if row.artist == "Artist 3") / 60_000
    assert said.rows[0][1:] == ["Artist 3", pytest.approx(expected, abs=0.06)]


async def test_plays_of_one_song_by_one_artist(db: Database, listener: Account) -> None:
    async with db.connect() as conn:
        said = await answer(conn, listener, Plan("tracks", artists=("artist 3",), tracks=("SONG 4",)))
    expected = sum(row.artist == "Artist 3" and row.title == "Song 4" for row in plays(Period(None, None)))
    assert [row[1:] for row in said.rows] == [["Song 4", "Artist 3", expected]]


async def test_plays_of_one_genre_count_tracks_that_carry_it(db: Database, listener: Account) -> None:
    tagged = {row.track_id for row in ROWS if row.title in ("Song 1", "Song 2")}
    async with db.connect() as conn:
        for track_id in tagged:
            await conn.execute(
                "insert into track_tags (track_id, tag, source, fetched_at) values (%s, 'Dream Pop', 'demo', now())",
                (track_id,),
            )
        said = await answer(conn, listener, Plan("plays", genres=("dream pop",)))
    assert said.rows[0][1] == sum(row.track_id in tagged for row in plays(Period(None, None)))


async def test_a_total_of_skips_in_a_year(db: Database, listener: Account) -> None:
    async with db.connect() as conn:
        said = await answer(conn, listener, Plan("skips", "skips", PERIODS[1]))
    expected = [
        r
        for r in ROWS
        if r.kind == "audio"
        and r.ms_played < 30_000
        and r.reason_end in ("fwdbtn", "backbtn")
        and inside(r, PERIODS[1])
    ]
    assert said.rows[0][1] == len(expected)


async def test_discoveries_leave_out_what_was_known_before(db: Database, local: Account) -> None:
    old, new = datetime(2019, 5, 1, tzinfo=UTC), datetime(2020, 5, 1, tzinfo=UTC)
    async with db.connect() as conn:
        await add(
            conn, local.id, [Heard(old, "Known", "A"), Heard(new, "Known", "B"), Heard(new + timedelta(1), "New", "C")]
        )
        said = await answer(conn, local, Plan("artists", "discoveries", Period(date(2020, 1, 1), date(2020, 12, 31))))
    assert [row[1] for row in said.rows] == ["New"]


async def test_csv_escapes_what_a_spreadsheet_would_run(client: httpx.AsyncClient, app: object) -> None:
    db: Database = app.state.database  # type: ignore[attr-defined]
    async with db.connect() as conn:
        local = await accounts.by_kind(conn, "local")
        await add(conn, local.id, [Heard(datetime(2024, 5, 1, tzinfo=UTC), "=1+1", "T")])
    answer = await client.get("/api/insights/top-artists.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "'=1+1" in answer.text


async def test_a_period_that_ends_before_it_begins_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/insights/totals?from=2024-05-02&to=2024-05-01")
    assert answer.status_code == 422
    assert "2024-05-01" in answer.json()["detail"]


async def test_an_unknown_insight_is_not_found(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/insights/horoscope")).status_code == 404


async def test_a_row_that_does_not_tell_how_it_ended_is_no_start(db: Database, local: Account) -> None:
    begin = datetime(2024, 5, 1, 12, tzinfo=UTC)
    known = [Heard(begin, "A", "T", ms_played=5_000, reason_end="fwdbtn"), Heard(begin + timedelta(1), "A", "T")]
    async with db.connect() as conn:
        await add(conn, local.id, [*known, *(Heard(begin + timedelta(n), "A", "T") for n in range(2, 9))])
        await conn.execute("update plays set reason_end = null where ended_at > %s", (begin + timedelta(1),))
        rate = await INSIGHTS["skip-rate"].compute(conn, local, Period(None, None))
    assert [row[1:] for row in rate.rows] == [[50.0, 1, 2]]
