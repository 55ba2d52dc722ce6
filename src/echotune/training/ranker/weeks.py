"""A listener's earlier weeks as lessons: at each, what could have been ranked, and what was then listened to.

The weeks lie on a grid that begins with the first play, so that a record cut off at any moment has the same ones before it:
what is learned as of a moment cannot depend on anything after it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import ListenerModel
from echotune.taste.memory import DAY_SECONDS
from echotune.taste.ranking import RANKERS, Ranking, Recall, standard
from echotune.training.ranker.listwise import Week
from echotune.training.ranker.tasks import TASKS

MOST_WEEKS: Final = 104
FIRST_AFTER_DAYS: Final = 63
STEP_SECONDS: Final = 7 * DAY_SECONDS
FEWEST_CANDIDATES: Final = 50
LIKELY, OTHERS = 300, 200
"""Candidates kept of a week: the likeliest by the default and by each of the leading features, and some of the others."""

Lessons = dict[str, Week]


class Weeks:
    """The weeks of one record, made when first asked for and kept."""

    def __init__(self, model: ListenerModel) -> None:
        self._model = model
        self._made: dict[int, Lessons] = {}

    def before(self, moment: float, task: str) -> list[Week]:
        """The latest weeks of a task that were over at `moment` (epoch seconds), oldest first."""
        lessons = (self._at(start) for start in self._starts(moment))
        return [week[task] for week in lessons if task in week]

    def _starts(self, moment: float) -> list[int]:
        plays = self._model.plays
        if not len(plays):
            return []
        first = int(plays.ended_at[0]) + FIRST_AFTER_DAYS * DAY_SECONDS
        return list(range(first, int(moment) - STEP_SECONDS + 1, STEP_SECONDS))[-MOST_WEEKS:]

    def _at(self, start: int) -> Lessons:
        if start not in self._made:
            self._made[start] = self._lessons(start)
        return self._made[start]

    def _lessons(self, start: int) -> Lessons:
        recall = Recall(self._model.until(datetime.fromtimestamp(start, UTC)), start)
        listened = self._listened(start)
        rankings = {name: RANKERS[name](recall) for name in TASKS}
        columns = {kind: kind(recall) for kind in {task.columns for task in TASKS.values()}}
        return {
            name: _week(ranking, columns[TASKS[name].columns].matrix(ranking), listened, start)
            for name, ranking in rankings.items()
            if ranking.candidates.sum() >= FEWEST_CANDIDATES and (listened & ranking.candidates).any()
        }

    def _listened(self, start: int) -> NDArray[np.bool_]:
        model = self._model
        first, end = np.searchsorted(model.plays.ended_at, [start, start + STEP_SECONDS])
        listened = np.zeros(model.size, bool)
        listened[model.plays.recording[first:end][model.play_is_listen[first:end]]] = True
        return listened


def _week(ranking: Ranking, features: NDArray[np.float32], listened: NDArray[np.bool_], seed: int) -> Week:
    default = standard(ranking.score, ranking.candidates)[ranking.candidates].astype(np.float32)
    wanted = listened[ranking.candidates]
    rows, log_odds = _sample(default, features[:, 0], wanted, seed)
    return Week(default[rows], features[rows], log_odds, wanted[rows])


def _sample(
    default: NDArray[np.float32], decay: NDArray[np.float32], wanted: NDArray[np.bool_], seed: int
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Rows to keep, ascending, and the logarithm of how many each stands for."""
    size = len(default)
    kept = wanted.copy()
    for score in (default, decay):
        kept[np.argsort(-score, kind="stable")[:LIKELY]] = True
    rest, log_odds = np.flatnonzero(~kept), np.zeros(size, np.float32)
    picked = rest
    if len(rest) > OTHERS:
        picked = np.random.default_rng(seed).choice(rest, OTHERS, replace=False)
        log_odds[picked] = np.log(len(rest) / OTHERS)
    kept[picked] = True
    rows = np.flatnonzero(kept)
    return rows, log_odds[rows]
