"""What a listener carries from one half week to the next: what is on, what is remembered, what is about to return."""

from collections import defaultdict

import numpy as np

from echotune.history.demo.discovery import Discovery
from echotune.history.demo.headliners import HEADLINERS, HOURS
from echotune.history.demo.listener import Listener
from echotune.history.demo.rotation import Memory, Rotation
from echotune.history.demo.world import World

PLAYLIST_LENGTH = 45
PLEASING = 1.4
"""Warmth from which a new song is kept."""
COHORT_TICKS = 9
"""Songs that were new in the same month (nine half weeks) belong together."""


class Life:
    """`active`: artists at hand, until when and how strongly; `due`: returns by tick as (artist, ticks, strength);
    `nostalgia`: the month dwelt on and until when; `focus`: the artist gone through and until when.

    `breadth` is 1 for a light listener and grows with the number of songs that are on at a time.
    """

    def __init__(self, world: World, listener: Listener, breadth: float, rng: np.random.Generator) -> None:
        self.world, self.listener, self.rng = world, listener, rng
        self.breadth = breadth
        self.rotation, self.memory = Rotation(), Memory(world.tracks)
        self.discovery = Discovery(world, listener, rng)
        self.active: dict[int, tuple[int, float]] = {}
        self.due: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
        self.playlists: list[list[int]] = [[] for _ in HOURS]
        self.liked_of: dict[int, list[int]] = defaultdict(list)
        self.nostalgia = (0, 0)
        self.focus = (-1, 0)
        self.tick = 0

    def begin(self, tick: int) -> None:
        """Turns the page: songs leave, artists return, playlists are tended."""
        self.tick = tick
        if tick % COHORT_TICKS == 0:
            self.memory.cohorts.append([])
        self.rotation.drop_due(tick)
        for artist in [artist for artist, (until, _) in self.active.items() if until <= tick]:
            del self.active[artist]
        for artist, length, strength in self.due.pop(tick, ()):
            self._start_episode(artist, length, strength)
        for artist, (_, strength) in list(self.active.items()):
            for _ in range(int(self.rng.poisson(0.7 * strength * self.breadth))):
                self._bring_back_one(artist, strength)
        if tick % 6 == 0:
            self._tend_playlists()
        self.discovery.begin(tick, list(self.active), [strength for _, strength in self.active.values()])

    def _home_hours(self, artist: int, hours: int) -> int:
        return HOURS.index(HEADLINERS[artist].hours) if artist < len(HEADLINERS) else hours

    def keep_on(self, song: int, hours: int, mean_ticks: float, strength: float) -> None:
        """Puts a song on for some weeks."""
        length = 1 + int(self.rng.gamma(2.0, mean_ticks / 2))
        pull = float(self.rng.lognormal(0.0, 1.05)) * strength
        artist = int(self.world.artist_of[song])
        self.rotation.add(song, self.tick, length, pull, self._home_hours(artist, hours))
        self._remember(song, 0.5 + 0.3 * strength)

    def _remember(self, song: int, fondness: float) -> None:
        if self.memory.fondness[song] == 0:
            self.liked_of[int(self.world.artist_of[song])].append(song)
        self.memory.like(song, fondness)

    def _start_episode(self, artist: int, length: int, strength: float) -> None:
        until, before = self.active.get(artist, (0, 0.0))
        self.active[artist] = (max(until, self.tick + length), max(before, strength))
        own = self.liked_of[artist]
        if own:
            count = min(len(own), 1 + int(self.rng.poisson(0.4 * strength)))
            ranked = sorted(own, key=lambda song: -self.memory.fondness[song] * float(self.rng.uniform(0.4, 1.6)))
            for song in ranked[:count]:
                self.keep_on(song, int(self.rng.integers(4)), 5.0, 1.1)
        self._wake_scene(artist)
        self._plan_return(artist)

    def _wake_scene(self, artist: int) -> None:
        for mate in self.world.scenes[int(self.world.scene[artist])]:
            if mate != artist and mate not in self.active and self.liked_of.get(mate) and self.rng.random() < 0.08:
                self.due[self.tick + int(self.rng.integers(1, 6))].append((mate, int(self.rng.integers(2, 7)), 0.7))

    def _plan_return(self, artist: int) -> None:
        fit = float(self.listener.artist_fit[artist])
        if artist < len(HEADLINERS) or self.rng.random() > 0.25 + 0.25 * fit:
            return
        gap = 10 + int(self.rng.lognormal(3.9 - 0.2 * fit, 0.85))
        length = 2 + int(self.rng.gamma(1.6, 4.0))
        self.due[self.tick + gap].append((artist, length, float(self.rng.uniform(0.3, 1.0))))

    def _bring_back_one(self, artist: int, strength: float) -> None:
        resting = [song for song in self.liked_of[artist] if song not in self.rotation.on]
        if resting:
            song = resting[int(self.rng.integers(len(resting)))]
            self.keep_on(song, int(self.rng.integers(4)), 4.0, strength)

    def _tend_playlists(self) -> None:
        for hours, playlist in enumerate(self.playlists):
            fresh = self.rotation.draw(self.tick, hours, 7, self.rng).tolist()
            known = set(playlist)
            playlist += [song for song in dict.fromkeys(fresh) if song not in known]
            for _ in range(len(playlist) - PLAYLIST_LENGTH):
                playlist.pop(int(self.rng.integers(len(playlist) - 7)))

    def rekindle(self, song: int, hours: int, chance: float) -> None:
        """With some chance an old song that is met again stays for a while, and brings its artist or its old company along."""
        if song in self.rotation.on or self.rng.random() > chance:
            return
        self.keep_on(song, hours, 5.0, 0.9)
        artist = int(self.world.artist_of[song])
        if artist not in self.active and self.rng.random() < 0.7:
            self.due[self.tick + 1].append((artist, int(self.rng.integers(4, 11)), 0.9))
        company = self.memory.companions(song)
        if company and self.rng.random() < 0.5:
            friend = company[int(self.rng.integers(len(company)))]
            if friend not in self.rotation.on:
                self.keep_on(friend, hours, 4.0, 0.8)

    def judge(self, song: int, hours: int) -> None:
        """A first hearing: most songs pass by, some stay, a few begin an affair with their artist."""
        warmth = float(self.listener.warmth[song]) + float(self.rng.normal(0.0, 0.35))
        if warmth < PLEASING:
            return
        self.keep_on(song, hours, 7.0 + 3.0 * (warmth - PLEASING), 0.6 + 0.5 * (warmth - PLEASING))
        artist = int(self.world.artist_of[song])
        if artist not in self.active and artist >= len(HEADLINERS) and self.rng.random() < 0.35:
            self.active[artist] = (self.tick + 2 + int(self.rng.gamma(2.0, 5.0)), 0.4 + 0.4 * (warmth - PLEASING))
            self._plan_return(artist)
