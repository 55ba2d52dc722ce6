"""The plan of a question: pure data, whoever made it. It holds names and dates, never SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from pydantic import Field

from echotune.core.wire import WireModel
from echotune.insights.period import ALL, Period

Thing = Literal["artists", "tracks", "albums", "genres"]
Subject = Literal["artists", "tracks", "albums", "genres", "plays", "sessions", "skips", "hours", "days"]
Measure = Literal["plays", "minutes", "skips", "first", "last", "discoveries", "skip_rate", "streak", "gap"]
Bucket = Literal["day", "week", "month", "year", "weekday", "hour", "season"]
Span = Literal["day", "week", "month", "year"]
Unit = Literal["day", "week", "month", "year", "session", "track", "artist", "album"]
Left = Literal["artists", "tracks", "genres"]
"""What can be left out by name."""
Share = Literal["names", "times"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Device = Literal["phone", "computer", "web", "speaker", "car", "tv", "watch"]
THINGS: tuple[Thing, ...] = get_args(Thing)
WEEKDAY_NUMBERS: dict[str, int] = {name: number for number, name in enumerate(get_args(Weekday))}


def _absent(value: object) -> bool:
    return value is None or value is False or value == []


class Days(WireModel):
    """Dates, both inclusive; null is open."""

    from_: date | None = Field(default=None, alias="from", exclude_if=_absent)
    to: date | None = Field(default=None, exclude_if=_absent)


class HourRange(WireModel):
    """Hours of the day in the listener's zone, 0..23, both inclusive; `from` after `to` goes over midnight."""

    from_: int = Field(alias="from", ge=0, le=23)
    to: int = Field(ge=0, le=23)


class Side(Days):
    """One side of a comparison: what it gives replaces the question's own dates, hours, weekdays or months."""

    hours: HourRange | None = Field(default=None, exclude_if=_absent)
    weekdays: list[Weekday] = Field(default_factory=list, exclude_if=_absent)
    months: list[int] = Field(default_factory=list, exclude_if=_absent)


class Refinement(WireModel):
    """What a question asks beyond subject, measure, dates, hours and limit. Everything is optional."""

    by: Bucket | None = Field(
        default=None,
        exclude_if=_absent,
        description="Group over time: a value for each year, month, week, day (dates), weekday, hour or season. With a "
        "subject of artists, tracks, albums or genres: the most played one of each ('my top artist of every year').",
    )
    order: Literal["most", "least"] | None = Field(
        default=None,
        exclude_if=_absent,
        description="'least' for the fewest, the shortest, the longest ago; 'most' when the most is asked for.",
    )
    distinct: bool = Field(
        default=False,
        exclude_if=_absent,
        description="How many different artists, tracks, albums, genres or days, in place of a list of them.",
    )
    per: Unit | None = Field(
        default=None,
        exclude_if=_absent,
        description="An average: for each day, week, month, year, session, or for each track, artist, album.",
    )
    share: Share | None = Field(
        default=None,
        exclude_if=_absent,
        description="A percentage. 'names': which part of the listening is these artists, tracks, albums, genres, this "
        "device, shuffle. 'times': which part of it falls into these hours, weekdays, months.",
    )
    versus: list[Side] = Field(
        default_factory=list,
        exclude_if=_absent,
        description="Two or more sides to compare ('more in 2020 or 2021', 'weekdays or weekends'). Two artists are "
        "compared by naming both in `artists`, without sides.",
    )
    weekdays: list[Weekday] = Field(
        default_factory=list, exclude_if=_absent, description="Only these days of the week."
    )
    months: list[int] = Field(
        default_factory=list,
        exclude_if=_absent,
        description="Only these months of any year, 1..12 ('every summer': 6, 7, 8).",
    )
    device: Device | None = Field(default=None, exclude_if=_absent)
    shuffle: bool | None = Field(default=None, exclude_if=lambda value: value is None)
    offline: bool | None = Field(default=None, exclude_if=lambda value: value is None)
    private: bool | None = Field(
        default=None, exclude_if=lambda value: value is None, description="Only (or no) private sessions."
    )
    at_least: int | None = Field(
        default=None, ge=1, exclude_if=_absent, description="Only things (or days) with at least so many plays."
    )
    at_most: int | None = Field(
        default=None, ge=1, exclude_if=_absent, description="Only things (or days) with at most so many plays."
    )
    within: Span | None = Field(
        default=None, exclude_if=_absent, description="The most in one single day, week, month or year."
    )
    absent: Days | None = Field(
        default=None, exclude_if=_absent, description="Only things that were not played between these dates."
    )

    @property
    def given(self) -> set[str]:
        """The names of the fields that say something."""
        return set(self.model_dump(by_alias=False))


FLAGS = frozenset({"device", "shuffle", "offline", "private"})
FILTERS = frozenset({"weekdays", "months"}) | FLAGS


@dataclass(frozen=True)
class Plan:
    """`hours`: inclusive local hours of the day. `artists` ... `genres`: only plays of these, any case; `without`: none of
    these. `released`: first and last release year."""

    subject: Subject
    measure: Measure = "plays"
    period: Period = ALL
    hours: tuple[int, int] | None = None
    limit: int | None = None
    artists: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    albums: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    without: Mapping[Left, tuple[str, ...]] = field(default_factory=dict)
    released: tuple[int | None, int | None] | None = None
    more: Refinement = field(default_factory=Refinement)
    gate: bool = True
    """Whether the policy gate is on: then facts that Spotify's API told are left out."""

    @property
    def named(self) -> tuple[str, ...]:
        """Everything the plays are narrowed to by name."""
        return self.tracks + self.albums + self.artists + self.genres

    @property
    def thing(self) -> Thing | None:
        """What is told apart, when the question is about things and not about plays."""
        return next((thing for thing in THINGS if thing == self.subject), None)

    @property
    def called(self) -> tuple[str, ...]:
        """The names of the things that are asked about themselves: of artists in a question about artists."""
        names: tuple[str, ...] = getattr(self, self.subject) if self.thing else ()
        return names
