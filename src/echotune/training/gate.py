"""The quality gate: a new model serves only if it is no worse than what serves now, and than what needs no learning.

All are measured on the same listeners and the same held-out items, so that their figures can be compared one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

TOLERANCE: Final = 0.01
"""Share of a rival's figure that a candidate may fall behind."""

Figures = NDArray[np.float64]
"""float64[n]: one figure a listener, higher is better; the same listeners in the same order for every rival."""


@dataclass(frozen=True)
class Decision:
    accepted: bool
    reason: str


def decide(measure: str, candidate: Figures, rivals: Mapping[str, Figures]) -> Decision:
    """Whether the candidate may serve, and why.

    `measure` is the figure's name for the sentence, `rivals` by what they are called in it. A rival is better when it
    leads by more than the tolerance and by more than one standard error of the paired differences, which with few
    listeners is wide. Nobody to measure on: it is accepted and said. Raises ValueError when a rival was measured on
    other listeners.
    """
    if any(figures.shape != candidate.shape for figures in rivals.values()):
        raise ValueError("rivals have to be measured on the same listeners")
    if not len(candidate):
        return Decision(True, "There was nothing to judge it by.")
    own = float(candidate.mean())
    better = {name: float(figures.mean()) for name, figures in rivals.items() if _beats(figures, candidate)}
    on = f"{measure} on {len(candidate):,} listener{'s' if len(candidate) != 1 else ''}"
    if better:
        worst = max(better, key=lambda name: better[name])
        return Decision(False, f"{on} is {own:.4f}, below {worst} with {better[worst]:.4f}.")
    beside = ", ".join(f"{name} {float(figures.mean()):.4f}" for name, figures in rivals.items())
    return Decision(True, f"{on} is {own:.4f}" + (f"; beside it: {beside}." if beside else "."))


def _beats(rival: Figures, candidate: Figures) -> bool:
    lead = rival - candidate
    noise = float(lead.std(ddof=1)) / len(lead) ** 0.5 if len(lead) > 1 else 0.0
    return float(lead.mean()) > max(TOLERANCE * float(rival.mean()), noise)
