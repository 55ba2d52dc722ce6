"""How well an embedder knows what it is not told: the figure that decides whether a new one may serve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.inputs import Inputs
from echotune.training.gate import TOLERANCE, Decision, Figures

MOST_JUDGED = 2_000
MEASURE = "The likeness of recordings to themselves without their sound"


def judge(candidate: ContentEmbedder, serving: ContentEmbedder | None, inputs: Inputs) -> tuple[Decision, float | None]:
    """Against what serves, on the same recordings. Also the candidate's own mean figure, None where none has features."""
    own = figures(candidate, inputs)
    if not len(own):
        return Decision(
            True, "No recording knows its sound and something else, so that there was nothing to judge it by."
        ), None
    figure, on = float(own.mean()), f"{MEASURE} ({len(own):,} of them) is {own.mean():.4f}"
    if serving is None:
        return Decision(True, f"{on}."), figure
    rival = float(figures(serving, inputs).mean())
    if figure < rival * (1 - TOLERANCE):
        return Decision(False, f"{on}, below that of the serving model with {rival:.4f}."), figure
    return Decision(True, f"{on}; with the model before it {rival:.4f}."), figure


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
