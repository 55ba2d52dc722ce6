"""From a trained fit to the arrays of an artefact and back, and what serves a listener as of a moment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.core.db import Connection
from echotune.training import registry
from echotune.training.ranker.fitting import Fit
from echotune.training.ranker.tasks import TASKS

FIGURES: Final = ("scale", "weeks", "gain", "error", "until")
Fits = Mapping[str, Fit]


def name_of(user_id: UUID) -> str:
    """What the taste model of an account is called in the registry."""
    return f"{registry.OF_LISTENERS}{user_id}"


def to_arrays(fits: Fits) -> dict[str, NDArray[Any]]:
    """Two arrays for each task: `TASK.weights` float64[F], and `TASK.figures` float64[5] in the order of FIGURES."""
    arrays: dict[str, NDArray[Any]] = {}
    for task, fit in fits.items():
        arrays[f"{task}.weights"] = fit.weights
        arrays[f"{task}.figures"] = np.array([getattr(fit, name) for name in FIGURES], np.float64)
    return arrays


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Fit]:
    """The fits of the tasks whose features are still the same; others are left out."""
    fits = {}
    for task, about in TASKS.items():
        weights, figures = arrays.get(f"{task}.weights"), arrays.get(f"{task}.figures")
        if weights is None or figures is None or weights.shape != (len(about.features),):
            continue
        scale, weeks, gain, error, until = figures.tolist()
        fits[task] = Fit(task, scale, weights, int(weeks), gain, error, until)
    return fits


async def load(conn: Connection, home: Path, user_id: UUID, now: float) -> dict[str, Fit]:
    """What serves the listener, if it was learned before `now` (epoch seconds); empty before the first training."""
    serving = await registry.serving(conn, home, name_of(user_id))
    fits = {} if serving is None else from_arrays(serving.arrays)
    return {task: fit for task, fit in fits.items() if fit.until <= now}
