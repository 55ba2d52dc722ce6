"""A listening life, half a week at a time: what is discovered, what stays on, what is let go, what comes back."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo import sessions as kinds
from echotune.history.demo.discovery import Discovery
from echotune.history.demo.headliners import HEADLINERS, HOURS
from echotune.history.demo.listener import Listener, appetite, decimal_year
from echotune.history.demo.rotation import Memory, Rotation, draw_weighted
from echotune.history.demo.sessions import plan_sessions, week_profile
from echotune.history.demo.world import World

PLAYLIST_LENGTH = 45
PLEASING = 1.4
"""Warmth from which a new song is kept."""
COHORT_TICKS = 9


@dataclass(frozen=True)
class Heard:
    """Plays in the order of listening: track and session by play; start (s of local time since the first day), kind,
    part of day by session."""

    track: NDArray[np.int32]
    session: NDArray[np.int32]
    session_start: NDArray[np.int64]
    session_kind: NDArray[np.int8]
    session_hours: NDArray[np.int8]


class Life:
    """The state that a listener carries from one tick to the next."""

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
        self._players: dict[int, Callable[[int, int], list[int]]] = {
            kinds.ROTATION: self._play_rotation,
            kinds.LIKED: self._play_liked,
            kinds.PLAYLIST: self._play_playlist,
            kinds.ARTIST: self._play_artist,
            kinds.RADIO: self._play_radio,
            kinds.MIXTAPE: self._play_mixtape,
            kinds.LOOP: self._play_loop,
        }

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

    def play(self, kind: int, hours: int, count: int) -> list[int]:
        """The songs of one session."""
        songs = self._players[kind](hours, count)
        while len(songs) < count:
            more = self._play_rotation(hours, count - len(songs)) or self._play_radio(hours, count - len(songs))
            songs += more
        return songs[:count]

    def _home_hours(self, artist: int, hours: int) -> int:
        return HOURS.index(HEADLINERS[artist].hours) if artist < len(HEADLINERS) else hours

    def _keep_on(self, song: int, hours: int, mean_ticks: float, strength: float) -> None:
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
        self.active[artist] = (self.tick + length, strength)
        own = self.liked_of[artist]
        if own:
            count = min(len(own), 1 + int(self.rng.poisson(0.4 * strength)))
            ranked = sorted(own, key=lambda song: -self.memory.fondness[song] * float(self.rng.uniform(0.4, 1.6)))
            for song in ranked[:count]:
                self._keep_on(song, int(self.rng.integers(4)), 5.0, 1.1)
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
            self._keep_on(song, int(self.rng.integers(4)), 4.0, strength)

    def _tend_playlists(self) -> None:
        for hours, playlist in enumerate(self.playlists):
            fresh = self.rotation.draw(self.tick, hours, 7, self.rng).tolist()
            known = set(playlist)
            playlist += [song for song in dict.fromkeys(fresh) if song not in known]
            for _ in range(len(playlist) - PLAYLIST_LENGTH):
                playlist.pop(int(self.rng.integers(len(playlist) - 7)))

    def _play_rotation(self, hours: int, count: int) -> list[int]:
        songs = self.rotation.draw(self.tick, hours, count + 3, self.rng).tolist()
        return [song for i, song in enumerate(songs) if i == 0 or song != songs[i - 1]]

    def _play_liked(self, hours: int, count: int) -> list[int]:
        songs: list[int] = self.memory.draw(count, self.rng).tolist()
        for song in songs:
            self._maybe_rekindle(song, hours, 0.08)
        return songs

    def _maybe_rekindle(self, song: int, hours: int, chance: float) -> None:
        """An old song that is met again may stay for a while, and bring its artist or its old company along."""
        if song in self.rotation.on or self.rng.random() > chance:
            return
        self._keep_on(song, hours, 5.0, 0.9)
        artist = int(self.world.artist_of[song])
        if artist not in self.active and self.rng.random() < 0.7:
            self.due[self.tick + 1].append((artist, int(self.rng.integers(4, 11)), 0.9))
        company = self.memory.companions(song)
        if company and self.rng.random() < 0.5:
            friend = company[int(self.rng.integers(len(company)))]
            if friend not in self.rotation.on:
                self._keep_on(friend, hours, 4.0, 0.8)

    def _play_playlist(self, hours: int, count: int) -> list[int]:
        playlist = self.playlists[hours]
        return [playlist[i] for i in self.rng.permutation(len(playlist))[:count]]

    def _play_artist(self, hours: int, count: int) -> list[int]:
        artist = self._choose_artist()
        if artist is None:
            return []
        own = self.liked_of[artist]
        if own and self.rng.random() < (0.8 if len(own) > 6 else 0.5):
            songs = [own[i] for i in self.rng.permutation(len(own))[: min(count, 7)]]
        else:
            tracks = self.world.tracks_of(artist)
            seed = own[int(self.rng.integers(len(own)))] if own else tracks[int(self.rng.integers(len(tracks)))]
            songs = [s for s in self.world.album_tracks(seed) if self.discovery.is_out(s)][:count]
        for song in songs:
            if self.discovery.hear(song):
                self._judge(song, hours)
            elif self.memory.fondness[song] > 0:
                self._maybe_rekindle(song, hours, 0.2)
        return songs

    def _choose_artist(self) -> int | None:
        """Mostly the artist whose whole work one is going through at the time."""
        if self.tick >= self.focus[1]:
            self._choose_focus()
        if self.tick < self.focus[1] and self.rng.random() < 0.65:
            return self.focus[0]
        if self.active and self.rng.random() < 0.75:
            pull = np.array([strength for _, strength in self.active.values()])
            return int(draw_weighted(np.array(list(self.active), np.int32), pull, 1, self.rng)[0])
        old = self.memory.draw(1, self.rng)
        return int(self.world.artist_of[old[0]]) if len(old) else None

    def _choose_focus(self) -> None:
        """Often an artist of the same scene as the last one, else one with many songs that have long been silent."""
        mates = self.world.scenes[int(self.world.scene[max(0, self.focus[0])])]
        pool = mates if self.rng.random() < 0.45 else list(self.liked_of)
        silent = [(artist, self._silent_songs(artist)) for artist in pool if artist != self.focus[0]]
        known = [(artist, songs) for artist, songs in silent if songs >= 3]
        if known:
            pull = np.array([songs * self._fit(artist) for artist, songs in known])
            chosen = int(draw_weighted(np.array([artist for artist, _ in known], np.int32), pull, 1, self.rng)[0])
            self.focus = (chosen, self.tick + int(self.rng.integers(4, 10)))

    def _silent_songs(self, artist: int) -> int:
        return sum(song not in self.rotation.on for song in self.liked_of.get(artist, ()))

    def _fit(self, artist: int) -> float:
        return float(np.exp(self.listener.artist_fit[artist]))

    def _judge(self, song: int, hours: int) -> None:
        """A first hearing: most songs pass by, some stay, a few begin an affair with their artist."""
        warmth = float(self.listener.warmth[song]) + float(self.rng.normal(0.0, 0.35))
        if warmth < PLEASING:
            return
        self._keep_on(song, hours, 7.0 + 3.0 * (warmth - PLEASING), 0.6 + 0.5 * (warmth - PLEASING))
        artist = int(self.world.artist_of[song])
        if artist not in self.active and artist >= len(HEADLINERS) and self.rng.random() < 0.35:
            self.active[artist] = (self.tick + 2 + int(self.rng.gamma(2.0, 5.0)), 0.4 + 0.4 * (warmth - PLEASING))
            self._plan_return(artist)

    def _play_radio(self, hours: int, count: int) -> list[int]:
        songs: list[int] = []
        for chance in self.rng.random(count).tolist():
            song = self.discovery.next_song() if chance < 0.7 else None
            if song is None:
                song = self._known_song(hours, chance < 0.9)
            elif self.discovery.hear(song):
                self._judge(song, hours)
            songs.append(song)
        return songs

    def _known_song(self, hours: int, current: bool) -> int:
        known = self.rotation.draw(self.tick, hours, 1, self.rng) if current else self.memory.draw(1, self.rng)
        return int(known[0]) if len(known) else self.discovery.any_song()

    def _play_mixtape(self, hours: int, count: int) -> list[int]:
        """The songs of some month of the past, often of the same season."""
        cohort = self._nostalgic_cohort()
        songs = [cohort[i] for i in self.rng.permutation(len(cohort))[:count]]
        for song in songs:
            self._maybe_rekindle(song, hours, 0.22)
        return songs

    def _nostalgic_cohort(self) -> list[int]:
        """For some weeks it is the same month that one dwells on."""
        if self.tick < self.nostalgia[1]:
            return self.memory.cohorts[self.nostalgia[0]]
        past = [i for i, cohort in enumerate(self.memory.cohorts[:-3]) if len(cohort) > 2]
        if not past:
            return []
        now, year = len(self.memory.cohorts), 365.25 / 3.5 / COHORT_TICKS
        lag = now - np.array(past)
        season = np.abs((lag / year + 0.5) % 1 - 0.5) < 0.09
        chosen = int(draw_weighted(np.array(past, np.int32), 1 + 5.0 * season, 1, self.rng)[0])
        self.nostalgia = (chosen, self.tick + int(self.rng.integers(5, 14)))
        return self.memory.cohorts[chosen]

    def _play_loop(self, hours: int, count: int) -> list[int]:
        song: list[int] = self.rotation.draw(self.tick, hours, 1, self.rng).tolist()
        return song * min(count, 9)


def _plan_headliners(life: Life, ticks: int) -> None:
    for tick in range(ticks):
        now, before = decimal_year(tick), decimal_year(tick - 1)
        for artist, headliner in enumerate(HEADLINERS):
            seasons = list(headliner.seasons)
            if headliner.winters:
                seasons += [(year + 0.83, year + 1.14, 1.3) for year in range(2016, 2027)]
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
            track[filled : filled + length] = life.play(kind, hours, length)
            session[filled : filled + length] = number
            filled += length
            number += 1
        starts.append(plan.start + tick * 302_400)
        session_kinds.append(plan.kind)
        session_hours.append(plan.hours)
    return Heard(track, session, np.concatenate(starts), np.concatenate(session_kinds), np.concatenate(session_hours))
