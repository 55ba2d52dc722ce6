"""One line of a pack, judged: a track with its facts, or the reason why it is none."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from echotune.catalog.identity import names_item
from echotune.catalog.pack_columns import FEATURES

LONGEST_NAME = 1_000
MOST_TAGS, LONGEST_TAG = 8, 60
LONGEST_MS = 86_400_000

RANGES: Final[dict[str, tuple[float, float]]] = {
    **dict.fromkeys(FEATURES, (0.0, 1.0)),
    "tempo": (20.0, 400.0),
    "loudness": (-80.0, 10.0),
    "key": (0, 11),
}
PITCHES: Final = {
    name: number
    for number, names in enumerate(
        (
            ("c",),
            ("c#", "db"),
            ("d",),
            ("d#", "eb"),
            ("e",),
            ("f",),
            ("f#", "gb"),
            ("g",),
            ("g#", "ab"),
            ("a",),
            ("a#", "bb"),
            ("b",),
        )
    )
    for name in names
}
MODES: Final = {"major": 1.0, "minor": 0.0}

_SPOTIFY_ID = re.compile(
    r"(?:spotify:track:|https?://open\.spotify\.com/(?:[a-z-]+/)?track/)?([0-9A-Za-z]{22})(?:\?.*)?"
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?(?:\.0)?")
_LIST_OPENINGS = ("['", '["')
_TRUE, _FALSE = {"true", "1", "yes", "t", "1.0"}, {"false", "0", "no", "f", "0.0"}
_UNKNOWN = {"", "nan", "null", "none", "na", "n/a", "\\n"}


@dataclass(slots=True)
class PackRow:
    """A track of a pack. `features` follows FEATURES; None is unknown."""

    item: str
    title: str
    artist: str
    album: str
    popularity: float | None
    duration_ms: int | None
    explicit: bool | None
    released: date | None
    tags: list[str]
    features: list[float | None]
    kind: str = "track"


@dataclass
class RowReader:
    """Reads lines by the places of their columns, and counts what was out of range on the way."""

    columns: Mapping[str, int]
    header: Sequence[str]
    out_of_range: Counter[str] = field(default_factory=Counter)

    def read(self, cells: Sequence[str]) -> PackRow | str:
        """The track, or a reason: `no_title`, `no_artist`, `too_long`, `bad_encoding`, `wrong_cell_count`."""
        if len(cells) != len(self.header):
            return "wrong_cell_count"
        title, artist = self._text(cells, "title"), first_artist(self._text(cells, "artist"))
        album = self._text(cells, "album")
        if not title:
            return "no_title"
        if not artist:
            return "no_artist"
        if max(len(title), len(artist), len(album)) > LONGEST_NAME:
            return "too_long"
        if "\ufffd" in title or "\ufffd" in artist:
            return "bad_encoding"
        return PackRow(
            item=self._item(cells, artist, title, album),
            title=title,
            artist=artist,
            album=album,
            popularity=self._number(cells, "popularity", 0, 100),
            duration_ms=self._duration_ms(cells),
            explicit=self._mark(cells),
            released=self._released(cells),
            tags=split_tags(self._text(cells, "genre")),
            features=[self._feature(cells, name) for name in FEATURES],
        )

    def _text(self, cells: Sequence[str], name: str) -> str:
        place = self.columns.get(name)
        if place is None:
            return ""
        text = cells[place].replace("\x00", "").strip()
        return "" if text.lower() in _UNKNOWN and name not in ("title", "artist") else text

    def _item(self, cells: Sequence[str], artist: str, title: str, album: str) -> str:
        found = _SPOTIFY_ID.fullmatch(self._text(cells, "id"))
        return f"spotify:track:{found[1]}" if found else names_item(artist, title, album)

    def _number(self, cells: Sequence[str], name: str, least: float, most: float) -> float | None:
        text = self._text(cells, name)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if least <= value <= most:
            return value
        self.out_of_range[name] += 1
        return None

    def _feature(self, cells: Sequence[str], name: str) -> float | None:
        if name in ("key", "mode"):
            text = self._text(cells, name).lower()
            named = PITCHES.get(text) if name == "key" else MODES.get(text)
            if named is not None:
                return named
            if text in ("-1", "-1.0"):
                return None
            value = self._number(cells, name, *RANGES[name])
            return None if value is None else float(round(value))
        return self._number(cells, name, *RANGES[name])

    def _duration_ms(self, cells: Sequence[str]) -> int | None:
        value = self._number(cells, "duration_ms", 1, LONGEST_MS)
        if value is None:
            seconds = self._number(cells, "duration_seconds", 0.001, LONGEST_MS / 1000)
            value = None if seconds is None else seconds * 1000
        return None if value is None else round(value)

    def _mark(self, cells: Sequence[str]) -> bool | None:
        text = self._text(cells, "explicit").lower()
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        self.out_of_range["explicit"] += bool(text)
        return None

    def _released(self, cells: Sequence[str]) -> date | None:
        text = self._text(cells, "released")
        if not text:
            return None
        found = _DATE.fullmatch(text)
        try:
            if found and 1000 <= int(found[1]) <= 2100:
                return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError:
            pass
        self.out_of_range["released"] += 1
        return None


def first_artist(text: str) -> str:
    """The main artist where a cell names several, as `A;B` or as a printed list."""
    if text.startswith(_LIST_OPENINGS) and text.endswith("]"):
        return (_listed(text) or [""])[0]
    return text.split(";", 1)[0].strip() if not text.startswith(";") else text


def split_tags(text: str) -> list[str]:
    """Genres of a cell: comma, semicolon, bar or a printed list; lower case, each once."""
    parts = _listed(text) if text.startswith(_LIST_OPENINGS) and text.endswith("]") else re.split(r"[,;|]", text)
    tags = dict.fromkeys(part.strip().lower() for part in parts)
    return [tag for tag in tags if 0 < len(tag) <= LONGEST_TAG and "\ufffd" not in tag][:MOST_TAGS]


def _listed(text: str) -> list[str]:
    """The strings of a printed Python or JSON list."""
    quoted = re.findall(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", text)
    return [(single or double).strip() for single, double in quoted]
