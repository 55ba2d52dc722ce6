"""A listener's settings: what they chose, with the product's defaults for the rest."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from echotune.core.wire import WireModel


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"“{name}” is not an IANA time zone such as Europe/Stockholm")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]


class Preferences(WireModel):
    """Stored with the account; every field has a default, so that an empty document is a full one."""

    theme: Literal["system", "dark", "light"] = "system"
    week_start: Literal["monday", "sunday"] = "monday"
    avoid_explicit: bool = False
    drop_unknown_explicit: bool = False
    no_repeat_days: Annotated[int, Field(ge=0, le=90)] = 3
    chat_history: bool = True
    single_key_shortcuts: bool = True


class PreferencesView(Preferences):
    """Preferences with the zone that dates and hours are told in, and who chose it."""

    time_zone: TimeZone
    time_zone_set_by: Literal["system", "browser", "setting"]


class PreferencesChange(WireModel):
    """What to change; absent fields stay as they are."""

    theme: Literal["system", "dark", "light"] | None = None
    week_start: Literal["monday", "sunday"] | None = None
    avoid_explicit: bool | None = None
    drop_unknown_explicit: bool | None = None
    no_repeat_days: Annotated[int, Field(ge=0, le=90)] | None = None
    chat_history: bool | None = None
    single_key_shortcuts: bool | None = None
    time_zone: TimeZone | None = None
    browser_time_zone: TimeZone | None = Field(
        None, description="Used at the first visit only, never over a chosen zone."
    )
