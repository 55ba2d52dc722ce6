"""A listener's life counted a second time: polars over the rows of the export, and nothing of the product.

The rules are the specification's: exact duplicates once; a row of the short form that an extended row explains is none of
its own; a play is a row of audio of 30 s or more; `ts` is its end; calendar days, weekdays and hours are those of its
start in the listener's zone at that date.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

MINUTE = pl.duration(minutes=1)
PRESSES = ("fwdbtn", "backbtn", "nextbtn", "clickrow", "click-row")
PHONE = "(?i)android|ios"
NO_PHONE = "(?i)cast|sonos|tv|web_player"
Row = dict[str, Any]


def raw_rows(path: Path) -> pl.DataFrame:
    """Every row of audio history in the ZIP, long form and short, once; in UTC."""
    rows: list[Row] = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".json") and ("endsong" in name or "Streaming_History_Audio" in name):
                rows += [_long(row) for row in json.loads(archive.read(name))]
            elif "StreamingHistory_music" in name:
                rows += [_short(row) for row in json.loads(archive.read(name))]
    table = pl.DataFrame(rows, infer_schema_length=None).filter(pl.col("title").is_not_null())
    table = table.with_columns(end=pl.col("ts").str.to_datetime(time_zone="UTC")).drop("ts")
    return _explained_once(table.unique(["end", "item", "ms"], keep="first"))


def _long(row: Row) -> Row:
    title, artist = row["master_metadata_track_name"], row["master_metadata_album_artist_name"]
    album = row["master_metadata_album_album_name"] or ""
    uri = row["spotify_track_uri"]
    return {
        "ts": row["ts"],
        "item": uri or f"{artist}\t{title}\t{album}",
        "title": title,
        "artist": artist,
        "album": album,
        "ms": row["ms_played"],
        "ended": row["reason_end"],
        "shuffle": row["shuffle"],
        "offline": row["offline"],
        "private": bool(row["incognito_mode"]),
        "platform": row["platform"],
        "short": False,
    }


def _short(row: Row) -> Row:
    """The short form has no item, no album, no reasons; its time is cut to the minute."""
    title, artist = row["trackName"], row["artistName"]
    return {
        "ts": row["endTime"].replace(" ", "T") + ":00Z", "item": f"{artist}\t{title}\t", "title": title, "artist": artist,
        "album": "", "ms": row["msPlayed"], "ended": None, "shuffle": None, "offline": None, "private": False,
        "platform": None, "short": True,
    }  # fmt: skip


def _explained_once(table: pl.DataFrame) -> pl.DataFrame:
    minute = table.with_columns(minute=pl.col("end").dt.truncate("1m"))
    told = minute.filter(~pl.col("short")).select("minute", "artist", "title", "ms").unique()
    explained = minute.filter("short").join(told, on=["minute", "artist", "title", "ms"], how="semi")
    return table.join(explained.select("end", "item", "ms"), on=["end", "item", "ms"], how="anti")


@dataclass(frozen=True)
class Life:
    """The rows, with what a catalogue pack knows of their tracks: genres by item, first release year by song."""

    rows: pl.DataFrame
    pack: pl.DataFrame

    @classmethod
    def read(cls, export: Path, pack: Path) -> Life:
        known = pl.read_csv(io.BytesIO(pack.read_bytes()), infer_schema_length=None)
        return cls(raw_rows(export), known.select("track_id", "name", "artist", "release_date", "genre"))

    @cached_property
    def genres(self) -> pl.DataFrame:
        """item, genre: one row for each."""
        told = self.pack.drop_nulls("genre").select(
            item=pl.lit("spotify:track:") + pl.col("track_id"), genre=pl.col("genre").str.split(", ")
        )
        return told.explode("genre").unique()

    @cached_property
    def years(self) -> pl.DataFrame:
        """song, year of its first release."""
        song = _folded("artist") + "\t" + _folded("name")
        year = pl.col("release_date").cast(pl.String).str.slice(0, 4).cast(pl.Int32, strict=False)
        return self.pack.select(song=song, year=year).drop_nulls().group_by("song").agg(pl.col("year").min())

    def local(self, zone: str) -> pl.DataFrame:
        """The rows with the wall time of their start in a zone, and keys to tell things apart."""
        start = pl.col("end") - pl.duration(milliseconds=pl.col("ms"))
        wall = start.dt.convert_time_zone(zone).dt.replace_time_zone(None)
        keyed = self.rows.with_columns(
            start=start, wall=wall, day=wall.dt.date(), artists=_folded("artist"), song=_folded("artist") + "\t" + _folded("title"),
            albums=_folded("artist") + "\t" + _folded("album"),
        )  # fmt: skip
        return keyed.join(self.years, on="song", how="left").with_columns(tracks=pl.col("song"))


def _folded(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.to_lowercase()


def listens(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("ms") >= 30_000)


def skips(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter((pl.col("ms") < 30_000) & pl.col("ended").is_in(PRESSES))


def starts(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("ended").is_not_null())
