"""`echotune evaluate solo`: the default rankings and the baselines on one listener's own past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.evaluation import guardrails
from echotune.recommend.evaluation.events import Events
from echotune.recommend.evaluation.metrics import METRICS
from echotune.recommend.evaluation.protocol import TASKS, Window, cuts, window
from echotune.recommend.evaluation.report import SoloReport, TaskReport, task_report
from echotune.recommend.evaluation.scorers import SCORERS, Cut
from echotune.taste.listener import ListenerModel
from echotune.taste.ranking import Recall
from echotune.training.ranker.fitting import fit_all
from echotune.training.ranker.weeks import Weeks

DUMPED = 100
SHOWN = 20
NO_PACK = "Not run: explore ranks the unheard tracks of catalogue packs, and there is none. Add one with `echotune catalog add`."


@dataclass(frozen=True, eq=False)
class Measured:
    """A window, the default's order of its candidates, and each scorer's metrics (none where it is too small)."""

    window: Window
    ranked: list[str]
    top: NDArray[np.int64]
    """Recordings of the first 20, in order; -1 for a candidate that the model does not have."""
    metrics: dict[str, dict[str, float]]


@dataclass(frozen=True, eq=False)
class Keys:
    """Keys of events and packs together, numbered as in the events."""

    names: list[str]
    by_name: NDArray[np.int64]
    """Place of each in the order of names."""
    recording: NDArray[np.int64]
    """Index in the model, -1 where the model does not have it."""
    offered: NDArray[np.int64]
    """Numbers of those that packs hold, ascending."""

    @classmethod
    def of(cls, events: Events, model: ListenerModel) -> Keys:
        packed = {model.keys[recording] for recording in np.flatnonzero(model.in_pack).tolist()}
        names = events.keys + sorted(packed.difference(events.keys))
        by_name = np.empty(len(names), np.int64)
        by_name[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        recording = np.array([model.index_of_key.get(name, -1) for name in names], np.int64)
        offered = np.array([number for number, name in enumerate(names) if name in packed], np.int64)
        return cls(names, by_name, recording, offered)


class Shown(NamedTuple):
    """A window in the model's numbers: `candidates` int64[C] are recordings, `wanted` bool[C] those that were then played,
    of `targets` in all."""

    task: str
    known: Cut
    candidates: NDArray[np.int64]
    wanted: NDArray[np.bool_]
    targets: int


@dataclass(eq=False)
class Solo:
    """One run. `events` say what happened; `model` is what the rankers may see, cut before each window."""

    events: Events
    model: ListenerModel
    cut_count: int = 24
    measured: list[Measured] = field(default_factory=list)

    def run(self) -> Iterator[Measured]:
        """Measure cut by cut; each window is yielded as soon as it is done. Raises NotReady (see `cuts`)."""
        for cut in cuts(self.events, self.cut_count):
            for done in self.at(cut):
                self.measured.append(done)
                yield done

    def at(self, cut: int) -> Iterator[Measured]:
        """All tasks at one moment (epoch seconds)."""
        known = self._known(cut)
        for task in self.tasks:
            yield _measure(window(self.events, task, cut, self._keys.offered), known, self._keys)

    def windows(self) -> Iterator[Shown]:
        """Every window that is large enough, with what the rankers may know at it."""
        for cut in cuts(self.events, self.cut_count):
            known = self._known(cut)
            for task in self.tasks:
                found = window(self.events, task, cut, self._keys.offered)
                recording = self._keys.recording[found.candidates]
                if found.counts:
                    wanted = np.isin(found.candidates, found.targets)[recording >= 0]
                    yield Shown(task, known, recording[recording >= 0], wanted, len(found.targets))

    def _known(self, cut: int) -> Cut:
        past = self.model.until(datetime.fromtimestamp(cut, UTC))
        return Cut(Recall(past, cut), fit_all(self._weeks, cut))

    @cached_property
    def _keys(self) -> Keys:
        return Keys.of(self.events, self.model)

    @cached_property
    def _weeks(self) -> Weeks:
        """Earlier weeks to learn from. Those after a cut are of no use to it: only what was over by then is asked for."""
        return Weeks(self.model)

    @property
    def tasks(self) -> list[str]:
        return [task for task in TASKS if task != "explore" or self.model.in_pack.any()]

    def report(self, seconds: float) -> SoloReport:
        first, last = (datetime.fromtimestamp(int(self.events.ended_at[at]), UTC) for at in (0, -1))
        return SoloReport(
            user_id=self.model.user_id,
            events=len(self.events.ended_at),
            first_at=first,
            last_at=last,
            cuts=self.cut_count,
            tasks={task: self._task(task) for task in self.tasks},
            not_run={} if "explore" in self.tasks else {"explore": NO_PACK},
            seconds=round(seconds, 2),
        )

    def _task(self, task: str) -> TaskReport:
        own = [done for done in self.measured if done.window.task == task]
        kept = [done for done in own if done.metrics]
        shown = guardrails.of(self.model, [done.top[done.top >= 0] for done in kept])
        return task_report(task, [done.metrics for done in kept], shown, dropped=len(own) - len(kept))


def with_shuffled_times(model: ListenerModel, seed: int) -> ListenerModel:
    """The control: the same plays at one another's times, so that only how often is left to know."""
    plays = model.plays
    order = np.random.default_rng(seed).permutation(len(plays))
    of_time = ("ended_at", "hour", "weekday")
    columns = {one.name: getattr(plays, one.name)[order] for one in fields(plays) if one.name not in of_time}
    return replace(model, plays=replace(plays, **columns))


def _measure(window: Window, known: Cut, keys: Keys) -> Measured:
    scorers = SCORERS[window.task]
    by_name, recording = keys.by_name[window.candidates], keys.recording[window.candidates]
    wanted = np.isin(window.candidates, window.targets)
    metrics: dict[str, dict[str, float]] = {}
    ranked, top = list[str](), np.zeros(0, np.int64)
    for name in scorers if window.counts else ["default"]:
        score = np.append(scorers[name](known), -np.inf)  # the last place answers for index -1
        order = np.lexsort((by_name, -score[recording]))
        if window.counts:
            hits = wanted[order]
            metrics[name] = {metric: measure(hits, len(window.targets)) for metric, measure in METRICS.items()}
        if name == "default":
            ranked = [keys.names[number] for number in window.candidates[order[:DUMPED]].tolist()]
            top = recording[order[:SHOWN]]
    return Measured(window, ranked, top, metrics)
