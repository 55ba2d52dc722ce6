"""Artists that are played now and have been for a while."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.belief import about_artist
from echotune.taste.record import DAY_SECONDS, YEAR_DAYS, Record
from echotune.taste.schemas import Belief

MOST = 8
FEWEST_LISTENS = 30
FEWEST_LATELY = 5
YEARS_OF_RETURN = 4


def loved_artists(record: Record) -> list[Belief]:
    """By decayed plays (half-life one year); at least 30 plays, 5 of them in the latest year."""
    kept = np.exp2((record.ended_at - record.end) / (DAY_SECONDS * YEAR_DAYS))
    fondness = np.bincount(record.artist, kept, record.artists)
    lately = np.bincount(record.artist[record.lately], minlength=record.artists)
    fondness[(record.by_artist < FEWEST_LISTENS) | (lately < FEWEST_LATELY)] = 0
    order = np.argsort(-fondness, kind="stable")[:MOST]
    return [_belief(record, int(artist), int(lately[artist])) for artist in order if fondness[artist] > 0]


def _belief(record: Record, artist: int, lately: int) -> Belief:
    own = record.of_artist(artist)
    years = len(np.unique(record.year[own]))
    title = "You keep coming back to {}" if years >= YEARS_OF_RETURN else "{} is close to you"
    first, last = (record.on(int(record.started_at[own[place]])) for place in (0, -1))
    evidence = (
        f"{words.count(len(own), 'play')}, {record.finished[own].sum():,} finished, {first} to {last}; "
        f"{lately:,} of them {record.lately_in_words}."
    )
    return about_artist(record, artist, "likes", title, evidence)
