"""What an import can tell while it runs: first play, top artist, fullest day, a ring a year. Counted from stored rows.

Only plays of >= 30 s of audio that this import added; times of day and dates are the listener's own.
"""

from __future__ import annotations

from collections import Counter
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from echotune.core.local_time import DAY_SECONDS, local_seconds
from echotune.history.interning import Interned

POSTGRES_EPOCH_SECONDS = 946_684_800
STORED = np.dtype(
    [
        ("columns", ">i2"),
        ("ended_size", ">i4"), ("ended_us", ">i8"),
        ("item_size", ">i4"), ("item_id", "V16"),
        ("ms_size", ">i4"), ("ms_played", ">i4"),
        ("listen_size", ">i4"), ("listen", "?"),
        ("ending_size", ">i4"), ("ending", ">i2"),
    ]
)  # fmt: skip
"""A stored row as PostgreSQL's binary COPY sends it. `ending`: 1 played out, 0 not, -1 unknown."""
STORED_COLUMNS = """
    ended_at, item_id, ms_played,
    kind = 'audio' and ms_played >= 30000,
    (case when reason_end = 'trackdone' then 1 when coalesce(reason_end, '') in ('', 'unknown', 'none') then -1 else 0
     end)::smallint
"""
_FIRST_YEAR, _YEARS = 2006, 95
_DAYS = _YEARS * 366


class Ring(Struct, rename="camel"):
    """A year of plays. `completion`: share played out, of those whose ending is known; `hour`: circular mean of starts."""

    label: str
    plays: int
    completion: float | None = None
    hour: float | None = None
    valence: float | None = None
    energy: float | None = None


class Insights(Struct):
    first_play_at: int | None = None
    """Epoch seconds of the start."""
    top_artist: str | None = None
    top_artist_plays: int | None = None
    fullest_day: str | None = None
    fullest_day_plays: int | None = None
    rings: list[Ring] = []


class Early:
    """Counters over everything stored so far; `add` takes milliseconds a batch."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._artists: dict[str, int] = {}
        self._names: list[str] = []
        self._artist_plays = np.zeros(1024, np.int64)
        self._day_plays = np.zeros(_DAYS, np.int64)
        self._year = {name: np.zeros(_YEARS) for name in ("plays", "known", "played_out", "east", "north")}
        self._first: int | None = None
        self._all_artists_known = True

    def add(self, stored: NDArray[np.void], artist_of: Interned[bytes, str]) -> None:
        """`stored` of dtype STORED; `artist_of` goes from track id to the artist's name."""
        heard = stored[stored["listen"]]
        if not len(heard):
            return
        starts_us = heard["ended_us"].astype(np.int64) - heard["ms_played"].astype(np.int64) * 1000
        starts = starts_us // 1_000_000 + POSTGRES_EPOCH_SECONDS
        self._first = int(starts.min()) if self._first is None else min(self._first, int(starts.min()))
        wall = local_seconds(starts, self._zone)
        days = wall // DAY_SECONDS - _DAY_ZERO
        np.add.at(self._day_plays, days.clip(0, _DAYS - 1), 1)
        self._add_years(wall, heard["ending"])
        self._add_artists(heard["item_id"], artist_of)

    def _add_years(self, wall: NDArray[np.int64], ending: NDArray[np.int16]) -> None:
        years = wall.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970 - _FIRST_YEAR
        years = years.clip(0, _YEARS - 1)
        angle = wall % DAY_SECONDS * (2 * np.pi / DAY_SECONDS)
        weights = {
            "plays": None,
            "known": ending >= 0,
            "played_out": ending == 1,
            "east": np.sin(angle),
            "north": np.cos(angle),
        }
        for name, weight in weights.items():
            self._year[name] += np.bincount(years, weight, _YEARS)

    def _add_artists(self, items: NDArray[np.void], artist_of: Interned[bytes, str]) -> None:
        packed = items.tobytes()
        plays = Counter(packed[at : at + 16] for at in range(0, len(packed), 16))
        for item, count in plays.items():
            name = artist_of.get(item)
            if name is None:  # more artists than may be remembered: say nothing rather than too little
                self._all_artists_known = False
            elif name:
                number = self._number(name)
                self._artist_plays[number] += count

    def _number(self, name: str) -> int:
        key = name.strip().lower()
        number = self._artists.get(key)
        if number is None:
            number = self._artists[key] = len(self._names)
            self._names.append(name.strip())
            if number >= len(self._artist_plays):
                self._artist_plays = np.concatenate([self._artist_plays, np.zeros_like(self._artist_plays)])
        return number

    def insights(self) -> Insights:
        """The present state. Ties: the artist who was met first, the earlier day."""
        if self._first is None:
            return Insights()
        named = self._all_artists_known and bool(self._names)
        top, day = int(self._artist_plays.argmax()), int(self._day_plays.argmax())
        return Insights(
            first_play_at=self._first,
            top_artist=self._names[top] if named else None,
            top_artist_plays=int(self._artist_plays[top]) if named else None,
            fullest_day=str(np.datetime64(day + _DAY_ZERO, "D")),
            fullest_day_plays=int(self._day_plays[day]),
            rings=self._rings(),
        )

    def _rings(self) -> list[Ring]:
        years = np.flatnonzero(self._year["plays"])
        return [self._ring(int(year)) for year in range(years.min(), years.max() + 1)]

    def _ring(self, year: int) -> Ring:
        of = {name: float(values[year]) for name, values in self._year.items()}
        hour = np.arctan2(of["east"], of["north"]) * (12 / np.pi) % 24
        return Ring(
            label=str(_FIRST_YEAR + year),
            plays=int(of["plays"]),
            completion=round(of["played_out"] / of["known"], 3) if of["known"] else None,
            hour=round(float(hour), 2) if of["plays"] else None,
        )


_DAY_ZERO = int(np.datetime64(f"{_FIRST_YEAR}-01-01", "D").astype(np.int64))


def read_stored(document: bytes) -> NDArray[np.void]:
    """The rows of a binary COPY of STORED_COLUMNS (19 bytes of header, 2 of trailer)."""
    return np.frombuffer(document, STORED, (len(document) - 21) // STORED.itemsize, 19)
