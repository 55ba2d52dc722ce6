"""Songs that are played on more days than any other."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

MOST = 3
FEWEST_DAYS = 12


def tracks(record: Record) -> list[Belief]:
    """By the number of different days with a play, at least 12."""
    span = int(record.day.max()) + 1
    pairs = np.unique(record.recording * span + record.day)
    days = np.bincount(pairs // span, minlength=record.model.size)
    order = np.argsort(-days, kind="stable")[:MOST]
    return [_belief(record, at, int(days[at])) for at in order.tolist() if days[at] >= FEWEST_DAYS]


def _belief(record: Record, recording: int, days: int) -> Belief:
    model, own = record.model, np.flatnonzero(record.recording == recording)
    first, last = (record.on(int(record.started_at[own[place]])) for place in (0, -1))
    recording_id = str(model.recording_ids[recording])
    corrected = {one.target: one.action for one in model.steering.corrections if one.kind == "track"}
    return Belief(
        id=f"track:{recording_id}",
        kind="track",
        target=recording_id,
        title=f"You do not tire of “{model.titles[recording]}”",
        evidence=f"{words.count(len(own), 'play')} on {words.count(days, 'day')}, by {model.artists[recording]}, {first} to {last}.",
        stance="likes",
        rings=record.rings.of_recordings([recording]),
        correction=corrected.get(recording_id),
    )
