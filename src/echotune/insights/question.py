"""A question about one's own record, answered by one SQL statement: subject, measure, period, hours, limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from echotune.accounts.store import Account
from echotune.catalog.gate import HIDDEN_SOURCES
from echotune.core.db import Connection, fetch_one
from echotune.insights import words
from echotune.insights.insight import Cell, Column, Insight
from echotune.insights.period import ALL, HEARD, LISTEN_MS, Period
from echotune.insights.rings import rings_by_group
from echotune.insights.sessions import GAP_MINUTES
from echotune.insights.skip_rate import SKIP_ENDINGS

Subject = Literal["artists", "tracks", "albums", "genres", "plays", "sessions", "skips", "hours", "days"]
Measure = Literal["plays", "minutes", "skips", "first", "last", "discoveries"]
MOST_ROWS = 50
TOLD_GENRES = f"(select distinct track_id, tag from track_tags where source not in {HIDDEN_SOURCES}) as tagged"


@dataclass(frozen=True)
class Question:
    """`hours`: inclusive local hours of the day, 0-23. `artists`, `tracks`, `genres`: only plays of these (names as
    stored, any case)."""

    subject: Subject
    measure: Measure = "plays"
    period: Period = ALL
    hours: tuple[int, int] | None = None
    limit: int | None = None
    artists: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    gate: bool = True
    """Whether the policy gate is on: then genres that Spotify's API told are left out."""

    @property
    def named(self) -> tuple[str, ...]:
        """Everything the plays are narrowed to."""
        return self.tracks + self.artists + self.genres


GROUPS: dict[Subject, tuple[str, str, str]] = {
    "artists": ("lower(trim(artist))", "artist", "''::text"),
    "tracks": ("recording_id::text", "title", "artist"),
    "albums": ("lower(trim(artist)) || chr(9) || lower(trim(album))", "album", "artist"),
    "genres": ("tag", "tag", "''::text"),
    "hours": ("to_char(started, 'HH24')", "to_char(started, 'HH24') || ':00'", "''::text"),
    "days": ("started::date::text", "started::date::text", "''::text"),
}
"""Per subject: the SQL of what is told apart, of its label, and of whom it is by."""

MEASURES: dict[Measure, tuple[str, str, str | None]] = {
    "plays": ("count(*)::int", "Plays", "plays"),
    "minutes": ("round(sum(ms_played) / 60000.0, 1)::float", "Minutes", "minutes"),
    "skips": ("count(*)::int", "Skips", "skips"),
    "first": ("min(started)::date", "First heard", None),
    "last": ("max(started)::date", "Last heard", None),
    "discoveries": ("count(*)::int", "Plays", "plays"),
}


async def answer(conn: Connection, account: Account, question: Question) -> Insight:
    """The rows that answer, with a sentence that says the first of them and how they were counted."""
    if question.subject in ("plays", "skips") or (question.subject == "sessions"):
        return await _total(conn, account, question)
    rows = await _rows(conn, account, question)
    limit = min(question.limit or 10, MOST_ROWS)
    shown = rows[:limit]
    group, _, _ = GROUPS[question.subject]
    with_rings = question.subject in ("artists", "tracks", "albums")
    rings = await rings_by_group(conn, account, group, [row["key"] for row in shown]) if with_rings else {}
    _, label, unit = MEASURES[question.measure]
    one = question.subject.rstrip("s")
    by = [Column(key="by", label="By", type="text")] if question.subject in ("tracks", "albums") else []
    dated = question.measure in ("first", "last")
    return Insight(
        name="answer",
        kind="ranking",
        title=_title(question),
        sentence=_sentence(question, shown),
        note=_counting(question),
        scope=words.scope(
            account, question.period, sum(row["plays"] for row in rows), sum(row["private"] for row in rows)
        ),
        from_=question.period.first_day,
        to=question.period.last_day,
        columns=[
            Column(key="rank", label="Rank", type="number"),
            Column(key=one, label=one.capitalize(), type="text"),
            *by,
            Column(key="value", label=label, type="date" if dated else "number", unit=unit),
        ],
        rows=[_cells(place, row, by) for place, row in enumerate(shown, 1)],
        highlight=0 if shown else None,
        rings=[rings.get(row["key"], []) for row in shown] if with_rings else [],
        ask=_title(question),
    )


