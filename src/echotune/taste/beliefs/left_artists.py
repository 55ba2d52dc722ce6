"""Artists that used to be played and no longer are, or are now skipped."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.belief import about_artist
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

MOST = 5
FEWEST_LISTENS = 60
MOST_LATELY = 3
FEWEST_STARTS = 12
SKIPPED_NOW, SKIPPED_BEFORE = 0.5, 0.3


def left_artists(record: Record) -> list[Belief]:
    """At least 60 plays, and either 3 at most in the latest year, or half of its starts left before 30 s (once: < 30 %)."""
    return (_skipped_now(record) + _silent(record))[:MOST]


def _silent(record: Record) -> list[Belief]:
    lately = np.bincount(record.artist[record.lately], minlength=record.artists)
    gone = np.flatnonzero((record.by_artist >= FEWEST_LISTENS) & (lately <= MOST_LATELY))
    found = []
    for artist in gone[np.argsort(-record.by_artist[gone], kind="stable")][:MOST].tolist():
        own = record.of_artist(artist)
        years, plays = np.unique(record.year[own], return_counts=True)
        peak = int(np.argmax(plays))
        evidence = (
            f"{words.count(len(own), 'play')}, {plays[peak]:,} of them in {years[peak]}; "
            f"{lately[artist] or 'none'} {record.lately_in_words}. "
            f"The last on {record.on(int(record.started_at[own[-1]]))}."
        )
        found.append(about_artist(record, artist, "done_with", "You are done with {}", evidence))
    return found


def _skipped_now(record: Record) -> list[Belief]:
    model = record.model
    artist, skipped = model.artist_no[model.plays.recording], model.play_is_skipped
    lately = model.plays.ended_at > record.lately_since
    starts = np.bincount(artist * 2 + lately, minlength=2 * record.artists).reshape(-1, 2)
    left = np.bincount(artist * 2 + lately, skipped, 2 * record.artists).reshape(-1, 2)
    share = left / np.maximum(starts, 1)
    tired = (starts.min(axis=1) >= FEWEST_STARTS) & (share[:, 1] >= SKIPPED_NOW) & (share[:, 0] < SKIPPED_BEFORE)
    tired &= record.by_artist >= FEWEST_LISTENS
    order = np.flatnonzero(tired)
    return [
        about_artist(
            record,
            at,
            "done_with",
            "You are done with {}",
            f"Left before 30 s: {left[at, 1]:.0f} of {starts[at, 1]:,} starts {record.lately_in_words}, "
            f"{left[at, 0]:.0f} of {starts[at, 0]:,} before. {words.count(int(record.by_artist[at]), 'play')} in all.",
        )
        for at in order[np.argsort(-starts[order, 1], kind="stable")].tolist()
    ]
