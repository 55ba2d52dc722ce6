"""The preference model on one listener's own past: a figure that anyone can recompute (`echotune evaluate content`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import numpy as np
from pydantic import Field

from echotune.core.errors import NotReady
from echotune.core.wire import UtcTime, WireModel
from echotune.taste.listener import ListenerModel
from echotune.training.content.affinity import chosen_ridge, tried
from echotune.training.content.preference import Vectors
from echotune.training.content.trial import Trial

CUTS = 6
CONTROL_SEED = 1
COMPARED = ("model", "popularity", "popularity_fitted", "same_artist")


class CutReport(WireModel):
    """Fitted on everything before `cut`, tried on what was listened to for the first time after it."""

    cut: UtcTime
    targets: int
    model: float
    popularity: float
    popularity_fitted: float
    same_artist: float
    control: float
    low: float
    high: float


class ContentReport(WireModel):
    """Means over the cuts of areas under the ROC curve (0.5 is chance). `control`: the same with vectors dealt out anew,
    which should come to no more than `popularity_fitted`, the model without the space."""

    recordings: int
    known: int
    model: float
    popularity: float
    popularity_fitted: float
    same_artist: float
    control: float
    wins: int = Field(description="Cuts at which the model beat the better baseline by more than chance")
    cuts: list[CutReport]


def evaluate(model: ListenerModel, space: Vectors, cuts: int = CUTS) -> ContentReport:
    """`cuts` equally spaced moments of the second half of the record. Raises NotReady where nothing can be tried."""
    if not len(model.plays):
        raise NotReady("There are no plays to evaluate on. Import the export that Spotify sent.")
    first, last = int(model.plays.ended_at[0]), int(model.plays.ended_at[-1])
    moments = np.linspace(first + (last - first) / 2, last, cuts, endpoint=False)
    done = []
    for moment in moments.tolist():
        cut = datetime.fromtimestamp(int(moment), UTC)
        ridge = chosen_ridge(model.until(cut), space)
        trial = tried(model, space, cut, [ridge])[ridge]
        if trial.targets:
            done.append((cut, trial, tried(model, space, cut, [ridge], dealt=CONTROL_SEED)[ridge]))
    if not done:
        raise NotReady(
            "No recording of a catalogue pack was met for the first time in the second half of the record, so that there "
            "is nothing to try the content model on. Add a pack: echotune catalog add PATH --name NAME --origin ORIGIN"
        )
    return ContentReport(
        recordings=model.size,
        known=int(space.known.sum()),
        **_mean(trial for _, trial, _ in done),
        control=_mean(control for _, _, control in done)["model"],
        wins=sum(trial.wins for _, trial, _ in done),
        cuts=[CutReport(cut=cut, control=control.model, **vars(trial)) for cut, trial, control in done],
    )


def _mean(trials: Iterable[Trial]) -> dict[str, float]:
    rows = [vars(trial) for trial in trials]
    return {name: float(np.mean([row[name] for row in rows])) for name in COMPARED}
