"""Artists that are new and played more and more."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.belief import about_artist
from echotune.taste.record import DAY_SECONDS, Record
from echotune.taste.schemas import Belief

MOST = 5
NEW_DAYS = 540
QUARTER_DAYS = 90
FEWEST_LISTENS = 15
FEWEST_THIS_QUARTER = 8


def growing_artists(record: Record) -> list[Belief]:
    """First played within 540 days, at least 15 plays, and no fewer in the last 90 days (8 at least) than in the 90 before."""
    quarter = (record.end - record.ended_at) // (QUARTER_DAYS * DAY_SECONDS)
    this, before = (np.bincount(record.artist[quarter == back], minlength=record.artists) for back in (0, 1))
    first = np.full(record.artists, record.end)
    first[record.artist[::-1]] = record.ended_at[::-1]
    new = first > record.end - NEW_DAYS * DAY_SECONDS
    grows = new & (record.by_artist >= FEWEST_LISTENS) & (this >= FEWEST_THIS_QUARTER) & (this >= before)
    order = np.flatnonzero(grows)
    return [_belief(record, int(artist)) for artist in order[np.argsort(-this[order], kind="stable")][:MOST]]


def _belief(record: Record, artist: int) -> Belief:
    own, model = record.of_artist(artist), record.model
    starts = np.flatnonzero(model.artist_no[model.plays.recording] == artist)
    tracks, first_start = np.unique(model.plays.recording[starts], return_index=True)
    finished = int(model.play_is_finished[starts[first_start]].sum())
    since = words.month(int(record.started_at[own[0]]), model.zone)
    evidence = (
        f"{words.count(len(own), 'play')} since {since}; "
        f"{finished:,} of {words.count(len(tracks), 'track')} finished on first hearing."
    )
    return about_artist(record, artist, "growing", "{} is new and growing", evidence)
