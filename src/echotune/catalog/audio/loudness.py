"""Integrated loudness as broadcasters measure it: ITU-R BS.1770-4, in LUFS.

K-weighting (a shelf for the head, a high-pass for the ear), mean squares of 400 ms windows every 100 ms, and two gates so
that silence does not count. A 997 Hz sine of full scale in one channel reads -3.01 LUFS.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Floats = NDArray[np.float64]

HOP_SECONDS: Final = 0.1
HOPS_A_WINDOW: Final = 4
OFFSET_DB: Final = -0.691
ABSOLUTE_GATE_LUFS: Final = -70.0
RELATIVE_GATE_LU: Final = -10.0

SHELF: Final = (1681.974450955533, 0.7071752369554196, 3.999843853973347)
"""Frequency in Hz, quality and gain in dB that give the recommendation's coefficients at 48 kHz, for other rates too."""
SHELF_SLOPE: Final = 0.4996667741545416
HIGH_PASS: Final = (38.13547087602444, 0.5003270373238773)


def integrated(samples: NDArray[np.float32], rate: int) -> float | None:
    """LUFS of float32[n, channels] (one or two channels); None for silence and for less than 400 ms."""
    power = _window_powers(k_weighted(samples, rate), rate)
    power = power[_lufs(power) > ABSOLUTE_GATE_LUFS]
    if not len(power):
        return None
    power = power[_lufs(power) > _lufs(power.mean()) + RELATIVE_GATE_LU]
    return float(_lufs(power.mean()))


def k_weighted(samples: NDArray[np.float32], rate: int) -> Floats:
    """Both filters, along time."""
    weighted = samples.astype(np.float64)
    for above, below in (shelf(rate), high_pass(rate)):
        weighted = lfilter(above, below, weighted, axis=0)
    return weighted


def shelf(rate: int) -> tuple[list[float], list[float]]:
    """Coefficients (b, a) of the first filter."""
    frequency, quality, gain_db = SHELF
    k = math.tan(math.pi * frequency / rate)
    high = 10 ** (gain_db / 20)
    middle = high**SHELF_SLOPE
    unit = 1 + k / quality + k * k
    above = [high + middle * k / quality + k * k, 2 * (k * k - high), high - middle * k / quality + k * k]
    below = [unit, 2 * (k * k - 1), 1 - k / quality + k * k]
    return [b / unit for b in above], [a / unit for a in below]


def high_pass(rate: int) -> tuple[list[float], list[float]]:
    """Coefficients (b, a) of the second filter."""
    frequency, quality = HIGH_PASS
    k = math.tan(math.pi * frequency / rate)
    unit = 1 + k / quality + k * k
    return [1.0, -2.0, 1.0], [1.0, 2 * (k * k - 1) / unit, (1 - k / quality + k * k) / unit]


def _window_powers(weighted: Floats, rate: int) -> Floats:
    """Mean square of each window, the channels summed."""
    hop = round(rate * HOP_SECONDS)
    hops = len(weighted) // hop
    if hops < HOPS_A_WINDOW:
        return np.zeros(0)
    squares = (weighted[: hops * hop] ** 2).sum(axis=1).reshape(hops, hop).mean(axis=1)
    return np.convolve(squares, np.full(HOPS_A_WINDOW, 1 / HOPS_A_WINDOW), mode="valid")


def _lufs(power: NDArray[np.float64] | np.floating) -> NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return np.asarray(OFFSET_DB + 10 * np.log10(power), np.float64)
