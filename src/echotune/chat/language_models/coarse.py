"""What a language model is told of a listener beforehand: a few genres and decades, and nothing that names anybody.

Genres are words of our own lexicon only: a tag is text of strangers. What the policy gate hides is not in the model of a
listener to begin with.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import NamedTuple

import numpy as np

from echotune.chat.understand.lexicon.genres import GENRES
from echotune.chat.understand.phrases import phrases
from echotune.taste.listener import ListenerModel

MOST_GENRES = 5
MOST_ERAS = 2
LEAST_SHARE = 0.2
"""Of the plays with a known year, for a decade to be told."""
PARTS_OF_DAY = ((5, "night"), (12, "morning"), (18, "afternoon"), (23, "evening"), (25, "night"))


class Coarse(NamedTuple):
    genres: list[str]
    eras: list[str]


def coarse(model: ListenerModel) -> Coarse:
    """The genres and decades played most, most first."""
    return Coarse(_genres(model), _eras(model))


def _genres(model: ListenerModel) -> list[str]:
    plays = np.bincount(model.tags.tag, weights=model.listens[model.tags.recording], minlength=len(model.tags.names))
    best = [model.tags.names[at] for at in np.argsort(-plays, kind="stable").tolist() if plays[at] > 0]
    return [name for name in best if name in _own_words()][:MOST_GENRES]


def _eras(model: ListenerModel) -> list[str]:
    known = model.released_year > 0
    decades, at = np.unique(model.released_year[known] // 10 * 10, return_inverse=True)
    plays = np.bincount(at, weights=model.listens[known], minlength=len(decades))
    order = np.argsort(-plays, kind="stable")[:MOST_ERAS].tolist()
    return [f"{decades[place]}s" for place in order if plays[place] >= LEAST_SHARE * plays.sum() > 0]


@cache
def _own_words() -> frozenset[str]:
    return frozenset(phrases(GENRES))


def part_of_day(local: datetime) -> str:
    return next(name for before, name in PARTS_OF_DAY if local.hour < before)
