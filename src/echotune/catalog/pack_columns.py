"""Which column of a pack means what: recognised by name, or told by the operator."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from echotune.core.errors import InvalidRequest

FEATURES: Final = (
    "danceability",
    "energy",
    "valence",
    "tempo",
    "acousticness",
    "instrumentalness",
    "liveness",
    "speechiness",
    "loudness",
    "key",
    "mode",
)

KNOWN_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("spotify_track_uri", "spotify_uri", "track_uri", "uri", "spotify_id", "track_id", "trackid", "id"),
    "title": ("title", "track_name", "trackname", "name", "song_name", "song", "track", "song_title"),
    "artist": ("artist", "artist_name", "artistname", "artists", "artist_names", "artist_s_name", "track_artist"),
    "album": ("album", "album_name", "track_album_name", "albumname", "release"),
    "released": ("released", "release_date", "album_release_date", "track_album_release_date", "year", "release_year"),
    "genre": ("genres", "genre", "track_genre", "playlist_genre", "tags", "tag"),
    "popularity": ("popularity", "track_popularity"),
    "explicit": ("explicit", "track_explicit", "is_explicit"),
    "duration_ms": ("duration_ms", "track_duration_ms", "length_ms"),
    "duration_seconds": ("duration_seconds", "duration_s", "length_seconds"),
    **{feature: (feature,) for feature in FEATURES},
}
KNOWN_NAMES["tempo"] = ("tempo", "bpm")
REQUIRED: Final = ("title", "artist")


def map_columns(header: Sequence[str], told: Mapping[str, str]) -> dict[str, int]:
    """Place of each known field in the header. `told` (field -> column) overrides what the names suggest.

    Raises InvalidRequest when a told column or field does not exist, or when title or artist cannot be found.
    """
    exact = {name.strip(): place for place, name in reversed(list(enumerate(header)))}
    plain = {_plain(name): place for place, name in reversed(list(enumerate(header)))}
    columns = {}
    for field, names in KNOWN_NAMES.items():
        place = next((plain[name] for name in names if name in plain), None)
        if place is not None:
            columns[field] = place
    for field, column in told.items():
        if field not in KNOWN_NAMES:
            raise InvalidRequest(f"“{field}” is no field of a pack. Fields: {', '.join(KNOWN_NAMES)}.")
        if column.strip() not in exact:
            raise InvalidRequest(f"The file has no column “{column}”. Columns: {_listed(header)}.")
        columns[field] = exact[column.strip()]
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        raise InvalidRequest(
            f"No column for {' and '.join(missing)} was recognised. Columns: {_listed(header)}. "
            f"Name it: --map {missing[0]}=COLUMN."
        )
    return columns


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in header[:30])
    return shown or "none"
