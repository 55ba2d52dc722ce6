"""The formats that can be imported: one entry each. The first that recognises a file reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from echotune.history.formats.csv_history import CsvHistory
from echotune.history.formats.extended import Extended
from echotune.history.formats.library import Library, playlist_tracks, saved_tracks
from echotune.history.formats.sample import Sample
from echotune.history.formats.short import AudiobookRow, MusicRow, PodcastRow, Short
from echotune.history.formats.video import ExtendedVideo
from echotune.history.rows import Block


class Format(Protocol):
    """A pure parser: bytes in, rows out; it opens nothing."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str:
        """What the listener calls such a file."""

    @property
    def kind(self) -> Literal["history", "library"]:
        """Only rows of history files count as read."""

    @property
    def rank(self) -> int:
        """Files of a lower rank are read first: what knows more comes before what knows less."""

    def recognises(self, sample: Sample) -> bool:
        """By content; the name is a hint."""

    def read(self, chunks: Iterator[bytes], sample: Sample) -> Iterator[Block]:
        """All rows, in order. Raises nothing for bad content: a bad row is a Reject."""


_EXTENDED_COLUMNS = frozenset({"ts", "ms_played", "master_metadata_track_name"})

FORMATS: dict[str, Format] = {
    "extended_video": ExtendedVideo(),
    "extended": Extended(),
    "short_music": Short("short_music", "Streaming history", MusicRow, "track", "trackName"),
    "short_podcast": Short("short_podcast", "Streaming history, podcasts", PodcastRow, "episode", "episodeName"),
    "short_audiobook": Short(
        "short_audiobook", "Streaming history, audiobooks", AudiobookRow, "chapter", "audiobookName"
    ),
    "csv_extended": CsvHistory(
        "csv_extended", "Extended history as CSV", _EXTENDED_COLUMNS | {"spotify_track_uri", "reason_end"}
    ),
    "csv_names": CsvHistory("csv_names", "Extended history as CSV, names only", _EXTENDED_COLUMNS),
    "csv_renamed": CsvHistory(
        "csv_renamed", "Extended history as CSV, renamed", frozenset({"ts", "ms_played", "track_name", "artist_name"})
    ),
    "playlists": Library("playlists", "Playlists", frozenset({"playlists"}), playlist_tracks),
    "library": Library("library", "Your library", frozenset({"tracks", "albums", "artists"}), saved_tracks),
}


def recognise(sample: Sample) -> Format | None:
    return next((known for known in FORMATS.values() if known.recognises(sample)), None)
