"""The catalogue pack beside the demo: what is known of its tracks, and of unheard ones, with believable gaps."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.generate import Demo
from echotune.history.demo.genres import GENRES, Genre
from echotune.history.demo.rows import TRACK

PACK_TRACKS = 5_000
UNHEARD_SHARE = 0.32
WITHOUT_FEATURES = 0.25
SOUND = ("danceability", "energy", "valence", "acousticness", "instrumentalness", "liveness", "speechiness")
SPREAD = {"danceability": 0.10, "energy": 0.12, "valence": 0.16, "acousticness": 0.16, "instrumentalness": 0.16}


@dataclass(frozen=True)
class PackTrack:
    """One line of the pack; `None` is unknown. Sound values are 0..1, tempo in bpm, loudness in dB, key 0..11."""

    track_id: str
    name: str
    artist: str
    album: str
    release_date: str
    genre: str
    popularity: int
    explicit: bool | None
    duration_ms: int
    danceability: float | None
    energy: float | None
    valence: float | None
    tempo: float | None
    acousticness: float | None
    instrumentalness: float | None
    liveness: float | None
    speechiness: float | None
    loudness: float | None
    key: int | None
    mode: int | None


def pack_tracks(demo: Demo, count: int = PACK_TRACKS) -> Iterator[PackTrack]:
    """About two thirds from the library, most played first; the rest unheard, half of it by known artists."""
    for track in _chosen(demo, count):
        yield _describe(demo, track)


def write_pack(demo: Demo, path: Path, count: int = PACK_TRACKS) -> None:
    """Writes the pack as CSV (UTF-8, a header line, empty cell = unknown). Replaces `path`."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [column.name for column in fields(PackTrack)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(track) for track in pack_tracks(demo, count))


def _chosen(demo: Demo, count: int) -> list[int]:
    world, rng = demo.naming.world, np.random.default_rng([demo.seed, 97])
    heard, plays = np.unique(demo.rows.item[demo.rows.kind == TRACK], return_counts=True)
    library = heard[np.lexsort((heard, -plays))]
    missing = rng.random(len(library)) < 0.06
    library = library[~missing][: int(count * (1 - UNHEARD_SHARE))]
    known_artist = np.zeros(world.artists, bool)
    known_artist[world.artist_of[heard]] = True
    unheard = np.setdiff1d(np.arange(world.tracks), heard)
    by_known = known_artist[world.artist_of[unheard]]
    lure = np.log(world.fame[world.artist_of[unheard]]) + world.catchiness[unheard] + rng.gumbel(0, 0.7, len(unheard))
    ranked = unheard[np.argsort(-lure, kind="stable")]
    by_known = by_known[np.argsort(-lure, kind="stable")]
    wanted = count - len(library)
    rest = np.concatenate([ranked[by_known][: wanted // 2], ranked[~by_known][: wanted - wanted // 2]])
    chosen: list[int] = np.sort(np.concatenate([library, rest])).tolist()
    return chosen


def _describe(demo: Demo, track: int) -> PackTrack:
    world = demo.naming.world
    rng = np.random.default_rng([demo.seed, int(world.track_key[track]) & 0xFFFFFFFF])
    title, artist, album, uri = demo.naming.song(track, 0)
    year = int(world.year[track])
    genre = GENRES[int(world.genre[world.artist_of[track]])]
    known = rng.random() >= WITHOUT_FEATURES
    lure = float(np.log(world.fame[world.artist_of[track]]) * 9 + world.catchiness[track] * 9)
    return PackTrack(
        track_id=uri.rsplit(":", 1)[1],
        name=title,
        artist=artist,
        album=album,
        release_date=_release_date(year, rng),
        genre=_genres(genre, rng),
        popularity=int(np.clip(38 + lure, 0, 100)),
        explicit=None if rng.random() < 0.12 else bool(rng.random() < genre.explicit),
        duration_ms=int(world.duration_ms[track]),
        **(_sound(genre, int(world.artist_key[world.artist_of[track]]), rng) if known else dict.fromkeys(_UNKNOWN)),
    )


_UNKNOWN = (*SOUND, "tempo", "loudness", "key", "mode")


def _release_date(year: int, rng: np.random.Generator) -> str:
    """A whole date, or in one of six only the year, as catalogues have it."""
    month, day = int(rng.integers(1, 13)), int(rng.integers(1, 29))
    return str(year) if rng.random() < 1 / 6 else f"{year}-{month:02d}-{day:02d}"


def _genres(genre: Genre, rng: np.random.Generator) -> str:
    if rng.random() < 0.1:
        return ""
    return f"{genre.name}, {genre.related[0]}" if rng.random() < 0.3 else genre.name


def _sound(genre: Genre, artist_key: int, rng: np.random.Generator) -> dict[str, float | int | None]:
    """The genre's middle, moved by the artist's own sound and by the track."""
    own: NDArray[np.float64] = np.random.default_rng(artist_key).normal(0.0, 0.7, len(SOUND) + 2)
    sound: dict[str, float | int | None] = {}
    for place, name in enumerate(SOUND):
        spread = SPREAD.get(name, 0.05)
        value = getattr(genre, name) + spread * (float(own[place]) + float(rng.normal(0.0, 0.8)))
        sound[name] = None if rng.random() < 0.015 else round(float(np.clip(value, 0.002, 0.995)), 4)
    sound["tempo"] = round(float(np.clip(genre.tempo + 12 * own[-1] + rng.normal(0, 11), 52, 208)), 3)
    sound["loudness"] = round(float(np.clip(genre.loudness + 1.2 * own[-2] + rng.normal(0, 1.4), -42, -0.8)), 3)
    sound["key"] = int(rng.integers(0, 12))
    sound["mode"] = int(rng.random() < 0.62)
    return sound
