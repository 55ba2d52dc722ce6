"""Exports for tests: generated ones, and rows shaped by hand in every form that Spotify has sent."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from echotune.history.demo import generate, write_zip

Row = dict[str, Any]
UNTIL = date(2026, 11, 20)
"""The day on which generated exports were asked for."""


def make_export(folder: Path, *, rows: int = 2_000, seed: int = 1) -> Path:
    """A generated ZIP with all quirks; the same rows and seed give the same bytes."""
    path = folder / f"my_spotify_data_{rows}_{seed}.zip"
    write_zip(generate(rows, seed, until=UNTIL), path)
    return path


def new_row(ts: str = "2024-05-04T19:30:00Z", **changes: Any) -> Row:
    """A song in the current form of 23 keys. `changes` replaces values; a value of `...` drops the key."""
    row = {
        "ts": ts,
        "platform": "ios",
        "ms_played": 214_000,
        "conn_country": "SE",
        "ip_addr": "192.0.2.41",
        "master_metadata_track_name": "Wet Gravel",
        "master_metadata_album_artist_name": "Halden Vey",
        "master_metadata_album_album_name": "Salt Roads",
        "spotify_track_uri": "spotify:track:0000000000000000000001",
        "episode_name": None,
        "episode_show_name": None,
        "spotify_episode_uri": None,
        "audiobook_title": None,
        "audiobook_uri": None,
        "audiobook_chapter_uri": None,
        "audiobook_chapter_title": None,
        "reason_start": "clickrow",
        "reason_end": "trackdone",
        "shuffle": False,
        "skipped": False,
        "offline": False,
        "offline_timestamp": None,
        "incognito_mode": False,
    }
    return _changed(row, changes)


def old_row(ts: str = "2017-05-04T19:30:00Z", **changes: Any) -> Row:
    """A song in the older form of 21 keys, with the personal ones."""
    row = {key: value for key, value in new_row(ts).items() if not key.startswith("audiobook") and key != "ip_addr"}
    row |= {
        "username": "canary.username.7f3a91",
        "ip_addr_decrypted": "203.0.113.77",
        "user_agent_decrypted": "CanaryAgent%2F7f3a91",
        "platform": "Android OS 4.2.2 API 17 (samsung, GT-I9195)",
        "skipped": None,
        "offline_timestamp": 1_493_926_000_123,
    }
    return _changed(row, changes)


def short_row(end_time: str = "2024-05-04 19:30", **changes: Any) -> Row:
    """A song of the short account form."""
    row = {"endTime": end_time, "artistName": "Halden Vey", "trackName": "Wet Gravel", "msPlayed": 214_000}
    return _changed(row, changes)


def episode_row(ts: str = "2024-05-05T07:00:00Z", **changes: Any) -> Row:
    """A podcast episode in the current form."""
    row = new_row(
        ts,
        master_metadata_track_name=None,
        master_metadata_album_artist_name=None,
        master_metadata_album_album_name=None,
        spotify_track_uri=None,
        episode_name="12: Tides and Rope",
        episode_show_name="Notes on Salt",
        spotify_episode_uri="spotify:episode:0000000000000000000012",
    )
    return _changed(row, changes)


def chapter_row(ts: str = "2024-05-06T20:00:00Z", **changes: Any) -> Row:
    """A chapter of an audiobook in the current form; the book's URI looks like a show's."""
    row = new_row(
        ts,
        master_metadata_track_name=None,
        master_metadata_album_artist_name=None,
        master_metadata_album_album_name=None,
        spotify_track_uri=None,
        audiobook_title="The Lamp Keeper",
        audiobook_uri="spotify:show:0000000000000000000031",
        audiobook_chapter_uri="spotify:episode:0000000000000000000032",
        audiobook_chapter_title="Chapter 1",
    )
    return _changed(row, changes)


def write_export(path: Path, files: Mapping[str, Sequence[Row] | bytes]) -> Path:
    """A ZIP of the given files, in the given order; rows are written as JSON, bytes as they are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(
                name, content if isinstance(content, bytes) else json.dumps(list(content), ensure_ascii=False)
            )
    return path


def _changed(row: Row, changes: Mapping[str, Any]) -> Row:
    return {key: value for key, value in (row | dict(changes)).items() if value is not ...}
