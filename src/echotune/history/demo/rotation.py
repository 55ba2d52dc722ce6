"""The songs that are on at the moment, and the ones that are remembered."""

import numpy as np
from numpy.typing import NDArray

HOURS_BOOST = 3.5
"""How much more often a song is played in the part of the day that it belongs to."""


class Rotation:
    """Songs with a date of entry and a date of leaving; being on is a state, not a fading."""

    def __init__(self) -> None:
        self.song = np.empty(0, np.int32)
        self.enters = np.empty(0, np.int32)
        self.leaves = np.empty(0, np.int32)
        self.pull = np.empty(0)
        self.hours = np.empty(0, np.int8)
        self.on: set[int] = set()

    def add(self, song: int, tick: int, length: int, pull: float, hours: int) -> None:
        if song in self.on:
            return
        self.on.add(song)
        self.song = np.append(self.song, np.int32(song))
        self.enters = np.append(self.enters, np.int32(tick))
        self.leaves = np.append(self.leaves, np.int32(tick + length))
        self.pull = np.append(self.pull, pull)
        self.hours = np.append(self.hours, np.int8(hours))

    def drop_due(self, tick: int) -> None:
        stays = self.leaves > tick
        if not stays.all():
            self.on.difference_update(self.song[~stays].tolist())
            self.song, self.enters, self.leaves = self.song[stays], self.enters[stays], self.leaves[stays]
            self.pull, self.hours = self.pull[stays], self.hours[stays]

    def draw(self, tick: int, hours: int, count: int, rng: np.random.Generator) -> NDArray[np.int32]:
        """`count` songs for a part of the day, with replacement; empty when nothing is on."""
        if not len(self.song):
            return np.empty(0, np.int32)
        age = (tick - self.enters) / np.maximum(self.leaves - self.enters, 1)
        weight = self.pull * np.where(age < 0.35, 1.4, np.where(age < 0.75, 1.0, 0.55))
        weight = weight * np.where(self.hours == hours, HOURS_BOOST, 1.0)
        return draw_weighted(self.song, weight, count, rng)


class Memory:
    """Liked songs with their fondness, and the months in which they were new: songs of one month come back together."""

    def __init__(self, tracks: int) -> None:
        self.fondness = np.zeros(tracks, np.float32)
        self.cohorts: list[list[int]] = []
        self.cohort_of: dict[int, int] = {}
        self._liked = np.empty(4096, np.int32)
        self._count = 0

    @property
    def liked(self) -> NDArray[np.int32]:
        return self._liked[: self._count]

    def like(self, song: int, fondness: float) -> None:
        if self.fondness[song] == 0:
            if self._count == len(self._liked):
                self._liked = np.resize(self._liked, 2 * self._count)
            self._liked[self._count] = song
            self._count += 1
            self.cohort_of[song] = len(self.cohorts) - 1
            self.cohorts[-1].append(song)
        self.fondness[song] += fondness

    def draw(self, count: int, rng: np.random.Generator) -> NDArray[np.int32]:
        return draw_weighted(self.liked, self.fondness[self.liked] ** 1.5, count, rng)

    def companions(self, song: int) -> list[int]:
        """The songs that were new in the same weeks."""
        return self.cohorts[self.cohort_of[song]] if song in self.cohort_of else []


def draw_weighted(
    songs: NDArray[np.int32], weight: NDArray[np.float64] | NDArray[np.float32], count: int, rng: np.random.Generator
) -> NDArray[np.int32]:
    """`count` of `songs` with replacement, in proportion to `weight`."""
    if not len(songs):
        return np.empty(0, np.int32)
    ladder = np.cumsum(weight, dtype=np.float64)
    chosen = np.searchsorted(ladder, rng.random(count) * ladder[-1], side="right")
    drawn: NDArray[np.int32] = songs[np.minimum(chosen, len(songs) - 1)]
    return drawn
