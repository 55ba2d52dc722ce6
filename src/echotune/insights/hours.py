"""Hour by weekday: when the listening happens, in the listener's own zone."""

from __future__ import annotations

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.insights import words
from echotune.insights.insight import Column, Insight
from echotune.insights.period import HEARD, Period

NAME, TITLE = "hours", "Hour and weekday"
PARTS = {
    "in the morning": range(6, 12),
    "in the afternoon": range(12, 18),
    "in the evening": range(18, 24),
    "after midnight": range(6),
}


async def compute(conn: Connection, account: Account, period: Period) -> Insight:
    cursor = await conn.execute(
        f"""with {HEARD} select extract(isodow from started)::int - 1 as weekday, extract(hour from started)::int as hour,
                   count(*)::int as plays, count(*) filter (where incognito)::int as private from heard group by 1, 2""",
        period.parameters(account),
    )
    rows = await cursor.fetchall()
    counts = {(row["weekday"], row["hour"]): row["plays"] for row in rows}
    plays = sum(counts.values())
    cells = [(weekday, hour, counts.get((weekday, hour), 0)) for weekday in range(7) for hour in range(24)]
    best = max(range(len(cells)), key=lambda i: (cells[i][2], -i)) if plays else None
    return Insight(
        name=NAME,
        kind="heatmap",
        title=TITLE,
        sentence=_sentence(counts, plays),
        note=_note(cells, best),
        scope=words.scope(account, period, plays, sum(row["private"] for row in rows)),
        from_=period.first_day,
        to=period.last_day,
        columns=[
            Column(key="weekday", label="Weekday", type="text"),
            Column(key="hour", label="Hour", type="number"),
            Column(key="plays", label="Plays", type="number", unit="plays"),
        ],
        rows=[[words.WEEKDAYS[weekday], hour, number] for weekday, hour, number in cells],
        highlight=best,
        ask="Who do I listen to after midnight?",
    )


def _sentence(counts: dict[tuple[int, int], int], plays: int) -> str:
    if not plays:
        return "Nothing was played in this time."
    by_part = {part: sum(n for (_, hour), n in counts.items() if hour in hours) for part, hours in PARTS.items()}
    part = max(by_part, key=lambda name: by_part[name])
    by_day = [sum(n for (weekday, _), n in counts.items() if weekday == day) for day in range(7)]
    fullest = words.WEEKDAYS[by_day.index(max(by_day))]
    share = round(100 * by_part[part] / plays)
    return f"{share} % of it is {part}; {fullest} is the fullest day."


def _note(cells: list[tuple[int, int, int]], best: int | None) -> str:
    if best is None:
        return "Plays by weekday and hour"
    weekday, hour, plays = cells[best]
    return f"Plays by weekday and hour, a larger dot is more; the circled one, {words.WEEKDAYS[weekday]} {words.hour(hour)}, had {plays:,}"
