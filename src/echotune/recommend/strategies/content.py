"""Sound: likeness over known features to what was asked for, else to what the listener plays most."""

from __future__ import annotations

import numpy as np

from echotune.recommend.moods import Range
from echotune.recommend.sound import COLUMN, Target
from echotune.recommend.strategy import Asked, Floats, Index, Scores
from echotune.taste.listener import FEATURES


class Content:
    """Cosine over the features known on both sides; a song with fewer than 3 of them in common scores 0."""

    label = "Sound"

    def score(self, asked: Asked, candidates: Index) -> Scores:
        targets = [seed.target for seed in asked.resolved.seeds if seed.target.usable]
        if targets:
            return self._resembling(asked, targets, candidates)
        if asked.wishes.bounded:
            return self._at_heart(asked, candidates)
        likeness = asked.prepared.sound_of_favourites[candidates]
        return Scores(_positive(likeness), FEATURES)

    def _resembling(self, asked: Asked, targets: list[Target], candidates: Index) -> Scores:
        """Like any of the seeds; between them means near to all."""
        sound = asked.prepared.sound
        moves: dict[str, str] = {name: wish.delta for name, wish in asked.request.features.items() if wish.delta}
        likenesses = [sound.likeness(sound.shifted(target, moves), candidates) for target in targets]
        join = np.minimum if asked.resolved.between else np.fmax
        known = tuple(name for name in FEATURES if any(target.known[COLUMN[name]] for target in targets))
        return Scores(_positive(join.reduce(likenesses)), known)

    def _at_heart(self, asked: Asked, candidates: Index) -> Scores:
        """How near the known values lie to the heart of the wished ranges."""
        tuned = asked.parameters.sound
        near, count = np.zeros(len(candidates), np.float32), np.zeros(len(candidates), np.float32)
        for feature, span in asked.wishes.bounded:
            value = asked.prepared.sound.values[candidates, COLUMN[feature]]
            width = tuned.widths.get(feature, tuned.usual_width)
            worth = np.exp(-(((value - _heart(span, width)) / width) ** 2))
            near += np.nan_to_num(worth, nan=0)
            count += np.isfinite(value)
        features = tuple(dict.fromkeys(feature for feature, _ in asked.wishes.bounded))
        return Scores(np.divide(near, count, out=np.zeros_like(near), where=count > 0), features)


def _heart(span: Range, width: float) -> float:
    """The middle of a range; of an open one, a little inside its end."""
    if np.isfinite(span.low) and np.isfinite(span.high):
        return (span.low + span.high) / 2
    return span.low + 0.6 * width if np.isfinite(span.low) else span.high - 0.6 * width


def _positive(likeness: Floats) -> Floats:
    return np.clip(np.nan_to_num(likeness, nan=0), 0, 1)