def _source(question: Question) -> str:
    """`heard` narrowed to the hours and artists of the question, with names."""
    wanted_hours = "extract(hour from started)::int between %(from_hour)s and %(to_hour)s" if question.hours else "true"
    wanted_artists = "lower(trim(artist)) = any(%(artists)s)" if question.artists else "true"
    wanted_tracks = "lower(trim(title)) = any(%(tracks)s)" if question.tracks else "true"
    wanted_genres = (
        f"track_id in (select track_id from {TOLD_GENRES} where lower(tag) = any(%(genres)s))"
        if question.genres
        else "true"
    )
    genre = f"join {TOLD_GENRES} using (track_id)" if question.subject == "genres" else ""
    plays = HEARD
    if question.measure == "skips" or question.subject == "skips":
        plays = HEARD.replace(f"ms_played >= {LISTEN_MS}", f"ms_played < {LISTEN_MS} and reason_end = any(%(endings)s)")
    return f"""{plays}, asked as (
        select heard.*, title, artist, album, recording_id{", tag" if genre else ""} from heard
        join tracks using (track_id) {genre} where {wanted_hours} and {wanted_artists} and {wanted_tracks}
        and {wanted_genres})"""


def _parameters(account: Account, question: Question) -> dict[str, Any]:
    first, last = question.hours or (0, 23)
    return {
        **question.period.parameters(account),
        "from_hour": first,
        "to_hour": last,
        "artists": [name.strip().lower() for name in question.artists],
        "tracks": [name.strip().lower() for name in question.tracks],
        "genres": [name.strip().lower() for name in question.genres],
        "endings": list(SKIP_ENDINGS),
        "gate": question.gate,
    }


async def _rows(conn: Connection, account: Account, question: Question) -> list[dict[str, Any]]:
    group, label, by = GROUPS[question.subject]
    value = MEASURES[question.measure][0]
    ascending = question.measure in ("first",)
    new_only = ""
    if question.measure == "discoveries":
        new_only = (
            f"where {group} not in (select {group} from (select item_id as track_id from plays where user_id = %(user)s and kind = 'audio' "
            f"and superseded_by is null and ms_played >= {LISTEN_MS} and ended_at - ms_played * interval '1 millisecond' < %(first)s) earlier "
            "join tracks using (track_id))"
        )
    cursor = await conn.execute(
        f"""with {_source(question)}
            select {group} as key, {value} as value, count(*)::int as plays, sum(incognito::int)::int as private,
                   mode() within group (order by {label}) as label, mode() within group (order by {by}) as by
            from asked {new_only} group by 1 having mode() within group (order by {label}) <> ''
            order by 2 {"asc" if ascending else "desc"}, label, 1""",
        _parameters(account, question),
    )
    return await cursor.fetchall()


async def _total(conn: Connection, account: Account, question: Question) -> Insight:
    """One number: plays, minutes, skips or sessions."""
    begins = (
        "(lag(ended_at) over w is null or ended_at - ms_played * interval '1 millisecond' - lag(ended_at) over w "
        f"> interval '{GAP_MINUTES} minutes')::int"
    )
    row = await fetch_one(
        conn,
        f"""with {_source(question)}, marked as (select *, {begins} as begins from asked window w as (order by ended_at, ms_played, track_id))
            select count(*)::int as plays, coalesce(sum(incognito::int), 0)::int as private,
                   coalesce(round(sum(ms_played) / 60000.0, 1), 0)::float as minutes,
                   coalesce(sum(begins), 0)::int as sessions, min(started)::date as first, max(started)::date as last from marked""",
        _parameters(account, question),
    )
    value, said, unit = _one_number(question, row)
    said_skips = words.count(row["plays"], "skip") + words.of_them_private(row["private"])
    return Insight(
        name="answer",
        kind="figure",
        title=_title(question),
        sentence=said,
        note=_counting(question),
        scope=words.scope(account, question.period, row["plays"], row["private"])
        if unit != "skips"
        else f"From {said_skips}, {words.span(question.period)}, {account.time_zone}.",
        from_=question.period.first_day,
        to=question.period.last_day,
        columns=[
            Column(key="what", label="What", type="text"),
            Column(key="value", label=(unit or "date").capitalize(), type="number", unit=unit),
        ],
        rows=[[_title(question), value]],
        ask=_title(question),
    )


