"""The start of a new conversation, from the listener's own plays: what could be asked, and what was played lately."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from echotune.chat.greeting import ENOUGH_PLAYS, WEEKDAYS, greeting, leading_artist
from echotune.chat.schemas import LatelyPlayed, StarterPrompt, Starters
from echotune.core.local_time import local_seconds
from echotune.taste.listener import ListenerModel
from echotune.taste.rings import RingMaker

LATELY = 6
MOST_PROMPTS = 5
LOVED_FINISHES = 8
FORGOTTEN_DAYS = 365
SLOT_HOURS = 2
OCCASIONS = (
    (10, "Half an hour to start the day"),
    (16, "An hour of focus music without vocals"),
    (20, "Ninety minutes for cooking"),
    (24, "Something calm for the evening"),
    (28, "Something for late at night"),
)
"""A wish for the hours before the one named; the day begins at four."""
DAY_BEGINS = 4
EMPTY = (
    StarterPrompt(text="What can you do?", note="examples of what can be asked"),
    StarterPrompt(text="How does this work?", note="import your Spotify export, or try the demo"),
)


async def starters(model: ListenerModel, now: datetime) -> Starters:
    """Computed in a thread: milliseconds at 200,000 plays."""
    return await asyncio.to_thread(_starters, model, now)


def _starters(model: ListenerModel, now: datetime) -> Starters:
    local = now.astimezone(model.zone)
    prompts = [prompt for prompt in _prompts(model, local) if prompt] if len(model.plays) else list(EMPTY)
    return Starters(greeting=greeting(model, local), prompts=prompts[:MOST_PROMPTS], lately=_lately(model))


def _prompts(model: ListenerModel, local: datetime) -> Iterator[StarterPrompt | None]:
    yield _fullest_year(model, local)
    yield _second_artist(model, local)
    yield _forgotten(model, local)
    yield _occasion(model, local)
    yield _after_midnight(model)
    yield StarterPrompt(text="My favourites right now", note=f"from {int(model.play_is_listen.sum()):,} plays")


def _fullest_year(model: ListenerModel, local: datetime) -> StarterPrompt | None:
    years, counts = np.unique(_start_years(model), return_counts=True)
    past = years < local.year
    if not past.any():
        return None
    fullest = int(np.argmax(np.where(past, counts, -1)))
    return StarterPrompt(text=f"What did I play most in {years[fullest]}?", note=f"{counts[fullest]:,} plays that year")


def _start_years(model: ListenerModel) -> NDArray[np.int64]:
    """The listener's calendar year of each play of 30 s or more."""
    heard = model.play_is_listen
    wall = local_seconds(model.plays.started_at[heard], model.zone)
    return wall.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970


def _second_artist(model: ListenerModel, local: datetime) -> StarterPrompt | None:
    """The artist played second most this year (or ever), to find more like."""
    heard = model.play_is_listen
    newest = model.plays.ended_at >= datetime(local.year, 1, 1, tzinfo=model.zone).timestamp()
    artists = model.artist_no[model.plays.recording]
    this_year = np.bincount(artists[heard & newest], minlength=len(model.artist_names))
    if (this_year > 0).sum() < 2:
        return None
    second = int(np.lexsort((np.arange(len(this_year)), -this_year))[1])
    name, plays = model.artist_names[second], int((heard & (artists == second)).sum())
    unheard = " I have never heard" if bool((model.in_pack & (model.starts == 0)).any()) else ""
    return StarterPrompt(text=f"Something like {name}{unheard}", note=f"your second this year, {plays:,} plays in all")


def _forgotten(model: ListenerModel, local: datetime) -> StarterPrompt | None:
    since = local - timedelta(days=FORGOTTEN_DAYS)
    last = model.last_listened_at
    loved = (model.finished >= LOVED_FINISHES) & (last > 0) & (last < since.timestamp())
    if not loved.any():
        return None
    tracks = f"{int(loved.sum()):,} {'track' if loved.sum() == 1 else 'tracks'}"
    return StarterPrompt(
        text="Songs I loved and forgot", note=f"{tracks} finished {LOVED_FINISHES} times or more, none for a year"
    )


def _occasion(model: ListenerModel, local: datetime) -> StarterPrompt | None:
    """A wish for these hours of this weekday, when they are often spent listening."""
    first = local.hour - local.hour % SLOT_HOURS
    plays = model.play_is_listen & (model.plays.weekday == local.weekday())
    plays &= (model.plays.hour >= first) & (model.plays.hour < first + SLOT_HOURS)
    if plays.sum() < ENOUGH_PLAYS:
        return None
    wish = next(text for until, text in OCCASIONS if (local.hour - DAY_BEGINS) % 24 + DAY_BEGINS < until)
    hours = f"{first:02d}:00 to {(first + SLOT_HOURS) % 24:02d}:00"
    return StarterPrompt(text=wish, note=f"{WEEKDAYS[local.weekday()]}s {hours}, mostly {leading_artist(model, plays)}")


def _after_midnight(model: ListenerModel) -> StarterPrompt | None:
    plays = int((model.play_is_listen & (model.plays.hour < 6)).sum())
    if plays < ENOUGH_PLAYS:
        return None
    return StarterPrompt(text="Who do I listen to after midnight?", note=f"{plays:,} plays between 00:00 and 06:00")


def _lately(model: ListenerModel) -> list[LatelyPlayed]:
    """The last recordings listened to, newest first, each once."""
    rings = RingMaker(model)
    plays = model.plays
    newest: dict[int, int] = {}
    for at in np.flatnonzero(model.play_is_listen)[::-1].tolist():
        newest.setdefault(int(plays.recording[at]), at)
        if len(newest) == LATELY:
            break
    return [
        LatelyPlayed(
            track_id=model.track_ids[recording],
            title=model.titles[recording],
            artist=model.artists[recording],
            played_at=datetime.fromtimestamp(int(plays.started_at[at]), UTC),
            rings=rings.of_recordings([recording]),
        )
        for recording, at in newest.items()
    ]
