"""Totals: plays, minutes, tracks and artists of the period, first and last listen."""

from __future__ import annotations

from echotune.accounts.store import Account
from echotune.core.db import Connection, fetch_one
from echotune.insights import words
from echotune.insights.insight import Cell, Column, Insight
from echotune.insights.period import HEARD, Period

NAME, TITLE = "totals", "In all"


async def compute(conn: Connection, account: Account, period: Period) -> Insight:
    row = await fetch_one(
        conn,
        f"""with {HEARD},
            per_track as (select track_id, count(*) as plays, sum(incognito::int) as private, sum(ms_played) as ms, min(started) as first, max(started) as last from heard group by 1)
            select coalesce(sum(plays), 0)::int as plays, coalesce(sum(private), 0)::int as private, coalesce(round(sum(ms) / 60000.0), 0)::int as minutes,
                   count(distinct recording_id)::int as tracks, count(distinct lower(trim(artist)))::int as artists,
                   min(first)::date as first, max(last)::date as last
            from per_track join tracks using (track_id)""",
        period.parameters(account),
    )
    plays = row["plays"]
    before = await _plays(conn, account, period.before())
    rows: list[list[Cell]] = [
        ["Plays", plays],
        ["Minutes", row["minutes"]],
        ["Tracks", row["tracks"]],
        ["Artists", row["artists"]],
    ]
    if plays:
        rows += [["First play", row["first"].isoformat()], ["Last play", row["last"].isoformat()]]
    return Insight(
        name=NAME,
        kind="figure",
        title=TITLE,
        sentence=_sentence(plays, row["minutes"], row["artists"], before),
        note="" if before is None else f"{words.count(before, 'play')} in the period before",
        scope=words.scope(account, period, plays, row["private"]),
        from_=period.first_day,
        to=period.last_day,
        columns=[Column(key="what", label="What", type="text"), Column(key="number", label="Number", type="number")],
        rows=rows,
        ask="What did I play most this year?",
    )


async def _plays(conn: Connection, account: Account, period: Period | None) -> int | None:
    if period is None:
        return None
    cursor = await conn.execute(f"with {HEARD} select count(*)::int as plays from heard", period.parameters(account))
    row = await cursor.fetchone()
    return row["plays"] if row else None


def _sentence(plays: int, minutes: int, artists: int, before: int | None) -> str:
    if not plays:
        return "Nothing was played in this time."
    said = f"{words.count(plays, 'play')} by {words.count(artists, 'artist')}, {words.duration(minutes)} in all"
    if not before:
        return said + "."
    change = round(100 * (plays - before) / before)
    return f"{said}, {'as many as' if change == 0 else f'{abs(change):,} % ' + ('more' if change > 0 else 'fewer') + ' than'} in the period before."