def _one_number(question: Question, row: dict[str, Any]) -> tuple[Cell, str, str | None]:
    """(value, sentence, unit) of a total."""
    when = _when(question)
    whom = f" of {_list(question.named)}" if question.named else ""
    if question.measure in ("first", "last"):
        day = row[question.measure]
        if day is None:
            return None, f"No play{whom} is on record{when}.", None
        return day.isoformat(), f"The {question.measure} play{whom} was on {words.day(day)}.", None
    if question.subject == "sessions":
        return (
            row["sessions"],
            f"{words.count(row['sessions'], 'session')}{when}, a gap of {GAP_MINUTES} minutes apart.",
            "sessions",
        )
    if question.measure == "minutes":
        return row["minutes"], f"{words.duration(row['minutes'])}{whom}{when}.", "minutes"
    unit = "skips" if question.subject == "skips" or question.measure == "skips" else "plays"
    return row["plays"], f"{words.count(row['plays'], unit.rstrip('s'))}{whom}{when}.", unit


def _cells(place: int, row: dict[str, Any], by: list[Column]) -> list[Cell]:
    value = row["value"].isoformat() if isinstance(row["value"], date) else row["value"]
    names: list[Cell] = [row["label"], row["by"]] if by else [row["label"]]
    return [place, *names, value]


def _sentence(question: Question, rows: list[dict[str, Any]]) -> str:
    when = _when(question)
    if not rows:
        if question.subject == "genres":
            return f"No genre is known for what you played{when}. A catalogue pack with genres would tell."
        return f"Nothing is on record{when} that answers this."
    if question.artists and question.subject == "artists":
        return " ".join(_about_artist(question, row) for row in rows)
    first = rows[0]
    lead = f"{first['label']} by {first['by']}" if first["by"] else _spoken(question.subject, first["label"])
    tail = f", then {_list([_spoken(question.subject, row['label']) for row in rows[1:3]])}" if len(rows) > 1 else ""
    said = _measured(question.measure, first["value"])
    prefix = "New in this time, most played: " if question.measure == "discoveries" else ""
    return f"{prefix}{lead}, {said}{when}{tail}."


def _about_artist(question: Question, row: dict[str, Any]) -> str:
    return f"{row['label']}: {_measured(question.measure, row['value'])}{_when(question)}."


def _measured(measure: Measure, value: Any) -> str:
    if measure in ("first", "last"):
        return f"{measure} heard on {words.day(value)}"
    if measure == "minutes":
        return words.duration(value)
    return words.count(value, "skip" if measure == "skips" else "play")


def _spoken(subject: Subject, label: str) -> str:
    return words.day(date.fromisoformat(label)) if subject == "days" else label


def _when(question: Question) -> str:
    parts = []
    if question.period != ALL:
        parts.append(words.span(question.period))
    if question.hours:
        parts.append(f"between {words.hour(question.hours[0])} and {words.hour((question.hours[1] + 1) % 24)}")
    return f" ({', '.join(parts)})" if parts else ""


def _title(question: Question) -> str:
    subject = "plays" if question.artists and question.subject == "artists" else question.subject
    whom = f" of {_list(question.named)}" if question.named else ""
    return f"{subject.capitalize()}{whom} by {question.measure}{_when(question)}"


def _counting(question: Question) -> str:
    if question.measure == "skips" or question.subject == "skips":
        return "A skip is a start left by a press before 30 s"
    if question.subject == "genres":
        return "A play counts for every genre known of its track"
    return "A play is 30 s or more"


def _list(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
