"""Every number and date in a reason, and every number behind it, is counted again from the plays by separate SQL."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row

from echotune.recommend.schemas import RecommendationResponse, RecommendedTrack
from tests.recommend.conftest import Listener
from tests.recommend.library import AS_OF
from tests.recommend.test_generated_requests import invent_request

COUNTED = """
    with mine as (
        select p.*, p.ended_at - p.ms_played * interval '1 millisecond' as began,
            (p.ended_at - p.ms_played * interval '1 millisecond') at time zone %(zone)s as local
        from plays p join tracks t on t.track_id = p.item_id
        where p.user_id = %(user)s and t.recording_id = %(recording)s and p.ended_at < %(as_of)s
            and p.kind = 'audio' and p.superseded_by is null and not p.incognito
    ), heard as (select * from mine where ms_played >= 30000)
    select
        (select count(*) from mine) as starts,
        (select count(*) from heard) as plays,
        (select count(*) from heard where reason_end = 'trackdone') as finished,
        (select count(*) from mine where ms_played < 30000
            and reason_end in ('fwdbtn', 'nextbtn', 'clickrow', 'click-row', 'clickside')) as skipped,
        (select date_trunc('second', began) from heard order by ended_at limit 1) as first_played_at,
        (select date_trunc('second', began) from heard order by ended_at desc limit 1) as last_played_at,
        (select max(ended_at) from heard) as last_ended_at,
        (select json_object_agg(year, n) from
            (select extract(year from local)::int as year, count(*) as n from heard group by 1) by_year) as years,
        (select json_agg(extract(hour from local)::int) from heard) as hours,
        (select json_agg(json_build_array(extract(year from local)::int, extract(month from local)::int))
            from heard) as months
"""
ARTIST = """
    select count(*) as plays, date_trunc('second', min(p.ended_at - p.ms_played * interval '1 millisecond')) as first
    from plays p join tracks t on t.track_id = p.item_id
    where p.user_id = %(user)s and p.ended_at < %(as_of)s and p.ms_played >= 30000 and p.kind = 'audio'
        and p.superseded_by is null and not p.incognito and lower(trim(t.artist)) = lower(trim(%(artist)s))
