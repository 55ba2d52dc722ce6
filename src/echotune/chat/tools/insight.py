"""Answer a question about one's own listening: numbers from the plays, a sentence, a drawing."""

from __future__ import annotations

from typing import Literal

from echotune.chat import words
from echotune.chat.heard import heard
from echotune.chat.parts import Activity, ActivityPart, HeardPart, InsightPart, show
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import InsightQuestion, UnderstoodRequest
from echotune.core.errors import InvalidRequest
from echotune.insights.ask.answer import answer
from echotune.insights.ask.plan import Left, Plan, Refinement
from echotune.insights.insight import Insight
from echotune.insights.period import Period

TOLD_NAMES, TOLD_BARS = 20, 60
UNCOUNTED = {
    "moods": "moods",
    "activities": "activities",
    "instruments": "instruments",
    "language": "languages",
    "features": "how music sounds",
    "duration_minutes": "a length",
}
"""Parts of a request that no plan counts, in words."""
NEGATIONS = frozenset(
    ["not", "never", "didnt", "dont", "doesnt", "havent", "hadnt", "hasnt", "wasnt", "isnt", "arent", "both"]
)
"""Left out, they would turn the answer round."""


class Told(ToolResult):
    """The sentence, how it was counted, and the rows behind it under the names of their columns."""

    kind: Literal["insight"] = "insight"
    sentence: str
    note: str
    scope: str
    columns: list[str]
    rows: list[list[str | int | float | None]]


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Answer a question about the listener's own history with numbers, a sentence and a chart.

    Put what is counted into `insight` (subject, measure, dates, hours, limit), names into `artists`, `tracks`, `albums`,
    `genres`, release years into `era`, and everything else that the question asks into `plan`. Examples:
    "who do I listen to after midnight": insight {subject: artists, hours: {from: 0, to: 5}}.
    "how many minutes of jazz in 2019": genres [jazz], insight {subject: genres, measure: minutes, from: 2019-01-01, to: 2019-12-31}.
    "did I listen more in 2020 or 2021": insight {subject: plays}, plan {versus: [{from: 2020-01-01, to: 2020-12-31}, {from: 2021-01-01, to: 2021-12-31}]}.
    "Radiohead or Drake, whom do I play more": artists [Radiohead, Drake], insight {subject: artists}.
    "which day of the week": insight {subject: days}, plan {by: weekday}. "my top artist of every year": insight {subject: artists}, plan {by: year}.
    "how many different artists in 2020": insight {subject: artists, from, to}, plan {distinct: true}.
    "what share of my listening is Radiohead": artists [Radiohead], insight {subject: plays}, plan {share: names}.
    "minutes a day on average": insight {subject: plays, measure: minutes}, plan {per: day}. "longest streak": insight {subject: days, measure: streak}.
    "longest session": insight {subject: sessions, measure: minutes}, plan {order: most}. "songs played only once": insight {subject: tracks}, plan {at_most: 1}.
    Speak only of numbers in the result, and say what it was counted from when asked.
    """
    turn = context.deps
    if request.insight is None:
        raise InvalidRequest("That question could not be read. Ask for example “what did I play most in 2019”.")
    await show(context, HeardPart(data=heard(request)))
    plan = plan_of(request, request.insight, gate=turn.chat.settings.policy.gate)
    await show(context, ActivityPart(data=Activity(text=_doing(request.insight))))
    async with turn.chat.database.connect() as conn:
        insight = await answer(conn, turn.account, plan)
    await show(context, InsightPart(data=insight))
    return told(insight)


def plan_of(request: UnderstoodRequest, asked: InsightQuestion, *, gate: bool) -> Plan:
    """The plan that a request holds. Raises InvalidRequest where it asks for what cannot be counted."""
    unknown = [said for field, said in UNCOUNTED.items() if getattr(request, field)]
    unknown += ["being older or newer"] if request.era and request.era.delta else []
    unknown += [f"“{word}”" for word in request.unparsed if word.lower().replace("’", "").replace("'", "") in NEGATIONS]
    if unknown:
        raise InvalidRequest(
            f"I understood a question about your {asked.subject}, but plays cannot be counted by {' or '.join(unknown)}. "
            "They can be by artist, song, album, genre, release year, day, hour and device."
        )
    era, exclude = request.era, request.exclude
    left: dict[Left, tuple[str, ...]] = {
        "artists": tuple(exclude.artists),
        "tracks": tuple(exclude.tracks),
        "genres": tuple(exclude.genres),
    }
    return Plan(
        subject=asked.subject,
        measure=asked.measure,
        period=Period(asked.from_, asked.to),
        hours=(asked.hours.from_, asked.hours.to) if asked.hours else None,
        limit=asked.limit,
        artists=tuple(request.artists),
        tracks=tuple(request.tracks),
        albums=tuple(request.albums),
        genres=tuple(request.genres),
        without={kind: names for kind, names in left.items() if names},
        released=(era.from_, era.to) if era and (era.from_ or era.to) else None,
        more=request.plan or Refinement(),
        gate=gate,
    )


def _doing(asked: InsightQuestion) -> str:
    """Which part of the history is read, by its years."""
    first, last = asked.from_, asked.to
    if first and last:
        years = f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
        return f"Looking at your {years} history"
    return "Looking at your whole history" if not first and not last else "Looking at your history"


def told(insight: Insight) -> Told:
    """What may be said of it: few names, and as many bars as a chart can hold."""
    most = TOLD_NAMES if insight.kind == "ranking" else TOLD_BARS
    return Told(
        sentence=insight.sentence,
        note=insight.note,
        scope=insight.scope,
        columns=[column.label for column in insight.columns],
        rows=insight.rows[:most],
    )


def say(result: Told, turn: Turn) -> list[str]:
    return [words.sentence(words.safe(result.sentence))]
