"""Beats a minute: the coarse period by librosa, then made exact."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

LEAST_SECONDS: Final = 8.0
SPANS: Final = (2, 4, 8, 16)
"""Beats over which the period is measured again: over n of them its error is n times smaller."""
LEAST_PULSE: Final = 0.1
"""Autocorrelation at the period, as a share of that at 0; below it nothing is repeated."""


def beats_a_minute(librosa: Any, onsets: NDArray[np.floating], rate: int, hop: int) -> float | None:
    """The tempo of an onset envelope; None where it is too short or nothing in it recurs.

    librosa's estimate (autocorrelation under a log-normal prior around 120, Ellis, "Beat tracking by dynamic
    programming", 2007) stands at whole frames, 4 % apart at 120: the period is therefore measured again over longer
    and longer spans of beats.
    """
    if len(onsets) * hop < LEAST_SECONDS * rate or onsets.std() <= 1e-9:
        return None
    coarse = float(librosa.feature.tempo(onset_envelope=onsets, sr=rate, hop_length=hop)[0])
    if not np.isfinite(coarse) or coarse <= 0:
        return None
    likeness = _autocorrelation(onsets)
    period = 60 * rate / hop / coarse
    if likeness[round(period) - 1 : round(period) + 2].max(initial=0) < LEAST_PULSE:
        return None
    for span in SPANS:
        if span * (period + 1) + 2 >= len(likeness) / 2:
            break
        period = _peak(likeness, span * period, max(1.0, span / 2)) / span
    return float(60 * rate / hop / period)


def _autocorrelation(onsets: NDArray[np.floating]) -> NDArray[np.float64]:
    centred = onsets - onsets.mean()
    spectrum = np.fft.rfft(centred, 2 * len(centred))
    raw = np.fft.irfft(np.abs(spectrum) ** 2)[: len(centred)]
    return np.asarray(raw / max(float(raw[0]), 1e-12))


def _peak(likeness: NDArray[np.float64], around: float, reach: float) -> float:
    """The highest point within `reach` frames, between frames by a parabola."""
    first, end = max(1, round(around - reach)), round(around + reach) + 1
    top = first + int(np.argmax(likeness[first:end]))
    left, middle, right = likeness[top - 1 : top + 2]
    bend = left - 2 * middle + right
    return top + (0.5 * float((left - right) / bend) if bend < 0 else 0.0)
