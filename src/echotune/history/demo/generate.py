"""Makes a whole demo from a number of rows and a seed."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from echotune.history.demo import extras, layout
from echotune.history.demo.endings import rows_of
from echotune.history.demo.expected import Expected, expect
from echotune.history.demo.listener import build_listener, ticks_until
from echotune.history.demo.listening import live
from echotune.history.demo.naming import Naming
from echotune.history.demo.rows import CHAPTER, EPISODE, Rows
from echotune.history.demo.world import build_world

DEFAULT_ROWS = 60_000
FEWEST_ROWS = 200


@dataclass
class Demo:
    """A generated export: `rows` in order of time, and the files that hold them (some rows in several)."""

    seed: int
    until: date
    rows: Rows
    files: list[layout.HistoryFile]
    naming: Naming

    @property
    def rows_in_files(self) -> int:
        """What an import will count as read."""
        return sum(len(file.rows) for file in self.files)

    @cached_property
    def expected(self) -> Expected:
        """What an import has to report for the whole ZIP."""
        return expect(self.rows, self.files, self.naming)


@dataclass(frozen=True)
class _Budget:
    """How many of the wanted rows are what."""

    repeats: int
    overlap: int
    episodes: int
    chapters: int
    videos: int
    near: int
    same_second: int
    songs: int


def _budget(rows: int) -> _Budget:
    def share(part: float) -> int:
        return max(3, round(rows * part))

    parts = {
        "repeats": share(0.010),
        "overlap": share(0.025),
        "episodes": share(0.012),
        "chapters": share(0.003),
        "videos": share(0.008),
        "near": share(0.001),
        "same_second": share(0.002),
    }
    return _Budget(**parts, songs=rows - sum(parts.values()))


def distinct_tracks_wanted(rows: int) -> int:
    """Real histories grow in distinct tracks with less than the rows: about 5,500 at 40,000, 55,000 at a million."""
    return int(3.0 * rows**0.72)


def generate(rows: int, seed: int, *, until: date) -> Demo:
    """A listening life from 2015 to the days before `until`, `rows` rows of history in all. Pure and repeatable.

    Raises ValueError below `FEWEST_ROWS`.
    """
    if rows < FEWEST_ROWS:
        raise ValueError(f"A demo needs at least {FEWEST_ROWS} rows, not {rows}")
    rng = np.random.default_rng(seed)
    budget, tracks, ticks = _budget(rows), distinct_tracks_wanted(rows), ticks_until(until)
    world = build_world(6 * tracks + 4_000, until.year, rng)
    listener = build_listener(world, ticks, rng)
    songs = rows_of(world, listener, live(world, listener, ticks, budget.songs, tracks, rng), rng)
    extended_until = int(np.quantile(songs.end, 0.993))
    extras.lose_items(songs, max(3, rows // 400), max(3, rows // 500), rng)
    everything = Rows.join(
        [
            songs,
            extras.spoken(songs, EPISODE, budget.episodes, rng),
            extras.spoken(songs, CHAPTER, budget.chapters, rng),
            extras.videos(songs, budget.videos, rng),
            extras.near_repeats(songs, budget.near, rng),
            extras.same_second(songs, budget.same_second, rng),
        ]
    )
    layout.settle_tail(everything, extended_until)
    files = layout.lay_out(everything, budget.repeats, budget.overlap, extended_until, rng)
    return Demo(seed, until, everything, files, Naming(world, seed))
