"""A listening life, half a week at a time: what is discovered, what stays on, what is let go, what comes back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.headliners import HEADLINERS
from echotune.history.demo.life import Life
from echotune.history.demo.listener import TICK_DAYS, Listener, appetite, decimal_year
from echotune.history.demo.players import play
from echotune.history.demo.sessions import plan_sessions, week_profile
from echotune.history.demo.world import World

TICK_SECONDS = int(TICK_DAYS * 86_400)


@dataclass(frozen=True)
class Heard:
    """Plays in the order of listening: track and session by play; start (s of local time since the first day), kind,
    part of day by session."""

    track: NDArray[np.int32]
    session: NDArray[np.int32]
    session_start: NDArray[np.int64]
    session_kind: NDArray[np.int8]
    session_hours: NDArray[np.int8]


def _plan_headliners(life: Life, ticks: int) -> None:
    for tick in range(ticks):
        now, before = decimal_year(tick), decimal_year(tick - 1)
        for artist, headliner in enumerate(HEADLINERS):
            seasons = list(headliner.seasons)
            if headliner.winters:
                seasons += [(year + 0.83, year + 1.14, 1.3) for year in range(2016, int(decimal_year(ticks)) + 1)]
            for start, end, strength in seasons:
                if before < start <= now or (tick == 0 and start <= now < end):
                    life.due[tick].append((artist, max(2, int((end - start) * 104)), strength))


def live(world: World, listener: Listener, ticks: int, rows: int, new_songs: int, rng: np.random.Generator) -> Heard:
    """`rows` plays over `ticks`, of which about `new_songs` are first hearings."""
    life = Life(world, listener, max(1.0, new_songs / ticks / 4), rng)
    _plan_headliners(life, ticks)
    per_tick = rng.multinomial(rows, appetite(ticks, rng))
    radio = 0.75 * new_songs / max(rows, 1) / 0.063
    track = np.empty(rows, np.int32)
    session = np.empty(rows, np.int32)
    starts, session_kinds, session_hours = [], [], []
    filled = number = 0
    for tick in range(ticks):
        life.begin(tick)
        if not per_tick[tick]:
            continue
        lateness = min(1.0, max(0.0, (decimal_year(tick) - 2018.5) / 3))
        plan = plan_sessions(int(per_tick[tick]), tick % 2 == 1, week_profile(lateness), radio, rng)
        for kind, hours, length in zip(plan.kind.tolist(), plan.hours.tolist(), plan.length.tolist(), strict=True):
            track[filled : filled + length] = play(life, kind, hours, length)
            session[filled : filled + length] = number
            filled += length
            number += 1
        starts.append(plan.start + tick * TICK_SECONDS)
        session_kinds.append(plan.kind)
        session_hours.append(plan.hours)
    return Heard(track, session, np.concatenate(starts), np.concatenate(session_kinds), np.concatenate(session_hours))
