"""Where new music comes from: more of the artists at hand, their scene, and the genres of the phase."""

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.genres import GENRES
from echotune.history.demo.headliners import HEADLINERS
from echotune.history.demo.listener import Listener, decimal_year
from echotune.history.demo.world import World

STRANGER = 0.36
NEAR = 0.55
"""Of the new songs by artists already met: the share by those who are on at the moment."""
SAME_SCENE = 0.4


class Discovery:
    """Unheard songs, in the order in which this listener would come across them."""

    def __init__(self, world: World, listener: Listener, rng: np.random.Generator) -> None:
        self.world, self.listener, self.rng = world, listener, rng
        self.heard = np.zeros(world.tracks, bool)
        self.met = np.zeros(world.artists, bool)
        self._acquaintances: list[int] = []
        self.year = 2015
        self.tick = 0
        self._near: list[int] = []
        self._near_ladder: NDArray[np.float64] = np.empty(0)
        self._queues = self._strangers_by_genre()

    def _strangers_by_genre(self) -> list[list[int]]:
        """Artists of each genre, the best known and best fitting last (they are met first)."""
        lure = np.log(self.world.fame) + 0.8 * self.listener.artist_fit + self.rng.gumbel(0, 1, self.world.artists)
        order = np.argsort(lure, kind="stable")
        order = order[order >= len(HEADLINERS)]
        return [order[self.world.genre[order] == genre].tolist() for genre in range(len(GENRES))]

    def begin(self, tick: int, near: list[int], strengths: list[float]) -> None:
        self.tick, self.year = tick, int(decimal_year(tick))
        self._near, self._near_ladder = near, np.cumsum(strengths)

    def is_out(self, song: int) -> bool:
        return int(self.world.year[song]) <= self.year

    def hear(self, song: int) -> bool:
        """True at the first hearing."""
        first = not self.heard[song]
        self.heard[song] = True
        artist = int(self.world.artist_of[song])
        if not self.met[artist]:
            self.met[artist] = True
            self._acquaintances.append(artist)
        return first

    def _acquaintance(self) -> int | None:
        if not self._acquaintances:
            return None
        two: list[int] = self.rng.integers(0, len(self._acquaintances), 2).tolist()
        pair = [self._acquaintances[place] for place in two]
        return max(pair, key=lambda artist: float(self.listener.artist_fit[artist]))

    def _near_artist(self) -> int | None:
        if not self._near:
            return None
        place = int(np.searchsorted(self._near_ladder, self.rng.random() * self._near_ladder[-1], side="right"))
        return self._near[min(place, len(self._near) - 1)]

    def _unheard_of(self, artist: int) -> int | None:
        waiting = [s for s in self.world.tracks_of(artist) if not self.heard[s] and self.is_out(s)]
        if not waiting:
            return None
        lure = self.world.catchiness[waiting] + self.rng.gumbel(0, 1, len(waiting))
        return waiting[int(np.argmax(lure))]

    def _stranger(self) -> int | None:
        familiar = self._near_artist()
        if familiar is not None and self.rng.random() < SAME_SCENE:
            mates = [
                m
                for m in self.world.scenes[int(self.world.scene[familiar])]
                if not self.met[m] and m >= len(HEADLINERS)
            ]
            if mates:
                return mates[int(self.rng.integers(len(mates)))]
        weights = np.cumsum(self.listener.phase_weights[self.tick])
        for _ in range(12):
            queue = self._queues[int(np.searchsorted(weights, self.rng.random() * weights[-1], side="right"))]
            while queue:
                artist = queue.pop()
                if not self.met[artist]:
                    return artist
        return None

    def any_song(self) -> int:
        """Any song that is out, heard or not: what a radio plays when it knows nothing better."""
        return int(self.rng.choice(np.flatnonzero(self.world.year <= self.year)))

    def next_song(self) -> int | None:
        """A song never heard before, or None when nothing new is at hand."""
        for _ in range(8):
            if self.rng.random() < STRANGER:
                artist = self._stranger()
            else:
                artist = self._near_artist() if self.rng.random() < NEAR else self._acquaintance()
            song = None if artist is None else self._unheard_of(artist)
            if song is not None:
                return song
        return None
