"""Who listens: what they will turn out to like, the phases of their taste, and how much they listen when."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.genres import GENRE_INDEX, GENRES
from echotune.history.demo.headliners import HEADLINERS
from echotune.history.demo.world import World

TIME_ZONE = "Europe/Stockholm"
FIRST_DAY = date(2015, 1, 5)
TICK_DAYS = 3.5
"""The step of the simulation: half a week, so that weekdays and weekends can differ."""

YEARLY_APPETITE = {
    2015: 0.5,
    2016: 0.65,
    2017: 0.85,
    2018: 0.8,
    2019: 1.0,
    2020: 1.45,
    2021: 1.2,
    2022: 1.0,
    2023: 0.95,
}
MONTHLY_APPETITE = (1.05, 1.0, 0.98, 0.95, 0.95, 1.05, 0.85, 1.2, 1.0, 1.05, 1.1, 1.0)


@dataclass
class Listener:
    """`warmth` (T) is how much each track will please, about N(0, 1); nobody knows it before hearing the track."""

    warmth: NDArray[np.float32]
    artist_fit: NDArray[np.float32]
    phase_weights: NDArray[np.float64]
    """Pull of each genre (columns) in each tick (rows), positive."""


def ticks_until(until: date) -> int:
    return max(8, int((until - FIRST_DAY - timedelta(days=1)) / timedelta(days=TICK_DAYS)))


def decimal_year(tick: int) -> float:
    day = FIRST_DAY + timedelta(days=TICK_DAYS * tick)
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def build_listener(world: World, ticks: int, rng: np.random.Generator) -> Listener:
    """A person with a settled liking for some genres and passing phases of others."""
    settled = rng.normal(0.0, 0.9, len(GENRES))
    for name in ("slowcore", "chamber pop", "ambient", "neoclassical", "dream pop", "indie folk"):
        settled[GENRE_INDEX[name]] += 0.8
    fit = 0.55 * settled[world.genre] + rng.normal(0.0, 0.75, world.artists)
    fit = np.minimum(fit, 1.7)
    fit[: len(HEADLINERS)] = [headliner.fit for headliner in HEADLINERS]
    artist_fit: NDArray[np.float32] = fit.astype(np.float32)
    noise = rng.normal(0.0, 0.7, world.tracks).astype(np.float32)
    warmth = 0.62 * artist_fit[world.artist_of] + 0.35 * world.catchiness + noise
    return Listener(warmth.astype(np.float32), artist_fit, _phases(settled, ticks, rng))


def _phases(settled: NDArray[np.float64], ticks: int, rng: np.random.Generator) -> NDArray[np.float64]:
    weights = np.tile(np.exp(0.8 * settled), (ticks, 1))
    start = 0
    while start < ticks:
        length = int(rng.integers(24, 120))
        genre = int(rng.integers(len(GENRES)))
        boost = float(np.exp(rng.normal(1.7, 0.5)))
        weights[start : start + length, genre] *= boost
        for name in GENRES[genre].related:
            weights[start : start + length, GENRE_INDEX[name]] *= 1 + (boost - 1) / 3
        start += int(length * rng.uniform(0.3, 0.9))
    return weights


def appetite(ticks: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Share of all plays that falls in each tick: years, months, moods of a week, holidays without music."""
    share = np.empty(ticks)
    for tick in range(ticks):
        day = FIRST_DAY + timedelta(days=TICK_DAYS * tick)
        share[tick] = YEARLY_APPETITE.get(day.year, 0.95) * MONTHLY_APPETITE[day.month - 1]
    drift = np.convolve(rng.normal(0.0, 0.5, ticks + 8), np.ones(9) / 3, mode="valid")
    share *= np.exp(0.35 * drift + rng.normal(0.0, 0.22, ticks))
    share[rng.random(ticks) < 0.012] *= 0.03
    share /= share.sum()
    return share
