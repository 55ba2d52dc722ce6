"""How well an embedder knows what it is not told: the figure that decides whether a new one may serve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.inputs import Inputs
from echotune.training.gate import Decision, Figures, decide

MOST_JUDGED = 2_000
MEASURE = "likeness of a recording to itself without its sound"


def judge(candidate: ContentEmbedder, serving: ContentEmbedder | None, inputs: Inputs) -> tuple[Decision, float | None]:
    """Against what serves, on the same recordings. Also the candidate's own mean figure, None where none has features."""
    own = figures(candidate, inputs)
    rivals = {} if serving is None else {"the serving model": figures(serving, inputs)}
    return decide(MEASURE, own, rivals), float(own.mean()) if len(own) else None


def figures(embedder: ContentEmbedder, inputs: Inputs) -> Figures:
    """float64[n]: for an even sample of the recordings whose sound is known, the cosine between the vector that is made
    with it and the one that is made when the features of the whole sample are hidden."""
    rows = np.flatnonzero(np.isfinite(inputs.features).any(axis=1) & (inputs.has_tags | (inputs.year > 0)))
    rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), MOST_JUDGED)).round().astype(np.intp)]
    features = inputs.features.copy()
    features[rows] = np.nan
    told = embedder.over(inputs).rows(rows).vectors
    untold = embedder.over(replace(inputs, features=features)).rows(rows).vectors
    return np.asarray((told * untold).sum(axis=1), np.float64)
