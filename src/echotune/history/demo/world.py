"""The invented world: artists in scenes, their albums and tracks, as flat arrays."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo import names
from echotune.history.demo.genres import GENRE_INDEX, GENRES
from echotune.history.demo.headliners import HEADLINERS

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TRACKS_PER_ARTIST = 13
ARTISTS_PER_SCENE = 9


@dataclass
class World:
    """Arrays by artist (A) and by track (T). Tracks of artist `a` are `first_track[a]:first_track[a + 1]`.

    `track_key` is a random 64-bit number from which title, Spotify id and album are derived on demand.
    """

    genre: NDArray[np.int16]
    scene: NDArray[np.int32]
    fame: NDArray[np.float32]
    album_size: NDArray[np.int16]
    first_track: NDArray[np.int32]
    artist_of: NDArray[np.int32]
    position: NDArray[np.int16]
    catchiness: NDArray[np.float32]
    duration_ms: NDArray[np.int32]
    year: NDArray[np.int16]
    track_key: NDArray[np.uint64]
    artist_key: NDArray[np.uint64]
    _titles: dict[int, str] = field(default_factory=dict)

    @property
    def artists(self) -> int:
        return len(self.genre)

    @property
    def tracks(self) -> int:
        return len(self.artist_of)

    @cached_property
    def artist_names(self) -> list[str]:
        taken = [headliner.name for headliner in HEADLINERS]
        keys: list[int] = self.artist_key[len(taken) :].tolist()
        return taken + names.unique_artist_names(keys, taken)

    @cached_property
    def scenes(self) -> dict[int, list[int]]:
        """Artists by scene: those who play the same small venues."""
        members: dict[int, list[int]] = {}
        for artist, scene in enumerate(self.scene.tolist()):
            members.setdefault(scene, []).append(artist)
        return members

    def tracks_of(self, artist: int) -> range:
        return range(int(self.first_track[artist]), int(self.first_track[artist + 1]))

    def artist_name(self, track: int) -> str:
        return self.artist_names[int(self.artist_of[track])]

    def title(self, track: int) -> str:
        artist, position = int(self.artist_of[track]), int(self.position[track])
        if artist < len(HEADLINERS):
            written = [song for _, _, songs in HEADLINERS[artist].albums for song in songs]
            if position < len(written):
                return written[position]
        return names.track_title(int(self.track_key[track]))

    def _headliner_album(self, artist: int, position: int) -> tuple[str, int]:
        for album, year, songs in HEADLINERS[artist].albums:
            if position < len(songs):
                return album, year
            position -= len(songs)
        album, year, _ = HEADLINERS[artist].albums[-1]
        return f"{album} (Outtakes)", year

    def album_and_year(self, track: int) -> tuple[str, int]:
        artist, position = int(self.artist_of[track]), int(self.position[track])
        if artist < len(HEADLINERS):
            return self._headliner_album(artist, position)
        number, year = position // int(self.album_size[artist]), int(self.year[track])
        if self.track_key[track] % 6 == 0:
            return self.title(track), year
        return names.album_title(int(self.artist_key[artist]) + 7919 * number), year

    def album_tracks(self, track: int) -> range:
        """The tracks of the album of `track`, in order."""
        artist = int(self.artist_of[track])
        first, size = int(self.first_track[artist]), int(self.album_size[artist])
        start = first + int(self.position[track]) // size * size
        return range(start, min(start + size, int(self.first_track[artist + 1])))

    def spotify_id(self, track: int, release: int = 0) -> str:
        """22 characters of base 62, as Spotify writes them; a re-release of the song has another one."""
        return base62(int(self.track_key[track]), release)


def base62(key: int, salt: int = 0) -> str:
    """A 22-character id that depends on a 64-bit key and a small salt."""
    number = (key << 62) ^ ((key * 0xD1342543DE82EF95 + salt * 0x9E3779B97F4A7C15) & 0x3FFFFFFFFFFFFFFF)
    number |= 1 << 127
    digits = []
    for _ in range(22):
        number, digit = divmod(number, 62)
        digits.append(BASE62[digit])
    return "".join(reversed(digits))


def build_world(tracks_wanted: int, latest_year: int, rng: np.random.Generator) -> World:
    """A world of about `tracks_wanted` tracks, none released after `latest_year`."""
    artists = max(240, tracks_wanted // TRACKS_PER_ARTIST)
    sizes = np.clip(rng.lognormal(np.log(9.5), 0.8, artists), 3, 90).astype(np.int32)
    sizes[: len(HEADLINERS)] = [max(14, sum(len(songs) for _, _, songs in h.albums) + 6) for h in HEADLINERS]
    weights = np.array([genre.weight for genre in GENRES])
    genre = rng.choice(len(GENRES), artists, p=weights / weights.sum()).astype(np.int16)
    genre[: len(HEADLINERS)] = [GENRE_INDEX[h.genre] for h in HEADLINERS]
    order = np.argsort(genre, kind="stable")
    scene = np.empty(artists, np.int32)
    scene[order] = np.arange(artists, dtype=np.int32) // ARTISTS_PER_SCENE
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    tracks = int(first[-1])
    artist_of = np.repeat(np.arange(artists, dtype=np.int32), sizes)
    position = np.arange(tracks) - first[artist_of]
    debut = np.clip(2024 - rng.gamma(1.6, 8.0, artists), 1956, 2024).astype(np.int16)
    album_size = rng.integers(5, 13, artists).astype(np.int16)
    year = np.minimum(latest_year, debut[artist_of] + 2 * (position // album_size[artist_of])).astype(np.int16)
    for artist, headliner in enumerate(HEADLINERS):
        written = [album_year for _, album_year, songs in headliner.albums for _ in songs]
        own = year[first[artist] : first[artist + 1]]
        own[:] = written[-1]
        own[: len(written)] = written
    tempo_factor = np.array([0.8 + 0.5 * g.instrumentalness for g in GENRES])[genre[artist_of]]
    return World(
        genre=genre,
        scene=scene,
        fame=(rng.pareto(1.1, artists) + 0.05).astype(np.float32),
        album_size=album_size,
        first_track=first,
        artist_of=artist_of,
        position=position.astype(np.int16),
        catchiness=rng.normal(0.0, 1.0, tracks).astype(np.float32),
        duration_ms=np.clip(rng.lognormal(12.22, 0.28, tracks) * tempo_factor, 48_000, 1_500_000).astype(np.int32),
        year=year,
        track_key=rng.integers(1, 2**63, tracks, dtype=np.uint64),
        artist_key=rng.integers(1, 2**62, artists, dtype=np.uint64),
    )
