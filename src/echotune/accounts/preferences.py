"""A listener's settings: what they chose, with the product's defaults for the rest."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from echotune.core.wire import WireModel
from echotune.llm.registry import PROVIDERS

AUTOMATIC = "auto"
BUILT_IN = "built-in"
MOST_CONTEXT_MESSAGES = 40


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"“{name}” is not an IANA time zone such as Europe/Stockholm")
    return name


def _known_answerer(name: str) -> str:
    if name not in (AUTOMATIC, BUILT_IN, *PROVIDERS):
        raise ValueError(f"“{name}” is not a provider: auto, built-in, or one of {', '.join(PROVIDERS)}")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Answerer = Annotated[str, AfterValidator(_known_answerer)]
ModelId = Annotated[str, Field(max_length=200, pattern=r"^[!-~]*$")]
ContextMessages = Annotated[int, Field(ge=0, le=MOST_CONTEXT_MESSAGES)]
Dollars = Annotated[float, Field(ge=0, le=100_000)]


class Preferences(WireModel):
    """Stored with the account; every field has a default, so that an empty document is a full one."""

    theme: Literal["system", "dark", "light"] = "system"
    week_start: Literal["monday", "sunday"] = "monday"
    avoid_explicit: bool = False
    drop_unknown_explicit: bool = False
    no_repeat_days: Annotated[int, Field(ge=0, le=90)] = 3
    chat_history: bool = True
    single_key_shortcuts: bool = True
    provider: Answerer = Field(AUTOMATIC, description="Who answers: auto, built-in, or a provider's name.")
    model: ModelId = Field("", description="The provider's model; empty for the one it is asked for by default.")
    fallback: bool = Field(True, description="Ask the next usable provider when one fails.")
    context_messages: ContextMessages = Field(
        MOST_CONTEXT_MESSAGES, description="Most earlier messages that a language model is given."
    )
    monthly_budget: Dollars | None = Field(
        None, description="US dollars for language models in a month; null: no limit."
    )


class PreferencesView(Preferences):
    """Preferences with the zone that dates and hours are told in, and who chose it."""

    time_zone: TimeZone
    time_zone_set_by: Literal["system", "browser", "setting"]


class PreferencesChange(WireModel):
    """What to change; absent fields stay as they are."""

    def to_store(self) -> dict[str, Any]:
        """The preferences that are given, by their names in storage."""
        given = self.model_dump(exclude_unset=True, by_alias=False, exclude={"time_zone", "browser_time_zone"})
        stored = {name: value for name, value in given.items() if value is not None or name == "monthly_budget"}
        return {"model": "", **stored} if "provider" in stored else stored

    theme: Literal["system", "dark", "light"] | None = None
    week_start: Literal["monday", "sunday"] | None = None
    avoid_explicit: bool | None = None
    drop_unknown_explicit: bool | None = None
    no_repeat_days: Annotated[int, Field(ge=0, le=90)] | None = None
    chat_history: bool | None = None
    single_key_shortcuts: bool | None = None
    provider: Answerer | None = Field(None, description="A change of provider without a model takes its default one.")
    model: ModelId | None = None
    fallback: bool | None = None
    context_messages: ContextMessages | None = None
    monthly_budget: Dollars | None = Field(None, description="Null takes the limit away.")
    time_zone: TimeZone | None = None
    browser_time_zone: TimeZone | None = Field(
        None, description="Used at the first visit only, never over a chosen zone."
    )
