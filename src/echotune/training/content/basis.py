"""One number as a few smooth ones: cosines of its quantile.

A value becomes its share of smaller values in the catalogue, u in 0..1, and u becomes sqrt(2) c_j cos(j pi u), j = 1..H.
These functions have mean 0 and are orthogonal over the catalogue, so that an unknown value, all zeros, is exactly the
average recording: it adds nothing to any similarity. A plain standardised value would do the same, but then everything
ordinary would lie near the origin and resemble nothing; here the middle is a place like any other. c_j falls with 1/j:
the kernel sum c_j^2 cos cos is that of a first-order smoothing spline (Wahba, "Spline Models for Observational Data",
1990, chapter 2), near 1 for neighbours and negative for opposites.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
MOST_KNOTS = 257


@dataclass(frozen=True, eq=False)
class SmoothBasis:
    """`knots` (ascending values) and the `levels` (quantiles) they stand at; `centre`: the mean that ties leave over."""

    knots: Floats
    levels: Floats
    centre: Floats

    @classmethod
    def fit(cls, values: Floats, harmonics: int) -> SmoothBasis:
        """From the known values of a catalogue; NaN is unknown. Without any, everything is neutral."""
        known = values[np.isfinite(values)]
        if not len(known):
            return cls(np.zeros(0, np.float32), np.zeros(0, np.float32), np.zeros(harmonics, np.float32))
        knots, count = np.unique(known, return_counts=True)
        levels = (np.cumsum(count) - count / 2) / len(known)
        if len(knots) > MOST_KNOTS:
            picked = np.unique(np.searchsorted(levels, np.linspace(levels[0], levels[-1], MOST_KNOTS)))
            knots, levels = knots[picked], levels[picked]
        raw = cls(knots.astype(np.float32), levels.astype(np.float32), np.zeros(harmonics, np.float32))
        return cls(raw.knots, raw.levels, raw.transform(known).mean(axis=0, dtype=np.float64).astype(np.float32))

    def transform(self, values: Floats) -> Floats:
        """float32[N, H], mean square length about 1 over the catalogue; zeros where a value is unknown."""
        harmonics = len(self.centre)
        out = np.zeros((len(values), harmonics), np.float32)
        known = np.isfinite(values)
        if not len(self.knots) or not known.any():
            return out
        quantile = np.interp(values[known], self.knots, self.levels).astype(np.float32)
        number = np.arange(1, harmonics + 1, dtype=np.float32)
        out[known] = falloff(harmonics) * np.cos(np.pi * quantile[:, None] * number) - self.centre
        return out


def falloff(harmonics: int) -> Floats:
    """sqrt(2) c_j with c_j ~ 1/j and the squares of c summing to 1."""
    strength = 1 / np.arange(1, harmonics + 1)
    scaled: Floats = (np.sqrt(2) * strength / np.sqrt((strength**2).sum())).astype(np.float32)
    return scaled