"""
MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December)"
MONTHS = MONTH.strip("()").split("|")
WORDS = dict(
    zip(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(2, 13),
        strict=True,
    )
)
NUMBER = rf"(\d[\d,]*|{'|'.join(WORDS)})"
TIMES = rf"(once|twice|{NUMBER} times)"


@pytest.fixture
def counted(listener: Listener, stocked_url: str) -> Iterator[Any]:
    with psycopg.connect(stocked_url, row_factory=dict_row) as conn:

        def count(track: RecommendedTrack) -> dict[str, Any]:
            at = {"user": listener.account.id, "as_of": AS_OF, "zone": "Europe/Stockholm"}
            row = conn.execute(COUNTED, {**at, "recording": track.recording_id}).fetchone()
            artist = conn.execute(ARTIST, {**at, "artist": track.artist}).fetchone()
            assert row is not None
            assert artist is not None
            return {**row, "artist_plays": artist["plays"], "artist_first": artist["first"]}

        yield count


async def answers(listener: Listener, number: int) -> list[RecommendationResponse]:
    dice = random.Random(99)
    titles = [song.title for song in listener.library.songs]
    return [
        await listener.ask(invent_request(dice, listener.library.artists, titles).model_copy(update={"count": 15}))
        for _ in range(number)
    ]


async def test_every_number_behind_a_reason_is_what_sql_counts(listener: Listener, counted: Any) -> None:
    checked: set[UUID] = set()
    for response in await answers(listener, 60):
        for track in response.tracks:
            if track.recording_id not in checked:
                checked.add(track.recording_id)
                compare(track, counted(track))
    assert len(checked) > 200


def compare(track: RecommendedTrack, row: dict[str, Any]) -> None:
    evidence = track.provenance.evidence
    assert (evidence.starts, evidence.plays) == (row["starts"], row["plays"])
    assert evidence.finished in (row["finished"], None)
    assert evidence.skipped in (row["skipped"], None)
    assert evidence.first_played_at == row["first_played_at"]
    assert evidence.last_played_at == row["last_played_at"]
    assert (evidence.artist_plays, evidence.artist_first_played_at) == (row["artist_plays"], row["artist_first"])
    days = track.provenance.novelty_days_since_last_play
    assert days == (None if row["last_ended_at"] is None else (AS_OF - row["last_ended_at"]).days)
    if not evidence.plays:
        return
    years = {int(year): plays for year, plays in row["years"].items()}
    assert years[evidence.best_year or 0] == evidence.best_year_plays == max(years.values())
    windows = [sum((hour - first) % 24 < 4 for hour in row["hours"]) for first in range(24)]
    assert windows[evidence.hour_from or 0] == evidence.hour_plays == max(windows)
    assert ((evidence.hour_to or 0) - (evidence.hour_from or 0)) % 24 == 4
    seasons = [season(year, month) for year, month in row["months"]]
    best = (evidence.best_season, evidence.best_season_year)
    assert seasons.count(best) == evidence.best_season_plays == max(map(seasons.count, set(seasons)))


def season(year: int, month: int) -> tuple[str, int]:
    """The season of a month, and the year it began in."""
    name = ("winter", "spring", "summer", "autumn")[month % 12 // 3]
    return name, year - 1 if month < 3 else year


async def test_every_number_and_date_in_a_sentence_is_what_sql_counts(listener: Listener, counted: Any) -> None:
    shapes: set[str] = set()
    for response in await answers(listener, 80):
        for track in response.tracks:
            shapes |= read(track, counted(track))
    assert {"finished", "once", "span", "year", "peak", "not since", "last", "artist", "wish", "nearest"} <= shapes


def read(track: RecommendedTrack, row: dict[str, Any]) -> set[str]:
    """Understand the sentence, check each statement, and leave no number unread."""
    text, found = hidden_names(track), set()
    last, first = row["last_played_at"], row["first_played_at"]
    years = {int(year): plays for year, plays in (row["years"] or {}).items()}

    def check(name: str, pattern: str, truth: Any) -> None:
        nonlocal text
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            found.add(name)
            assert truth(*match.groups()), (name, track.why, row)
            text = text[: match.start()] + text[match.end() :]

    check(
        "finished",
        rf"you finished this {NUMBER} of {NUMBER} times",
        lambda a, b: (n(a), n(b)) == (row["finished"], row["plays"]),
    )
    check(
        "hours",
        rf"{NUMBER} plays, {NUMBER} of them begun between (\d\d):00 and (\d\d):00",
        lambda a, b, c, d: n(a) == row["plays"] and n(b) == in_hours(row, c, d),
    )
    check("mostly at", r", mostly between (\d\d):00 and (\d\d):00", lambda a, b: 2 * in_hours(row, a, b) > row["plays"])
    check(
        "peak",
        rf"{NUMBER} plays, {NUMBER} of them in (\d{{4}}), its fullest year",
        lambda a, b, c: (n(a), n(b)) == (row["plays"], years[int(c)]) and years[int(c)] == max(years.values()),
    )
    check(
        "year",
        rf"{NUMBER} plays, (all|{NUMBER} of them) in (\d{{4}})",
        lambda a, b, c, d: n(a) == row["plays"] and years[int(d)] == (row["plays"] if b == "all" else n(c)),
    )
    check(
        "seldom",
        rf"started {NUMBER} times, (skipped only|never skipped)(?: {TIMES})?\.",
        lambda a, b, c, d: n(a) == row["starts"] and (n(c) if c else 0) == row["skipped"],
    )
    check(
        "span",
        rf"{NUMBER} plays between {MONTH} (\d{{4}}) and {MONTH} (\d{{4}}), none since",
        lambda a, *dates: n(a) == row["plays"] and in_month(first, *dates[:2]) and in_month(last, *dates[2:]),
    )
    check(
        "one month",
        rf"played {TIMES} in {MONTH} (\d{{4}}), not since",
        lambda a, _, *date: n(a) == row["plays"] and in_month(first, *date) and in_month(last, *date),
    )
    check("once", rf"played once, on (\d+) {MONTH} (\d{{4}})", lambda *date: row["plays"] == 1 and on_day(last, *date))
    check(
        "season",
        rf"{TIMES} in (?:the )?(winter|spring|summer|autumn) (?:of )?(\d{{4}})(?:–\d\d)?(, never skipped)?\.",
        lambda a, _, b, c, d: (
            n(a) == row["plays"]
            and {season(*month) for month in row["months"]} == {(b.lower(), int(c))}
            and (not d or row["skipped"] == 0)
        ),
    )
    check(
        "always",
        rf"played {TIMES}(?: since {MONTH} (\d{{4}}))?, every time to the end",
        lambda a, _, *date: n(a) == row["plays"] == row["finished"] and in_month(first, *date),
    )
    check("always too", rf"you heard all {NUMBER} plays to the end", lambda a: n(a) == row["plays"] == row["finished"])
    check(
        "artist",
        rf"(?:an|the) artist you have played {TIMES} since {MONTH} (\d{{4}})",
        lambda a, _, *date: n(a) == row["artist_plays"] and in_month(row["artist_first"], *date),
    )
    check(
        "since",
        rf"played {TIMES} since {MONTH} (\d{{4}})",
        lambda a, _, *date: n(a) == row["plays"] and in_month(first, *date),
    )
    check(
        "ago",
        rf"not since {MONTH} (\d{{4}}), {NUMBER} years ago",
        lambda a, b, c: in_month(last, a, b) and (AS_OF - row["last_ended_at"]).days // 365.25 == n(c),
    )
    check("not since", rf"(?:not|nothing) since {MONTH} (\d{{4}})", lambda *date: in_month(last, *date))
    check("since too", rf" since {MONTH} (\d{{4}})", lambda *date: in_month(first, *date))
    check(
        "for years",
        rf"then nothing for {NUMBER} years",
        lambda a: (AS_OF - row["last_ended_at"]).days // 365.25 == n(a),
    )
    check("last", rf"last on (\d+) {MONTH} (\d{{4}})", lambda *date: on_day(last, *date))
    check(
        "never heard",
        rf"started {TIMES}, never heard for 30 seconds",
        lambda a, _: n(a) == row["starts"] and row["plays"] == 0,
    )
    check("wish", r"with an? (\w+) of (\d+(?:\.\d+)?)( bpm| dB)?", lambda name, value, _: shown(track, name, value))
    check(
        "nearest",
        r"(?:nearest|close) in sound to ○ by ○(?:, (\d+) bpm (slower|faster))?",
        lambda a, b: tempo(track, a, b),
    )
    check(
        "together",
        rf"in {NUMBER} sittings together with ○",
        lambda a: n(a) == track.provenance.evidence.together_sittings,
    )
    rest = re.sub(r"\ban? \w+ of \d+(\.\d+)?( bpm| dB)?", "", text)
    assert not re.search(r"\d", rest), (track.why, rest)
    return found


def hidden_names(track: RecommendedTrack) -> str:
    """The sentence without names, which have numbers of their own."""
    evidence, text = track.provenance.evidence, track.why
    for name in (evidence.nearest_title, evidence.nearest_artist, evidence.together_title, evidence.seed_artist):
        text = text.replace(name, "○") if name else text
    return text


def n(text: str) -> int:
    word = text.lower().removesuffix(" times").replace(",", "")
    return {"once": 1, "twice": 2, **WORDS}.get(word) or int(word)


def in_hours(row: dict[str, Any], first: str, end: str) -> int:
    return sum((hour - int(first)) % 24 < (int(end) - int(first)) % 24 for hour in row["hours"])


def local(moment: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/Stockholm"))


def in_month(moment: datetime, month: str | None, year: str | None) -> bool:
    return month is None or (MONTHS[local(moment).month - 1], str(local(moment).year)) == (month, year)


def on_day(moment: datetime, day: str, month: str, year: str) -> bool:
    return in_month(moment, month, year) and local(moment).day == int(day)


def shown(track: RecommendedTrack, name: str, value: str) -> bool:
    return abs(track.provenance.feature_values[name] - float(value)) <= (0.5 if name == "tempo" else 0.05)


def tempo(track: RecommendedTrack, bpm: str | None, direction: str | None) -> bool:
    difference = track.provenance.evidence.nearest_tempo_difference
    return bpm is None or (
        difference is not None and (abs(difference), difference < 0) == (int(bpm), direction == "slower")
    )


async def test_nine_of_ten_reasons_for_played_songs_carry_a_count_and_a_date(listener: Listener) -> None:
    whys = [
        track.why
        for response in await answers(listener, 60)
        for track in response.tracks
        if track.provenance.evidence.plays
    ]
    counts = rf"{NUMBER} (?:of|plays|times)|once|twice|all {NUMBER}"
    dates = rf"{MONTH} \d{{4}}|(?:winter|spring|summer|autumn) (?:of )?\d{{4}}"
    carrying = [why for why in whys if re.search(counts, why, re.IGNORECASE) and re.search(dates, why)]
    assert len(whys) > 200
    assert len(carrying) >= 0.9 * len(whys)


async def test_sound_of_a_new_song_is_compared_with_a_track_that_is_nearest_by_sql(
    listener: Listener, stocked_url: str
) -> None:
    response = await listener.ask(mode="explore", count=20)
    with psycopg.connect(stocked_url, row_factory=dict_row) as conn:
        for track in response.tracks:
            evidence = track.provenance.evidence
            if evidence.nearest_recording_id is None:
                continue
            rows = conn.execute(
                "select tempo from track_features where track_id = any(%s) order by track_id = %s",
                ([track.recording_id, evidence.nearest_recording_id], track.recording_id),
            ).fetchall()
            if evidence.nearest_tempo_difference is not None:
                assert evidence.nearest_tempo_difference == round(rows[1]["tempo"] - rows[0]["tempo"])
