"""The first words of a new conversation: the moment on the listener's clock, and one habit counted from the plays."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from echotune.chat import words
from echotune.taste.listener import FEATURES, ListenerModel

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = ("twelve", *words.NUMBERS[1:12])
QUARTERS = ((8, "{hour}"), (23, "a quarter past {hour}"), (38, "half past {hour}"), (53, "a quarter to {next}"))
SPAN_HOURS = 3
ENOUGH_PLAYS = 30
CLEAR_CHANGE = 0.04
"""Of energy, 0..1: a smaller difference between two parts of a day is no habit."""


def greeting(model: ListenerModel, local: datetime) -> str:
    """ "Friday, nearly six. You usually slow down from here." Only what the plays show."""
    return f"{WEEKDAYS[local.weekday()]}, {clock_words(local)}. {_habit(model, local) or _total(model)}"


def clock_words(local: datetime) -> str:
    """The time as people say it: "nearly six", "half past ten"."""
    hour, following = _spoken(local.hour), _spoken(local.hour + 1)
    for until, phrase in QUARTERS:
        if local.minute < until:
            return phrase.format(hour=hour, next=following)
    return f"nearly {following}"


def _spoken(hour: int) -> str:
    return {0: "midnight", 12: "noon"}.get(hour % 24, HOURS[hour % 12])


def _habit(model: ListenerModel, local: datetime) -> str | None:
    """What these hours usually bring: slower or livelier music, much listening, or one artist."""
    heard = model.play_is_listen
    before = heard & _within(model, local.hour - SPAN_HOURS, local.weekday())
    after = heard & _within(model, local.hour, local.weekday())
    energy = model.features[model.plays.recording, FEATURES.index("energy")]
    earlier, later = energy[before & ~np.isnan(energy)], energy[after & ~np.isnan(energy)]
    if min(len(earlier), len(later)) >= ENOUGH_PLAYS:
        change = float(later.mean() - earlier.mean())
        if abs(change) >= CLEAR_CHANGE:
            return "You usually slow down from here." if change < 0 else "You usually pick up from here."
    if int(after.sum()) >= ENOUGH_PLAYS:
        artist = leading_artist(model, after)
        return f"Around now you play {words.safe(artist)} most."
    return None


def _within(model: ListenerModel, first_hour: int, weekday: int) -> NDArray[np.bool_]:
    """bool[P]: plays that began in the span of hours from `first_hour` on that weekday, past midnight included."""
    day, hour = model.plays.weekday.astype(np.int64), model.plays.hour.astype(np.int64)
    since = (day * 24 + hour - (weekday * 24 + first_hour)) % (7 * 24)
    return since < SPAN_HOURS


def leading_artist(model: ListenerModel, plays: NDArray[np.bool_]) -> str:
    """The artist of most of these plays; ties go to the first by name."""
    counts = np.bincount(model.artist_no[model.plays.recording[plays]], minlength=len(model.artist_names))
    return model.artist_names[int(np.argmax(counts))]


def _total(model: ListenerModel) -> str:
    listens = int(model.play_is_listen.sum())
    if not listens:
        return "Nothing of yours is here yet."
    return f"{listens:,} plays are on record."
