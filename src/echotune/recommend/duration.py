"""Fill a wished duration. A length that is not known is taken from plays that ran to the end, and said so."""

from __future__ import annotations

import numpy as np

from echotune.recommend.chosen import Chosen
from echotune.taste.listener import ListenerModel

MS_A_MINUTE = 60_000
SHORT_TRACK_MS = 90_000
USUAL_TRACK_MS = 215_000  # where neither the length nor a finished play is known


def most_tracks(minutes: int) -> int:
    """More than would ever be needed for the duration."""
    return min(1000, int(minutes * MS_A_MINUTE / SHORT_TRACK_MS) + 1)


def fill(model: ListenerModel, chosen: list[Chosen], minutes: int) -> tuple[list[Chosen], list[str]]:
    """The first tracks whose lengths come nearest to the duration, and a note when lengths had to be estimated."""
    lengths = [length_ms(model, one.recording) for one in chosen]
    total, taken = 0, 0
    for length, _ in lengths:
        if total + length - minutes * MS_A_MINUTE > minutes * MS_A_MINUTE - total:
            break
        total, taken = total + length, taken + 1
        if total >= minutes * MS_A_MINUTE:
            break
    taken = max(taken, min(1, len(chosen)))
    estimated = sum(not known for _, known in lengths[:taken])
    note = f"The length of {estimated} of {taken} tracks is not known; it was estimated from plays that ran to the end."
    return chosen[:taken], [note] if estimated else []


def reaches(model: ListenerModel, chosen: list[Chosen], minutes: int) -> bool:
    """Whether the tracks fill the duration, but for less than one short track."""
    total = sum(length_ms(model, one.recording)[0] for one in chosen)
    return total >= minutes * MS_A_MINUTE - USUAL_TRACK_MS


def length_ms(model: ListenerModel, recording: int) -> tuple[int, bool]:
    """Length in ms, and whether it is known; else the median of the finished plays, else a usual length."""
    known = int(model.duration_ms[recording])
    if known > 0:
        return known, True
    plays = model.plays_of(recording)
    finished = model.plays.ms[plays[model.play_is_finished[plays]]]
    return (int(np.median(finished)) if len(finished) else USUAL_TRACK_MS), False
