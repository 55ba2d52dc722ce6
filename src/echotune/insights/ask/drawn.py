"""An answer as an insight: the same frame around the rows of every form."""

from __future__ import annotations

from dataclasses import dataclass, field

from echotune.accounts.store import Account
from echotune.insights import words
from echotune.insights.ask import in_words
from echotune.insights.ask.plan import Measure, Plan
from echotune.insights.insight import Cell, Column, Insight, Kind
from echotune.insights.period import Period
from echotune.taste.rings import RingPeriod

UNITS: dict[Measure, str | None] = {
    "plays": "plays",
    "minutes": "minutes",
    "skips": "skips",
    "skip_rate": "percent",
    "discoveries": "plays",
    "first": None,
    "last": None,
    "streak": "days",
    "gap": "days",
}
LABELS: dict[Measure, str] = {
    "plays": "Plays",
    "minutes": "Minutes",
    "skips": "Skips",
    "skip_rate": "Skip rate",
    "discoveries": "Plays",
    "first": "First heard",
    "last": "Last heard",
    "streak": "Days",
    "gap": "Days",
}


@dataclass(frozen=True)
class Evidence:
    """The rows of the record behind an answer, and how many of them come from private sessions."""

    rows: int
    private: int
    of: str = "play"
    """What a row is: a play, a skip, a start."""


@dataclass(frozen=True)
class Answer:
    """What a form found."""

    kind: Kind
    sentence: str
    columns: list[Column]
    rows: list[list[Cell]]
    evidence: Evidence
    period: Period | None = None
    """The days that were looked at, where they are not those of the plan."""
    highlight: int | None = None
    rings: list[list[RingPeriod]] = field(default_factory=list)
    follow_up: str = "What do I play most?"


def drawn(account: Account, plan: Plan, answer: Answer) -> Insight:
    """The insight with the plan in words, the counting rule and the scope."""
    period = answer.period or plan.period
    return Insight(
        name="answer",
        kind=answer.kind,
        title=in_words.title(plan),
        sentence=answer.sentence,
        note=f"{in_words.title(plan)}. {in_words.rule(plan)}",
        scope=_scope(account, period, answer.evidence),
        from_=period.first_day,
        to=period.last_day,
        columns=answer.columns,
        rows=answer.rows,
        highlight=answer.highlight,
        rings=answer.rings,
        ask=answer.follow_up,
    )


def value_column(measure: Measure) -> Column:
    dated = measure in ("first", "last")
    return Column(key="value", label=LABELS[measure], type="date" if dated else "number", unit=UNITS[measure])


def figure_columns(unit: str | None = None, *, dated: bool = False) -> list[Column]:
    """The columns of a figure: rows of a name and a value."""
    return [
        Column(key="what", label="What", type="text"),
        Column(key="value", label="Value", type="date" if dated else "number", unit=unit),
    ]


def _scope(account: Account, period: Period, evidence: Evidence) -> str:
    counted = f"{words.count(evidence.rows, evidence.of)}{words.of_them_private(evidence.private)}"
    rule = "plays of 30 s or more" if evidence.of == "play" else "rows that tell how they ended"
    return f"From {counted}, {words.span(period)}, {account.time_zone}, {rule}."
