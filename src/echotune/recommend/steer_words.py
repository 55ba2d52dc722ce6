"""One plain sentence about what moving sliders changed: from ranks and provenance, and from nothing else.

"Three songs moved up because sound counts more; Holocene fell from 4 to 9 because it was last played 12 days ago."
The reason for the fall is given only where a number of the song itself bears it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from echotune.recommend import wording
from echotune.recommend.provenance import Provenance
from echotune.recommend.sliders import SLIDERS, SliderName
from echotune.taste.ranking import REST_DAYS

LOOKED_AT = 50
"""Songs that are ranked; a song below them has no place."""
YEAR_DAYS = 365.25


@dataclass(frozen=True)
class Fallen:
    """A song that lost places. `after` is None where it left the songs that are looked at; `provenance` is that of the
    last answer that holds it. `sound` 0..1, None unknown; `usual_sound` the median of the songs that are shown now."""

    title: str
    artist: str
    before: int
    after: int | None
    provenance: Provenance
    sound: float | None = None
    usual_sound: float | None = None
    above: int = 0  # songs by the same artist that stand before it now
    cap: int = 0
    resembles: str | None = None


@dataclass(frozen=True)
class Change:
    """What moved among the first `size` songs. `cause`: the slider that moved them most, and whether it went up."""

    size: int
    cause: SliderName
    up: bool
    came: int
    rose: int
    fallen: Fallen | None
    alone: bool = True  # whether no other slider was moved
    absent: str | None = None  # why the slider has nothing to go by, where that is so


def sentence(change: Change) -> str:
    """The explanation of a change."""
    slider = SLIDERS[change.cause]
    if change.absent:
        return f"{wording.capital(change.absent)}, so this slider has nothing to go by."
    reason = slider.more if change.up else slider.less
    if not change.came and not change.rose:
        return f"The first {wording.spelled(change.size)} stay as they are, though {reason}."
    mostly = "" if change.alone else ", mostly"
    moved = f"{wording.capital(_moved(change))}{mostly} because {reason}"
    if change.fallen is None:
        return f"{moved}."
    return f"{moved}; {_fell(change.fallen, change.cause, change.up)}."


def _moved(change: Change) -> str:
    if change.came:
        return f"{_songs(change.came)} came into the first {wording.spelled(change.size)}"
    return f"{_songs(change.rose)} moved up"


def _songs(number: int) -> str:
    return "one song" if number == 1 else f"{wording.spelled(number)} songs"


def _fell(fallen: Fallen, cause: SliderName, up: bool) -> str:
    where = fallen.after or f"below {LOOKED_AT}"
    fell = f"{fallen.title} fell from {fallen.before} to {where}"
    fact = FACTS[cause](fallen, up)
    return f"{fell} because {fact}" if fact else f"{fell} as others passed it"


Fact = Callable[[Fallen, bool], str | None]
"""A number of the song that agrees with the cause, or None where none does."""


def _by_newness(fallen: Fallen, up: bool) -> str | None:
    evidence = fallen.provenance.evidence
    if up:
        return f"you have played it {wording.times(evidence.plays)}" if evidence.plays else None
    return "you have never played it" if not evidence.starts else None


def _by_past(fallen: Fallen, up: bool) -> str | None:
    days = fallen.provenance.novelty_days_since_last_play
    recent = days is not None and days < REST_DAYS
    if days is None or recent != up:
        return None
    return f"it was last played {_ago(days)}"


def _ago(days: int) -> str:
    if days < 2:
        return "today" if days == 0 else "yesterday"
    if days < 2 * YEAR_DAYS:
        return f"{days} days ago"
    return f"{wording.spelled(int(days / YEAR_DAYS))} years ago"


def _by_obscurity(fallen: Fallen, up: bool) -> str | None:
    popularity = fallen.provenance.feature_values.get("popularity")
    if popularity is None:
        return "the catalogue does not say how well known it is"
    return f"its popularity is {round(100 * popularity)} of 100" if (popularity >= 0.5) == up else None


def _by_sound(fallen: Fallen, up: bool) -> str | None:
    if fallen.sound is None:
        return "its sound is not known" if up else None
    if fallen.usual_sound is None or (fallen.sound < fallen.usual_sound) != up:
        return None
    near = "further from" if up else "close to"
    return f"its sound is {near} what you play most ({round(100 * fallen.sound)} of 100)"


def _by_variety(fallen: Fallen, up: bool) -> str | None:
    if not up or not fallen.resembles or fallen.provenance.diversity_penalty_applied == 0:
        return None
    cost = f"{-fallen.provenance.diversity_penalty_applied:.2f}"
    return f"it is like {fallen.resembles}, which now costs it {cost}"


def _by_cap(fallen: Fallen, up: bool) -> str | None:
    if up or fallen.above < fallen.cap:
        return None
    stand = "one song" if fallen.above == 1 else f"{wording.spelled(fallen.above)} songs"
    return f"{stand} by {fallen.artist} already {'stands' if fallen.above == 1 else 'stand'} above it"


FACTS: dict[SliderName, Fact] = {
    "newness": _by_newness,
    "past": _by_past,
    "obscurity": _by_obscurity,
    "sound": _by_sound,
    "variety": _by_variety,
    "cap": _by_cap,
}
