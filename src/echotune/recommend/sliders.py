"""What a listener can steer by, in their words: few sliders, each turning several parameters at once.

A slider stands at 0 where everything is as this installation has it, and goes to -1 and 1; the cap on one artist counts
songs. `turn` says what a position changes: a source of parameters like any other, between the file and an experiment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from echotune.core.wire import WireModel
from echotune.recommend.parameters import Changes, Parameters, changed
from echotune.recommend.weights import Row, leaning

SliderName = Literal["newness", "past", "obscurity", "sound", "variety", "cap"]
MOST_OF_ONE_ARTIST = 10
FULL_SOUND = 0.7
"""Share of the score that sound takes at most, so that what was said keeps a voice."""
FULL_FAME = 0.5
"""The same for how well known a song is."""
FULL_VARIETY = 0.6

Position = Annotated[float, Field(ge=-1, le=1)]


class Steer(WireModel):
    """Where the sliders stand. A slider that is left out stands at its default."""

    model_config = ConfigDict(frozen=True)

    newness: Position = Field(0, description="-1 only what is known, 1 only what is new")
    past: Position = Field(0, description="-1 what is played now, 1 what was loved before")
    obscurity: Position = Field(0, description="-1 well known songs, 1 little known ones")
    sound: Position = Field(0, description="-1 sound does not count, 1 sound leads")
    variety: Position = Field(0, description="-1 alike, 1 as different as can be")
    cap: int | None = Field(
        None, ge=1, le=MOST_OF_ONE_ARTIST, description="most songs by one artist; null: as this installation has it"
    )


UNTOUCHED = Steer()


@dataclass(frozen=True)
class Slider:
    """`words`: what a position means, from that position on, lowest first. `more`, `less`: what turning it up or down does,
    as the reason of a change. `strategies`: those it gives a weight to; it does nothing while none of them can score."""

    label: str
    description: str
    low: str
    high: str
    words: tuple[tuple[float, str], ...]
    more: str
    less: str
    turn: Callable[[Parameters, float], Changes]
    strategies: tuple[str, ...] = ()


def _newness(parameters: Parameters, position: float) -> Changes:
    """The share of songs never played; what is left keeps its proportions."""
    now = parameters.shares
    total = now.known + now.explore
    new = _pulled(now.explore / total, position, 1.0)
    scale = (1 - new) / now.known if now.known else 0.0
    return {"shares": {"relisten": now.relisten * scale, "rediscover": now.rediscover * scale, "explore": new}}


def _past(parameters: Parameters, position: float) -> Changes:
    """How the share of known songs is split."""
    now = parameters.shares
    if not now.known:
        return {}
    before = _pulled(now.rediscover / now.known, position, 1.0)
    return {"shares": {"relisten": now.known * (1 - before), "rediscover": now.known * before}}


def _obscurity(parameters: Parameters, position: float) -> Changes:
    """A weight for being well known, or for the opposite; the others make room."""
    name, share = ("little_known" if position > 0 else "popular"), FULL_FAME * abs(position)
    return _rows(parameters, lambda row: {one: weight * (1 - share) for one, weight in row.items()} | {name: share})


def _sound(parameters: Parameters, position: float) -> Changes:
    """The weight of sound. Where a name is to be resembled likeness leads whatever the slider says."""
    if parameters.alpha is not None:
        return {"alpha": _pulled(parameters.alpha, position, FULL_SOUND)}
    changes = _rows(parameters, lambda row: _sounding(row, position))
    del changes["weights"]["seeded"]
    return changes


def _sounding(row: Row, position: float) -> Row:
    share = _pulled(row.get("content", 0.0), position, FULL_SOUND)
    return leaning(row, share, frozenset({"content"})) | ({} if share else {"content": 0.0})


def _variety(parameters: Parameters, position: float) -> Changes:
    return {"mmr_lambda": 1 - _pulled(1 - parameters.mmr_lambda, position, FULL_VARIETY)}


def _cap(_: Parameters, position: float) -> Changes:
    return {"artist_cap": round(position)}


def _pulled(value: float, position: float, full: float) -> float:
    """From `value` at 0 down to 0 at -1, and up to `full` (or as high as it stands) at 1."""
    return value * (1 + position) if position < 0 else value + position * max(full - value, 0)


def _rows(parameters: Parameters, change: Callable[[Row], Row]) -> Changes:
    """Every row of the weights changed alike."""
    tables = parameters.weights.model_dump()
    return {
        "weights": {
            situation: {kind: change(row) for kind, row in table.items()} for situation, table in tables.items()
        }
    }


SLIDERS: dict[SliderName, Slider] = {
    "newness": Slider(
        label="Familiar or new",
        description="How much of a mix is music you have never played.",
        low="Familiar",
        high="New",
        words=(
            (-1, "only songs you know"),
            (-0.95, "nearly all songs you know"),
            (-0.55, "mostly songs you know"),
            (-0.15, "the usual mix of known and new"),
            (0.2, "more new songs than usual"),
            (0.6, "mostly new songs"),
            (1, "only new songs"),
        ),
        more="new songs take a larger share",
        less="songs you know take a larger share",
        turn=_newness,
        strategies=("explore", "same_artist"),
    ),
    "past": Slider(
        label="Now or before",
        description="Of the songs you know: what is on now, or what you loved and left at least 60 days ago.",
        low="Played now",
        high="Loved before",
        words=(
            (-1, "only what you play now"),
            (-0.95, "nearly all what you play now"),
            (-0.55, "mostly what you play now"),
            (-0.15, "the usual mix of now and before"),
            (0.2, "more of what you loved before"),
            (0.6, "mostly what you loved before"),
            (1, "only what you loved before"),
        ),
        more="songs you loved before take a larger share",
        less="what you play now takes a larger share",
        turn=_past,
        strategies=("rediscover",),
    ),
    "obscurity": Slider(
        label="Well known or obscure",
        description="How much it counts that others know a song, by the catalogue's own popularity.",
        low="Well known",
        high="Obscure",
        words=(
            (-1, "well known songs lead"),
            (-0.95, "well known songs count a lot"),
            (-0.45, "well known songs count a little"),
            (-0.05, "popularity has no weight of its own"),
            (0.1, "little known songs count a little"),
            (0.5, "little known songs count a lot"),
            (1, "little known songs lead"),
        ),
        more="little known songs count more",
        less="well known songs count more",
        turn=_obscurity,
        strategies=("popular", "little_known"),
    ),
    "sound": Slider(
        label="Sound",
        description="How much it counts that a song sounds like what you play most.",
        low="Sound aside",
        high="Sound first",
        words=(
            (-1, "sound does not count"),
            (-0.95, "sound hardly counts"),
            (-0.45, "sound counts less than usual"),
            (-0.1, "sound counts as usual"),
            (0.15, "sound counts more than usual"),
            (0.6, "sound counts a lot"),
            (1, "sound leads"),
        ),
        more="sound counts more",
        less="sound counts less",
        turn=_sound,
        strategies=("content",),
    ),
    "variety": Slider(
        label="Variety",
        description="How much a song loses by being like one above it.",
        low="Alike",
        high="Varied",
        words=(
            (-1, "likeness costs nothing"),
            (-0.95, "likeness costs little"),
            (-0.15, "the usual variety"),
            (0.2, "more variety than usual"),
            (0.6, "a lot of variety"),
            (1, "as varied as it gets"),
        ),
        more="likeness to songs above costs more",
        less="likeness to songs above costs less",
        turn=_variety,
    ),
    "cap": Slider(
        label="One artist's share",
        description="The most songs by one artist in an answer, unless you ask for the artist.",
        low="One by an artist",
        high="Ten by an artist",
        words=(
            (1, "one song by each artist"),
            *((float(most), f"up to {most} songs by one artist") for most in range(2, MOST_OF_ONE_ARTIST + 1)),
        ),
        more="one artist may take more places",
        less="one artist may take fewer places",
        turn=_cap,
    ),
}


def position(steer: Steer, name: SliderName, base: Parameters) -> float:
    """Where a slider stands."""
    if name == "cap":
        return float(min(base.artist_cap, MOST_OF_ONE_ARTIST) if steer.cap is None else steer.cap)
    at: float = getattr(steer, name)
    return at


@lru_cache(maxsize=256)
def steered(base: Parameters, steer: Steer) -> Parameters:
    """The parameters with the sliders turned: sound before popularity, so that the others make room for it."""
    parameters = base
    for name in ("newness", "past", "sound", "obscurity", "variety", "cap"):
        at = getattr(steer, name)
        if at:
            parameters = changed(parameters, SLIDERS[name].turn(parameters, at), source=name)
    return parameters


def counting(parameters: Parameters) -> Row:
    """What each strategy counts for in a mix to which nothing was added: its weights by the kinds' shares."""
    shares = parameters.shares
    total = shares.known + shares.explore
    rows = (("relisten", shares.relisten), ("rediscover", shares.rediscover), ("explore", shares.explore))
    counted: Row = {}
    for kind, share in rows:
        for name, weight in getattr(parameters.weights.plain, kind).items():
            counted[name] = counted.get(name, 0.0) + weight * share / total
    return counted
