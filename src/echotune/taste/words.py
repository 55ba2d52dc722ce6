"""Numbers, days and hours as the profile's sentences write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 play`, `11,452 plays`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(part: int, whole: int) -> str:
    """`61 %`, rounded half up."""
    return f"{(200 * part + whole) // (2 * whole)} %"


def day(epoch: int, zone: ZoneInfo) -> str:
    """`3 May 2010`, on the zone's clock."""
    local = datetime.fromtimestamp(epoch, zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def month(epoch: int, zone: ZoneInfo) -> str:
    local = datetime.fromtimestamp(epoch, zone)
    return f"{MONTHS[local.month - 1]} {local.year}"


def hour(number: int) -> str:
    return f"{number % 24:02d}:00"
