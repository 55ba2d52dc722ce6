"""When sessions begin, what kind they are and how long they last."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]

ROTATION, LIKED, PLAYLIST, ARTIST, RADIO, MIXTAPE, LOOP = range(7)
EARLY, WORK, DINNER, LATE = range(4)
MEAN_LENGTH = 12

_KIND_WEIGHTS = np.array(
    [
        # rotation, liked, playlist, artist, radio, mixtape, loop
        [0.48, 0.04, 0.22, 0.11, 0.07, 0.05, 0.03],
        [0.30, 0.05, 0.28, 0.20, 0.10, 0.06, 0.01],
        [0.40, 0.06, 0.20, 0.17, 0.09, 0.06, 0.02],
        [0.34, 0.04, 0.10, 0.30, 0.11, 0.08, 0.03],
    ]
)


@dataclass
class Sessions:
    """The sessions of one tick: start in seconds from the tick's begin (local time), part of day, kind, rows."""

    start: NDArray[np.int64]
    hours: NDArray[np.int8]
    kind: NDArray[np.int8]
    length: NDArray[np.int32]


def _bump(hour: Weights, middle: float, width: float, height: float) -> Weights:
    distance = np.abs(hour - middle)
    bump: Weights = height * np.exp(-(np.minimum(distance, 24 - distance) ** 2) / (2 * width**2))
    return bump


def week_profile(lateness: float) -> Weights:
    """Habit of each hour of the week (168 values, Monday first); `lateness` moves weight into the night (0..1)."""
    hour: Weights = np.arange(24, dtype=np.float64) + 0.5
    days = []
    for weekday in range(7):
        weekend = weekday >= 5
        profile = _bump(hour, 22.4 if weekend else 21.6, 2.2, 30 + 75 * lateness + (25 if weekday == 6 else 0)) + 1.5
        if weekend:
            profile += _bump(hour, 11.0, 2.2, 55)
        else:
            profile += _bump(hour, 7.8, 0.9, 85 - 25 * lateness) + _bump(hour, 17.4, 1.3, 60)
            profile += _bump(hour, 13.2, 2.8, 34)
        days.append(profile * (1.25 if weekend else 1.0))
    week: Weights = np.concatenate(days)
    week /= week.sum()
    return week


def part_of_day(hour_of_week: NDArray[np.int64]) -> NDArray[np.int8]:
    hour, weekend = hour_of_week % 24, hour_of_week // 24 >= 5
    part = np.select(
        [hour < 5, hour < 9, (hour == 12) | ((hour >= 17) & (hour < 20)), hour >= 20], [LATE, EARLY, DINNER, LATE], WORK
    )
    return np.where(weekend & (part == WORK), EARLY, part).astype(np.int8)


def plan_sessions(rows: int, second_half: bool, profile: Weights, radio: float, rng: np.random.Generator) -> Sessions:
    """Splits `rows` plays of one tick into sessions. `radio` scales the share of sessions that look for new music."""
    count = max(1, round(rows / MEAN_LENGTH))
    weights = rng.lognormal(0.0, 0.75, count)
    length = rng.multinomial(rows, weights / weights.sum()).astype(np.int32)
    length = length[length > 0]
    half = profile[84:] if second_half else profile[:84]
    hour = np.sort(rng.choice(84, len(length), p=half / half.sum()))
    start = hour * 3600 + rng.integers(0, 3600, len(length))
    hours = part_of_day(hour + (84 if second_half else 0))
    kinds = _KIND_WEIGHTS.copy()
    kinds[:, RADIO] *= radio
    ladder = np.cumsum(kinds / kinds.sum(axis=1, keepdims=True), axis=1)
    kind = (rng.random((len(length), 1)) > ladder[hours]).sum(axis=1)
    return Sessions(start.astype(np.int64), hours, np.minimum(kind, LOOP).astype(np.int8), length)
