"""What each kind of session plays."""

from collections.abc import Callable

import numpy as np

from echotune.history.demo import sessions as kinds
from echotune.history.demo.life import COHORT_TICKS, Life
from echotune.history.demo.listener import TICK_DAYS
from echotune.history.demo.rotation import draw_weighted


def _play_rotation(life: Life, hours: int, count: int) -> list[int]:
    songs = life.rotation.draw(life.tick, hours, count + 3, life.rng).tolist()
    return [song for i, song in enumerate(songs) if i == 0 or song != songs[i - 1]]


def _play_liked(life: Life, hours: int, count: int) -> list[int]:
    songs: list[int] = life.memory.draw(count, life.rng).tolist()
    for song in songs:
        life.rekindle(song, hours, 0.08)
    return songs


def _play_playlist(life: Life, hours: int, count: int) -> list[int]:
    playlist = life.playlists[hours]
    return [playlist[i] for i in life.rng.permutation(len(playlist))[:count]]


def _play_artist(life: Life, hours: int, count: int) -> list[int]:
    artist = _choose_artist(life)
    if artist is None:
        return []
    own = life.liked_of[artist]
    if own and life.rng.random() < (0.8 if len(own) > 6 else 0.5):
        songs = [own[i] for i in life.rng.permutation(len(own))[: min(count, 7)]]
    else:
        tracks = life.world.tracks_of(artist)
        seed = own[int(life.rng.integers(len(own)))] if own else tracks[int(life.rng.integers(len(tracks)))]
        songs = [s for s in life.world.album_tracks(seed) if life.discovery.is_out(s)][:count]
    for song in songs:
        if life.discovery.hear(song):
            life.judge(song, hours)
        elif life.memory.fondness[song] > 0:
            life.rekindle(song, hours, 0.2)
    return songs


def _choose_artist(life: Life) -> int | None:
    """Mostly the artist whose whole work one is going through at the time."""
    if life.tick >= life.focus[1]:
        _choose_focus(life)
    if life.tick < life.focus[1] and life.rng.random() < 0.65:
        return life.focus[0]
    if life.active and life.rng.random() < 0.75:
        pull = np.array([strength for _, strength in life.active.values()])
        return int(draw_weighted(np.array(list(life.active), np.int32), pull, 1, life.rng)[0])
    old = life.memory.draw(1, life.rng)
    return int(life.world.artist_of[old[0]]) if len(old) else None


def _choose_focus(life: Life) -> None:
    """Often an artist of the same scene as the last one, else one with many songs that have long been silent."""
    mates = life.world.scenes[int(life.world.scene[max(0, life.focus[0])])]
    pool = mates if life.rng.random() < 0.45 else list(life.liked_of)
    silent = [(artist, _silent_songs(life, artist)) for artist in pool if artist != life.focus[0]]
    known = [(artist, songs) for artist, songs in silent if songs >= 3]
    if known:
        pull = np.array([songs * _fit(life, artist) for artist, songs in known])
        chosen = int(draw_weighted(np.array([artist for artist, _ in known], np.int32), pull, 1, life.rng)[0])
        life.focus = (chosen, life.tick + int(life.rng.integers(4, 10)))


def _silent_songs(life: Life, artist: int) -> int:
    return sum(song not in life.rotation.on for song in life.liked_of.get(artist, ()))


def _fit(life: Life, artist: int) -> float:
    return float(np.exp(life.listener.artist_fit[artist]))


def _play_radio(life: Life, hours: int, count: int) -> list[int]:
    songs: list[int] = []
    for chance in life.rng.random(count).tolist():
        song = life.discovery.next_song() if chance < 0.7 else None
        if song is None:
            song = _known_song(life, hours, chance < 0.9)
        elif life.discovery.hear(song):
            life.judge(song, hours)
        songs.append(song)
    return songs


def _known_song(life: Life, hours: int, current: bool) -> int:
    known = life.rotation.draw(life.tick, hours, 1, life.rng) if current else life.memory.draw(1, life.rng)
    return int(known[0]) if len(known) else life.discovery.any_song()


def _play_mixtape(life: Life, hours: int, count: int) -> list[int]:
    """The songs of some month of the past, often of the same season."""
    cohort = _nostalgic_cohort(life)
    songs = [cohort[i] for i in life.rng.permutation(len(cohort))[:count]]
    for song in songs:
        life.rekindle(song, hours, 0.22)
    return songs


def _nostalgic_cohort(life: Life) -> list[int]:
    """For some weeks it is the same month that one dwells on."""
    if life.tick < life.nostalgia[1]:
        return life.memory.cohorts[life.nostalgia[0]]
    past = [i for i, cohort in enumerate(life.memory.cohorts[:-3]) if len(cohort) > 2]
    if not past:
        return []
    now, year = len(life.memory.cohorts), 365.25 / TICK_DAYS / COHORT_TICKS
    lag = now - np.array(past)
    season = np.abs((lag / year + 0.5) % 1 - 0.5) < 0.09
    chosen = int(draw_weighted(np.array(past, np.int32), 1 + 5.0 * season, 1, life.rng)[0])
    life.nostalgia = (chosen, life.tick + int(life.rng.integers(5, 14)))
    return life.memory.cohorts[chosen]


def _play_loop(life: Life, hours: int, count: int) -> list[int]:
    song: list[int] = life.rotation.draw(life.tick, hours, 1, life.rng).tolist()
    return song * min(count, 9)


PLAYERS: dict[int, Callable[[Life, int, int], list[int]]] = {
    kinds.ROTATION: _play_rotation,
    kinds.LIKED: _play_liked,
    kinds.PLAYLIST: _play_playlist,
    kinds.ARTIST: _play_artist,
    kinds.RADIO: _play_radio,
    kinds.MIXTAPE: _play_mixtape,
    kinds.LOOP: _play_loop,
}


def play(life: Life, kind: int, hours: int, count: int) -> list[int]:
    """The `count` songs of one session; one that runs out goes on with what is on."""
    songs = PLAYERS[kind](life, hours, count)
    while len(songs) < count:
        missing = count - len(songs)
        songs += _play_rotation(life, hours, missing) or _play_radio(life, hours, missing)
    return songs[:count]
