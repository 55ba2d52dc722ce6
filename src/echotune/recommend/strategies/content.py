"""Sound: likeness over known features to what was asked for, else to what the listener plays most."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echotune.recommend.moods import Range
from echotune.recommend.sound import COLUMN, Target
from echotune.recommend.strategy import Asked, Floats, Index, Scores
from echotune.taste.listener import FEATURES


class Content:
    """Cosine over the features known on both sides; a song with fewer than 3 of them in common scores 0."""

    label = "Sound"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        sought = targets(asked)
        if sought:
            return self._resembling(asked, sought, candidates)
        if asked.wishes.bounded:
            return self._at_heart(asked, candidates)
        likeness = asked.prepared.sound_of_favourites[candidates]
        return Scores(_positive(likeness), FEATURES)

    def _resembling(self, asked: Asked, sought: list[Target], candidates: Index) -> Scores:
        """Like any of the seeds; between them means near to all."""
        likenesses = [asked.prepared.sound.likeness(target, candidates) for target in sought]
        join = np.minimum if asked.resolved.between else np.fmax
        known = tuple(name for name in FEATURES if any(target.known[COLUMN[name]] for target in sought))
        return Scores(_positive(join.reduce(likenesses)), known)

    def _at_heart(self, asked: Asked, candidates: Index) -> Scores:
        """How near the known values lie to the heart of the wished ranges."""
        near, count = np.zeros(len(candidates), np.float32), np.zeros(len(candidates), np.float32)
        for heart in hearts(asked):
            value = asked.prepared.sound.values[candidates, heart.column]
            worth = np.exp(-(((value - heart.middle) / heart.width) ** 2))
            near += np.fmax(worth, 0)
            count += np.isfinite(value)
        features = tuple(dict.fromkeys(feature for feature, _ in asked.wishes.bounded))
        return Scores(np.divide(near, count, out=np.zeros_like(near), where=count > 0), features)


def targets(asked: Asked) -> list[Target]:
    """The points that seeds make, moved by what is wished of them ("calmer"); none where no seed's sound is known."""
    moves: dict[str, str] = {name: wish.delta for name, wish in asked.request.features.items() if wish.delta}
    usable = [seed.target for seed in asked.resolved.seeds if seed.target.usable]
    return [asked.prepared.sound.shifted(target, moves) for target in usable]


class Heart(NamedTuple):
    """The middle of a wished range of a feature, and how far from it a value loses most of its worth."""

    column: int
    middle: float
    width: float


def hearts(asked: Asked) -> list[Heart]:
    tuned = asked.parameters.sound
    widths = [(feature, span, tuned.widths.get(feature, tuned.usual_width)) for feature, span in asked.wishes.bounded]
    return [Heart(COLUMN[feature], _middle(span, width), width) for feature, span, width in widths]


def _middle(span: Range, width: float) -> float:
    """The middle of a range; of an open one, a little inside its end."""
    if np.isfinite(span.low) and np.isfinite(span.high):
        return (span.low + span.high) / 2
    return span.low + 0.6 * width if np.isfinite(span.low) else span.high - 0.6 * width


def _positive(likeness: Floats) -> Floats:
    return np.asarray(np.fmin(np.fmax(likeness, 0), 1), np.float32)  # what is not known counts as 0
