"""Measured values as sentences say them. Every number that a sentence holds stands in a row of its answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from echotune.insights import words
from echotune.insights.ask import in_words
from echotune.insights.ask.plan import Measure, Plan


def measured(measure: Measure, value: Any, *, then: bool = False) -> str:
    """`412 plays`, `22.8 hours`, `12.5 %`, `first heard on 2 May 2014`; `then`: of a period and not of all time."""
    if measure in ("first", "last"):
        return f"{measure} heard {'then ' if then else ''}on {words.day(value)}"
    if measure == "minutes":
        return words.duration(value)
    if measure == "skip_rate":
        return f"{percent(value)} of starts skipped"
    if measure in ("streak", "gap"):
        return words.count(value, "day")
    return words.count(value, "skip" if measure == "skips" else "play")


def percent(value: float) -> str:
    return f"{value:,.1f} %".replace(".0 %", " %")


def amount(value: float) -> str:
    """A mean: whole when it is, else with one decimal."""
    return f"{value:,.1f}".removesuffix(".0")


def whom(plan: Plan) -> str:
    link = "with" if plan.subject == "sessions" or plan.more.per == "session" else "of"
    return f" {link} {in_words.listed(plan.named)}" if plan.named else ""


def nothing(plan: Plan) -> str:
    """Why there is no row."""
    when = in_words.when(plan)
    if plan.subject == "genres" and not plan.called:
        return f"No genre is known for what you played{when}. A catalogue pack with genres would tell."
    if plan.named:
        return f"No {_row(plan)}{whom(plan)} is on record{when}."
    return f"Nothing is on record that answers this{when}."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def day_or_none(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _row(plan: Plan) -> str:
    return "skip" if plan.measure == "skips" else "play"
