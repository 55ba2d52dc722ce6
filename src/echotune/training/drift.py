"""How far what is seen now has moved from what a model was trained on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from echotune.training.store import Drift

BINS: Final = 10
MOST_SAMPLES: Final = 400
FEWEST_SAMPLES: Final = 20
"""Below that, a distribution is not compared: it would only show chance."""
SMALL, LARGE = 0.1, 0.25
"""Siddiqi (2006), Credit Risk Scorecards: below .1 no change to speak of, above .25 a large one."""
SURE: Final = 0.01

Values = NDArray[Any]
Verdict = Literal["stable", "moved", "changed"]


def sample(values: Values, most: int = MOST_SAMPLES) -> list[float]:
    """At most `most` of the finite values, ascending and evenly spread over their order: the same spread in fewer numbers."""
    finite = np.sort(np.asarray(values, np.float64)[np.isfinite(values)])
    if len(finite) > most:
        finite = finite[np.linspace(0, len(finite) - 1, most).round().astype(np.intp)]
    return [round(float(value), 6) for value in finite]


def psi(reference: Values, now: Values) -> float:
    """Population stability index over the reference's deciles: sum of (p - q) ln(p / q), 0 for equal shares.

    Siddiqi (2006), Credit Risk Scorecards, p. 136. Half a case is added to every bin, so that an empty one is finite;
    equal edges (a value that fills whole deciles) are joined.
    """
    edges = np.unique(np.quantile(reference, np.linspace(0, 1, BINS + 1)[1:-1]))
    expected, actual = _shares(reference, edges), _shares(now, edges)
    return float(((actual - expected) * np.log(actual / expected)).sum())


def _shares(values: Values, edges: Values) -> NDArray[np.float64]:
    counts = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1) + 0.5
    return np.asarray(counts / counts.sum())


def compare(reference: Mapping[str, list[float]], now: Mapping[str, list[float]]) -> list[Drift]:
    """Each measure that both sides have enough of; Kolmogorov and Smirnov's statistic and its p-value beside the index."""
    from scipy.stats import ks_2samp

    found = []
    for measure in sorted(reference.keys() & now.keys()):
        before, after = np.array(reference[measure]), np.array(now[measure])
        if min(len(before), len(after)) < FEWEST_SAMPLES:
            continue
        test = ks_2samp(before, after)
        found.append(
            Drift(measure, psi(before, after), float(test.statistic), float(test.pvalue), now_count=len(after))
        )
    return found


def verdict(drift: Drift) -> Verdict:
    """In a word: `changed` when the index is large, `moved` when it is not small; chance is `stable`."""
    if drift.p_value >= SURE or drift.psi < SMALL:
        return "stable"
    return "changed" if drift.psi >= LARGE else "moved"
