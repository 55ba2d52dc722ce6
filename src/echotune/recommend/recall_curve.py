"""How much of what a listener came back to was among the first k, over their own years: the default against play counts.

Windows, candidates, targets and metrics are those of `recommend.evaluation`: equally spaced cuts over the later half of
the record, one week after each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.evaluation.events import Events, events_of_model
from echotune.recommend.evaluation.metrics import recall
from echotune.recommend.evaluation.protocol import Window, cuts, window
from echotune.recommend.evaluation.scorers import SCORERS, Cut
from echotune.taste.listener import ListenerModel
from echotune.taste.ranking import Recall
from echotune.training.ranker.fitting import fit_all
from echotune.training.ranker.weeks import Weeks

CUTS = 24
DEEPEST = 50
TASKS = ("relisten", "rediscover")
COMPARED = {"default": "default", "plain": "playCount"}

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Measured:
    """One window. `recalls`: float64[50] by what is compared, recall among the first 1..50."""

    cut: int
    recalls: dict[str, Floats]


@dataclass(eq=False)
class Curve:
    """One task's windows, in order of time."""

    task: str
    measured: list[Measured] = field(default_factory=list)

    def over_k(self, name: str) -> Floats:
        """float64[50], the mean over windows."""
        return np.asarray(np.mean([one.recalls[name] for one in self.measured], axis=0))


@dataclass(eq=False)
class Measuring:
    """A record that is being measured, cut by cut. Raises NotReady for one that is too short."""

    model: ListenerModel
    weeks: Weeks
    curves: dict[str, Curve] = field(default_factory=lambda: {task: Curve(task) for task in TASKS})

    def __post_init__(self) -> None:
        self.events = events_of_model(self.model)
        self.cuts = cuts(self.events, CUTS)

    def at(self, cut: int) -> None:
        """Measure one cut; they come in order."""
        for task, one in _at(self.events, self.model, self.weeks, cut):
            self.curves[task].measured.append(one)

    @property
    def measured(self) -> list[Curve]:
        """The curves that have windows."""
        return [curve for curve in self.curves.values() if curve.measured]


def _at(events: Events, model: ListenerModel, weeks: Weeks, cut: int) -> Iterator[tuple[str, Measured]]:
    past = Cut(Recall(model.until(datetime.fromtimestamp(cut, UTC)), cut), fit_all(weeks, cut))
    for task in TASKS:
        found = window(events, task, cut)
        if found.counts:
            yield task, Measured(cut, {name: _recalls(found, past, scorer) for name, scorer in COMPARED.items()})


def _recalls(found: Window, past: Cut, scorer: str) -> Floats:
    """Recall among the first 1..50 of a window's candidates; ties by name."""
    score = SCORERS[found.task][scorer](past)[found.candidates]
    order = np.argsort(-score, kind="stable")
    hits = np.isin(found.candidates, found.targets)[order]
    return np.array([recall(hits, len(found.targets), k) for k in range(1, DEEPEST + 1)])
