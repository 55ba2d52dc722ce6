"""Top artists, tracks and albums: plays in the period, places won or lost against the period before, echo rings."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.insight import Cell, Column, Insight
from echotune.insights.period import HEARD, Period
from echotune.insights.rings import rings_by_group

LIMIT = 20


@dataclass(frozen=True)
class Ranked:
    """What is ranked: `group` is the SQL that tells one from another, `label` and `by` are what is shown."""

    name: str
    title: str
    one: str
    group: str
    label: str
    by: str | None


ARTISTS = Ranked("top-artists", "Top artists", "artist", "lower(trim(artist))", "artist", None)
TRACKS = Ranked("top-tracks", "Top tracks", "track", "recording_id::text", "title", "artist")
ALBUMS = Ranked(
    "top-albums", "Top albums", "album", "lower(trim(artist)) || chr(9) || lower(trim(album))", "album", "artist"
)


def ranking(ranked: Ranked) -> Callable[[Connection, Account, Period], Coroutine[Any, Any, Insight]]:
    """The computation of one ranking."""

    async def compute(conn: Connection, account: Account, period: Period) -> Insight:
        rows = await _counted(conn, account, period, ranked)
        before = period.before()
        places = (
            {row["key"]: place for place, row in enumerate(await _counted(conn, account, before, ranked), 1)}
            if before
            else {}
        )
        shown = rows[:LIMIT]
        rings = await rings_by_group(conn, account, ranked.group, [row["key"] for row in shown])
        plays, private = sum(row["plays"] for row in rows), sum(row["private"] for row in rows)
        return Insight(
            name=ranked.name,
            kind="ranking",
            title=ranked.title,
            sentence=_sentence(shown, ranked),
            note=f"Plays{f', and places won or lost against {words.span(before)}' if places and before else ''}",
            scope=words.scope(account, period, plays, private),
            from_=period.first_day,
            to=period.last_day,
            columns=_columns(ranked),
            rows=[_cells(place, row, ranked, places) for place, row in enumerate(shown, 1)],
            highlight=0 if shown else None,
            rings=[rings.get(row["key"], []) for row in shown],
            ask=f"Something like {shown[0]['label']}" if shown else "What do I play most?",
        )

    return compute


async def _counted(conn: Connection, account: Account, period: Period, ranked: Ranked) -> list[dict[str, Any]]:
    """Every artist (track, album) of the period, most played first; ties by name, then key."""
    cursor = await conn.execute(
        f"""with {HEARD},
            per_track as (select track_id, count(*) as plays, sum(incognito::int) as private, sum(ms_played) as ms from heard group by 1)
            select {ranked.group} as key, sum(plays)::int as plays, sum(private)::int as private, round(sum(ms) / 60000.0, 1)::float as minutes,
                   (array_agg({ranked.label} order by plays desc, {ranked.label}))[1] as label,
                   (array_agg({ranked.by or "''::text"} order by plays desc))[1] as by
            from per_track join tracks using (track_id)
            where {ranked.label} <> '' group by 1 order by 2 desc, label, 1""",
        period.parameters(account),
    )
    return await cursor.fetchall()


def _columns(ranked: Ranked) -> list[Column]:
    by = [Column(key="artist", label="Artist", type="text")] if ranked.by else []
    return [
        Column(key="rank", label="Rank", type="number"),
        Column(key=ranked.one, label=ranked.one.capitalize(), type="text"),
        *by,
        Column(key="plays", label="Plays", type="number", unit="plays"),
        Column(key="minutes", label="Minutes", type="number", unit="minutes"),
        Column(key="rankBefore", label="Rank before", type="number"),
    ]


def _cells(place: int, row: dict[str, Any], ranked: Ranked, places: dict[str, int]) -> list[Cell]:
    by: list[Cell] = [row["by"]] if ranked.by else []
    return [place, row["label"], *by, row["plays"], row["minutes"], places.get(row["key"])]


def _sentence(rows: list[dict[str, Any]], ranked: Ranked) -> str:
    if not rows:
        return f"No {ranked.one} is known for this time."
    first = rows[0]
    lead = f"{first['label']} by {first['by']}" if ranked.by else first["label"]
    if len(rows) == 1:
        return f"{lead}, {words.count(first['plays'], 'play')}."
    return (
        f"{lead} comes first, {words.count(first['plays'] - rows[1]['plays'], 'play')} ahead of {rows[1]['label']}."
        if (first["plays"] > rows[1]["plays"])
        else f"{lead} and {rows[1]['label']} share the first place: {words.count(first['plays'], 'play')} each."
    )
