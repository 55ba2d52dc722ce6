"""The names and URIs of everything that a row can hold, and their place in it as JSON."""

from functools import lru_cache

import msgspec

from echotune.history.demo import names
from echotune.history.demo.extras import CHAPTERS_PER_BOOK, EPISODES_PER_SHOW
from echotune.history.demo.rows import CHAPTER, EPISODE, LOCAL, NAMELESS
from echotune.history.demo.world import World, base62

FRAGMENTS_KEPT = 24_000

TRACK_KEYS = (
    "master_metadata_track_name",
    "master_metadata_album_artist_name",
    "master_metadata_album_album_name",
    "spotify_track_uri",
    "episode_name",
    "episode_show_name",
    "spotify_episode_uri",
)
AUDIOBOOK_KEYS = ("audiobook_title", "audiobook_uri", "audiobook_chapter_uri", "audiobook_chapter_title")
_EMPTY: tuple[str | None, ...] = (None,) * 11


def quoted(value: str | None) -> str:
    return "null" if value is None else msgspec.json.encode(value).decode()


class Naming:
    """Names and URIs by kind and item."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.seed = world, seed
        self.compact = lru_cache(FRAGMENTS_KEPT)(self._compact)
        self.indented = lru_cache(FRAGMENTS_KEPT)(self._indented)

    def song(self, track: int, release: int) -> tuple[str, str, str, str]:
        """Title, artist, album and URI of a track; `release` 1 is its deluxe edition."""
        album, _ = self.world.album_and_year(track)
        album += " (Deluxe Edition)" if release else ""
        uri = f"spotify:track:{self.world.spotify_id(track, release)}"
        return self.world.title(track), self.world.artist_name(track), album, uri

    def episode(self, item: int) -> tuple[str, str, str]:
        show, number = divmod(item, EPISODES_PER_SHOW)
        key = self.seed * 1_000 + show
        uri = f"spotify:episode:{base62(key * 1_000 + number + 1, 3)}"
        return names.episode_title(key, number + 1), names.show_title(key), uri

    def chapter(self, item: int) -> tuple[str, str, str, str]:
        """Title and URI of the audiobook (which looks like a show's), URI and title of the chapter."""
        book, number = divmod(item, CHAPTERS_PER_BOOK)
        key = self.seed * 1_000 + 500 + book
        title, uri = names.album_title(key), f"spotify:show:{base62(key, 5)}"
        return title, uri, f"spotify:episode:{base62(key * 1_000 + number + 1, 7)}", f"Chapter {number + 1}"

    def values(self, kind: int, item: int, release: int) -> tuple[str | None, ...]:
        """The eleven nullable naming columns, in the order of TRACK_KEYS + AUDIOBOOK_KEYS."""
        if kind == NAMELESS:
            return _EMPTY
        if kind == EPISODE:
            return (*_EMPTY[:4], *self.episode(item), *_EMPTY[:4])
        if kind == CHAPTER:
            return (*_EMPTY[:7], *self.chapter(item))
        title, artist, album, uri = self.song(item, release)
        return (title, artist, album, None if kind == LOCAL else uri, *_EMPTY[:7])

    def _compact(self, what: tuple[int, int, int]) -> str:
        """The naming columns of the older generation."""
        pairs = zip(TRACK_KEYS, self.values(*what)[:7], strict=True)
        return ",".join([f'"{key}":{quoted(value)}' for key, value in pairs])

    def _indented(self, what: tuple[int, int, int]) -> str:
        """The naming columns of the newer generation."""
        pairs = zip((*TRACK_KEYS, *AUDIOBOOK_KEYS), self.values(*what), strict=True)
        return ",\n".join([f'    "{key}": {quoted(value)}' for key, value in pairs])
