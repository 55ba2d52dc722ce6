"""Fit a listener's own ranker as of a moment, and keep it only where it does better on weeks that it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.training.gain import ndcg
from echotune.training.ranker.listwise import Week, Weights, fit
from echotune.training.ranker.tasks import TASKS
from echotune.training.ranker.weeks import Weeks

PENALTY: Final = 0.3
STEADY_WEEKS: Final = 40
"""With fewer weeks the penalty grows, up to threefold."""
FEWEST_WEEKS: Final = 12
HELD_OUT: Final = 4
"""One week in so many, the newest, is held out to judge by."""
AT: Final = 20


@dataclass(frozen=True, eq=False)
class Fit:
    """What was learned of one task. `weights` float64[F] in the order of the task's features.

    `gain`: mean nDCG@20 over the default ranking on the weeks held out, and `error` its standard error.
    """

    task: str
    scale: float
    weights: Weights
    weeks: int
    gain: float
    error: float
    until: float
    """Epoch seconds; nothing from then on was looked at."""

    @property
    def wins(self) -> bool:
        """Whether the held-out weeks speak for it."""
        return self.gain > 0

    @property
    def share(self) -> float:
        return TASKS[self.task].share if self.wins else 0.0

    def named(self) -> dict[str, float]:
        return dict(zip(TASKS[self.task].features, self.weights.tolist(), strict=True))


def fit_all(weeks: Weeks, moment: float) -> dict[str, Fit]:
    """A fit for each task that has weeks enough before `moment` (epoch seconds)."""
    lessons = {task: weeks.before(moment, task) for task in TASKS}
    return {task: _fit(task, own, moment) for task, own in lessons.items() if len(own) >= FEWEST_WEEKS}


def _fit(task: str, weeks: list[Week], moment: float) -> Fit:
    held_out = len(weeks) // HELD_OUT
    scale, weights = fit(weeks[:-held_out], _penalty(len(weeks)))
    gains = np.array([_gain(week, scale, weights, TASKS[task].share) for week in weeks[-held_out:]])
    scale, weights = fit(weeks, _penalty(len(weeks)))
    return Fit(task, scale, weights, len(weeks), float(gains.mean()), float(gains.std() / np.sqrt(len(gains))), moment)


def _penalty(weeks: int) -> float:
    return PENALTY * max(1.0, STEADY_WEEKS / weeks)


def _gain(week: Week, scale: float, weights: Weights, share: float) -> float:
    learned = scale * week.default + week.features @ weights
    spread = float(learned.std()) or 1.0
    mixed = (1 - share) * week.default + share * (learned - learned.mean()) / spread
    return _ndcg(mixed, week) - _ndcg(week.default, week)


def _ndcg(score: NDArray[np.floating], week: Week) -> float:
    hits = week.listened[np.argsort(-score, kind="stable")]
    return float(ndcg(hits, int(week.listened.sum()), AT))
