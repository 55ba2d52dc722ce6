"""The figures of a solo run, as one document and as a table."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.core.wire import UtcTime, WireModel
from echotune.recommend.evaluation.guardrails import Guardrails
from echotune.recommend.evaluation.scorers import FLOOR, JUDGED_BY, SCORERS
from echotune.training.paired import paired_interval

Values = dict[str, dict[str, NDArray[np.float64]]]
MetricName = Literal["ndcg10", "ndcg20", "recall50"]


class Figures(WireModel):
    """Means over the windows."""

    ndcg10: float
    ndcg20: float
    recall50: float


class Difference(WireModel):
    """Mean over windows of (default - floor), with its paired 95 % bootstrap interval."""

    against: str
    metric: MetricName
    mean: float
    low: float
    high: float


class TaskReport(WireModel):
    windows: int
    dropped: int
    """Windows too small to be measured."""
    scorers: dict[str, Figures]
    differences: list[Difference]
    """For each metric, against the floor of the task; then for the metric that the task is judged by, against the rest."""
    guardrails: Guardrails | None
    """Of the default's first places."""


class SoloReport(WireModel):
    protocol: Literal["solo"] = "solo"
    user_id: UUID
    events: int
    first_at: UtcTime
    last_at: UtcTime
    cuts: int
    tasks: dict[str, TaskReport]
    not_run: dict[str, str]
    seconds: float


def task_report(
    task: str, windows: list[dict[str, dict[str, float]]], guardrails: Guardrails | None, *, dropped: int
) -> TaskReport:
    """`windows`: metrics by scorer, one entry a window."""
    if not windows:
        return TaskReport(windows=0, dropped=dropped, scorers={}, differences=[], guardrails=None)
    values: Values = {
        scorer: {metric: np.array([one[scorer][metric] for one in windows]) for metric in windows[0][scorer]}
        for scorer in SCORERS[task]
    }
    judged, floor = JUDGED_BY[task], FLOOR[task]
    metrics = sorted(values["default"], key=lambda name: name != judged)
    others = [scorer for scorer in SCORERS[task] if scorer not in ("default", floor)]
    return TaskReport(
        windows=len(windows),
        dropped=dropped,
        scorers={
            scorer: Figures(**{metric: round(float(value.mean()), 5) for metric, value in figures.items()})
            for scorer, figures in values.items()
        },
        differences=[_difference(values, floor, metric) for metric in metrics]
        + [_difference(values, scorer, judged) for scorer in others],
        guardrails=guardrails,
    )


def _difference(values: Values, against: str, metric: str) -> Difference:
    gain = values["default"][metric] - values[against][metric]
    low, high = paired_interval(gain)
    return Difference(
        against=against, metric=metric, mean=round(float(gain.mean()), 5), low=round(low, 5), high=round(high, 5)
    )


def table(report: SoloReport) -> str:
    """For reading."""
    lines = [
        f"{report.events:,} events, {report.first_at:%Y-%m-%d} to {report.last_at:%Y-%m-%d}, {report.cuts} cuts, one week each"
    ]
    for task, figures in report.tasks.items():
        lines += ["", f"{task}: {figures.windows} windows measured, {figures.dropped} too small"]
        if not figures.windows:
            continue
        lines.append(f"  {'':<24}{'nDCG@10':>9}{'nDCG@20':>9}{'Recall@50':>11}")
        for scorer, one in figures.scorers.items():
            lines.append(f"  {scorer:<24}{one.ndcg10:>9.4f}{one.ndcg20:>9.4f}{one.recall50:>11.4f}")
        lines += [
            f"  default - {one.against}, {one.metric}: {one.mean:+.4f} [{one.low:+.4f}, {one.high:+.4f}]"
            for one in figures.differences
        ]
        if figures.guardrails:
            rails = figures.guardrails
            lines.append(
                f"  first 20: coverage {rails.coverage20:.2f}, Gini {rails.gini20:.2f}, distance "
                f"{rails.intra_list_distance:.2f}; artists repeated in the first 10: {rails.artist_repeats10:.1f}"
            )
    lines += [f"\n{task}: {reason}" for task, reason in report.not_run.items()]
    return "\n".join([*lines, "", f"{report.seconds:.1f} s"])
