"""The collaborative model beside one listener's recordings: items as directions, and the listener folded in.

Nobody's factors are stored: the listener's point is made from their own plays before the moment that is asked about. An
answer about a moment before the training gets none, for the factors have seen what came after it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.recommend.spaces import EXACT_NUMBERS, Floats, Space
from echotune.taste.listener import ListenerModel, Plays
from echotune.training import collaborative, metrics, store
from echotune.training.cf.interactions import confidences
from echotune.training.factor_model import NAME, Factors

_kept: dict[Path, Factors] = {}
"""What serves in each home, checked once: files that are damaged later do not touch it."""


@dataclass(frozen=True, eq=False)
class FactorSpace(Space):
    """`vectors` are directions; how far an item reaches in its direction counts for `preferences` alone."""

    item: NDArray[np.int32]
    """int32[R]: the model's row of each recording, -1 where it knows none."""
    factors: Factors
    ranks: WeakKeyDictionary[Plays, Floats] = field(default_factory=WeakKeyDictionary, repr=False)
    """What strategies have made of preferences, as long as the plays live that it was made from."""
    _points: WeakKeyDictionary[Plays, Floats | None] = field(default_factory=WeakKeyDictionary, repr=False)

    def has_seen_beyond(self, moment: datetime) -> bool:
        """Whether the factors were trained later: an answer that replays that moment may not use them."""
        return self.factors.trained_at is not None and self.factors.trained_at > moment

    def point(self, model: ListenerModel) -> Floats | None:
        """float32[d]: the listener, folded in from the plays of `model`; None when the factors know none of them."""
        if model.plays not in self._points:
            self._points[model.plays] = self._folded_in(model)
        return self._points[model.plays]

    def _folded_in(self, model: ListenerModel) -> Floats | None:
        said = np.bincount(model.plays.recording, weights=model.play_weight, minlength=model.size)
        confidence = confidences(said.astype(np.float64))
        own = np.flatnonzero((confidence > 0) & self.known)
        if not len(own):
            return None
        return self.factors.point(self.item[own].astype(np.int64), confidence[own])

    def preferences(self, point: Floats) -> Floats:
        """float32[R]: what the model predicts, NaN where it does not know the recording."""
        predicted = np.full(len(self.item), np.nan, np.float32)
        predicted[self.known] = (self.factors.model.item_factors @ point)[self.item[self.known]]
        return predicted


def beside(factors: Factors, model: ListenerModel) -> FactorSpace | None:
    """The factors in the order of a model's recordings; None when it has none of their items."""
    item = factors.rows(model.keys)
    found = factors.model.item_factors
    length = np.linalg.norm(found, axis=1)
    known = (item >= 0) & (length[item] > 0)
    if not known.any():
        return None
    small = model.size * found.shape[1] <= EXACT_NUMBERS
    vectors = np.zeros((model.size, found.shape[1]), np.float32 if small else np.float16)
    vectors[known] = found[item[known]] / length[item[known], None]
    return FactorSpace(NAME, factors.version, vectors, known, item, factors)


async def load(conn: Connection, settings: Settings, model: ListenerModel) -> Space | None:
    """The space "cf", when a collaborative model serves."""
    serving = await store.serving(conn, NAME)
    if serving is None:
        return None
    kept = _kept.get(settings.home)
    if kept is None or kept.version != serving.version:
        kept = await collaborative.served(conn, settings.home)
        if kept is None:
            return None
        _kept[settings.home] = kept
        await metrics.publish(conn)
    return await asyncio.to_thread(beside, kept, model)
