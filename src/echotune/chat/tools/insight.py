"""Answer a question about one's own listening: numbers from the plays, a sentence, a drawing."""

from __future__ import annotations

from datetime import date
from typing import Literal

from echotune.chat import words
from echotune.chat.heard import heard
from echotune.chat.parts import Activity, ActivityPart, HeardPart, InsightPart, show
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import InsightQuestion, UnderstoodRequest
from echotune.core.errors import InvalidRequest
from echotune.insights.insight import Insight
from echotune.insights.period import Period
from echotune.insights.question import Question, answer

TOLD_ROWS = 20


class Told(ToolResult):
    """The sentence, its scope, and the first rows behind it."""

    kind: Literal["insight"] = "insight"
    sentence: str
    note: str
    scope: str
    rows: list[list[str | int | float | None]]


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Answer a question about the listener's own history: top artists, tracks, albums, genres, totals, hours, skips.

    Give `insight`; name artists in `artists` when the question is about them. Speak only of numbers in the result.
    """
    turn = context.deps
    if request.insight is None:
        raise InvalidRequest("That question could not be read. Ask for example “what did I play most in 2019”.")
    await show(context, HeardPart(data=heard(request)))
    await show(context, ActivityPart(data=Activity(text=_doing(request.insight))))
    async with turn.chat.database.connect() as conn:
        insight = await answer(conn, turn.account, _question(request, request.insight))
    await show(context, InsightPart(data=insight))
    return _told(insight)


def _question(request: UnderstoodRequest, asked: InsightQuestion) -> Question:
    return Question(
        subject=asked.subject,
        measure=asked.measure,
        period=Period(_day(asked.from_), _day(asked.to)),
        hours=(asked.hours.from_, asked.hours.to) if asked.hours else None,
        limit=asked.limit,
        artists=tuple(request.artists),
        tracks=tuple(request.tracks),
        genres=tuple(request.genres),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _doing(asked: InsightQuestion) -> str:
    """Which part of the history is read, by its years."""
    first, last = _day(asked.from_), _day(asked.to)
    if first and last:
        years = f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
        return f"Looking at your {years} history"
    return "Looking at your whole history" if not first and not last else "Looking at your history"


def _told(insight: Insight) -> Told:
    return Told(sentence=insight.sentence, note=insight.note, scope=insight.scope, rows=insight.rows[:TOLD_ROWS])


def say(result: Told, turn: Turn) -> list[str]:
    return [words.sentence(words.safe(result.sentence))]
