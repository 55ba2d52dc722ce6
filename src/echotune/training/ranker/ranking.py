"""The default ranking and a listener's own fit, together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from echotune.taste.ranking import RANKERS, Floats, Ranking, Recall, standard
from echotune.training.ranker.fitting import Fit
from echotune.training.ranker.tasks import TASKS

DEFAULT = "default"


def rank(task: str, recall: Recall, fits: Mapping[str, Fit]) -> Ranking:
    """The task's ranking; its parts are the default (`default`) and each learned feature, and sum to the score."""
    default, fit = RANKERS[task](recall), fits.get(task)
    if fit is None or not fit.wins or not default.candidates.any():
        return default
    inside = default.candidates
    base = standard(default.score, inside)
    features = TASKS[task].matrix(recall, default).astype(np.float64)
    learned = fit.scale * base[inside] + features @ fit.weights
    scaling = fit.share / (float(learned.std()) or 1.0)
    parts = {DEFAULT: (1 - fit.share + scaling * fit.scale) * base}
    for name, column, weight in zip(TASKS[task].features, features.T, fit.weights, strict=True):
        parts[name] = _spread(scaling * weight * column, inside, len(base))
    score = np.where(inside, np.sum(list(parts.values()), axis=0), -np.inf)
    return Ranking(inside, score, parts)


def _spread(values: Floats, inside: NDArray[np.bool_], size: int) -> Floats:
    spread = np.zeros(size)
    spread[inside] = values
    return spread
