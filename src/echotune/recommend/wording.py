"""Numbers, dates and lists as a listener reads them, in the listener's zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def spelled(number: int) -> str:
    """Up to twelve in words, else in digits."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{spelled(number)} times")


def ordinal(number: int) -> str:
    """1 first, 2 second, 3 third, 37 37th."""
    if number in (1, 2, 3):
        return ("first", "second", "third")[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def day(moment: datetime, zone: ZoneInfo) -> str:
    """14 March 2026."""
    local = moment.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def month(moment: datetime, zone: ZoneInfo) -> str:
    """March 2026."""
    local = moment.astimezone(zone)
    return f"{MONTHS[local.month - 1]} {local.year}"


def minute(moment: datetime, zone: ZoneInfo) -> str:
    """2 May 2017, 21:40."""
    return f"{day(moment, zone)}, {moment.astimezone(zone):%H:%M}"


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def both(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
