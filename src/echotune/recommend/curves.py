"""Recall curves of listeners: measured once for a record, aside, while other questions are answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from weakref import WeakKeyDictionary

from echotune.core.errors import NotReady
from echotune.recommend import wording
from echotune.recommend.recall_curve import CUTS, Curve, Measuring
from echotune.recommend.records import record_of
from echotune.recommend.schemas import CurvePoint, DatedPoint, RecallCurve, RecallCurves
from echotune.taste.listener import ListenerModel, Plays

PATIENCE_SECONDS: Final = 2.0
"""How long a first request waits before it is told to come back."""
AT: Final = 20
"""Depth at which the dates are compared."""


@dataclass(eq=False)
class _Progress:
    task: asyncio.Task[list[Curve]] | None = None
    done: int = 0


_progress: WeakKeyDictionary[Plays, _Progress] = WeakKeyDictionary()


async def curves(model: ListenerModel) -> RecallCurves:
    """The listener's curves, or how far measuring them has come. What only steers leaves them as they are."""
    found = _progress.setdefault(model.plays, _Progress())
    if found.task is None:
        found.task = asyncio.create_task(_measure(model, found))
    await asyncio.wait({found.task}, timeout=PATIENCE_SECONDS)
    if not found.task.done():
        return RecallCurves(status="measuring", done=found.done, cuts=CUTS, sentence=None, curves=[])
    try:
        measured = found.task.result()
    except NotReady as short:
        return RecallCurves(status="too_short", done=0, cuts=0, sentence=short.message, curves=[])
    shown = [_shown(curve, model) for curve in measured]
    return RecallCurves(status="ready", done=CUTS, cuts=CUTS, sentence=_sentence(shown), curves=shown)


async def _measure(model: ListenerModel, found: _Progress) -> list[Curve]:
    """Cut by cut, so that whoever travels to a day meanwhile gets a turn."""
    record = record_of(model)
    measuring = await asyncio.to_thread(Measuring, model, record.weeks)
    for cut in measuring.cuts:
        async with record.replaying:
            await asyncio.to_thread(measuring.at, cut)
        found.done += 1
    return measuring.measured


def _shown(curve: Curve, model: ListenerModel) -> RecallCurve:
    days = [datetime.fromtimestamp(one.cut, UTC).astimezone(model.zone).date() for one in curve.measured]
    return RecallCurve(
        mode="relisten" if curve.task == "relisten" else "rediscover",
        windows=len(curve.measured),
        over_k=[
            CurvePoint(k=k, ours=round(float(ours), 4), plain=round(float(plain), 4))
            for k, (ours, plain) in enumerate(zip(curve.over_k("default"), curve.over_k("plain"), strict=True), 1)
        ],
        over_time=[
            DatedPoint(
                day=day,
                ours=round(float(one.recalls["default"][AT - 1]), 4),
                plain=round(float(one.recalls["plain"][AT - 1]), 4),
            )
            for day, one in zip(days, curve.measured, strict=True)
        ],
        at=AT,
        scope=f"{len(days)} weeks, {_day(days[0])} to {_day(days[-1])}, {model.zone}, plays of 30 s or more.",
    )


def _sentence(shown: list[RecallCurve]) -> str:
    """In the words of the metric: recall at k is of min(k, targets)."""
    if not shown:
        return "There were too few plays in any week to measure on."
    curve = shown[0]
    ours, plain = curve.over_k[AT - 1].ours, curve.over_k[AT - 1].plain
    return (
        f"The first {AT} songs reached {_percent(ours)} of what they could, as many of the songs you came back to within "
        f"a week as there are places; your {AT} most played songs reached {_percent(plain)}."
    )


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _day(day: date) -> str:
    return f"{day.day} {wording.MONTHS[day.month - 1]} {day.year}"
