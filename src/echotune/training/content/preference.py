"""What a listener may come to like, from what is known of the recordings: a linear model on the content space.

It learns from the listener's own labels: recordings that were listened to (the more, the heavier, in logarithms), against
those that were left early and, together as heavy as the listened ones, those of the catalogue that were never started.
Beside sound, tags and era it reads popularity; the artist's own direction is left out, for how much an artist is played
is told better by counting. Ridge regression on +1 and -1 ranks like a linear discriminant (Hastie, Tibshirani and
Friedman, "The Elements of Statistical Learning", 2009, section 4.3) and is solved in one step for any ridge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import ListenerModel
from echotune.training.content.layout import ESTIMATED_DIM

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]

INPUTS = ESTIMATED_DIM + 2
"""The space without the artist's direction, popularity, a constant."""
CONSTANT_PENALTY = 1e-6
FEWEST_LISTENED = 20
MOST_UNHEARD = 20_000
"""Unheard recordings to learn against: of more, an even sample."""
ROWS_AT_ONCE = 20_000


class Vectors(Protocol):
    """A space of recordings: float16 or float32[R, d], and bool[R]."""

    @property
    def vectors(self) -> NDArray[np.floating]: ...
    @property
    def known(self) -> Bools: ...


@dataclass(frozen=True)
class Popularity:
    """How the catalogue's popularity is spread; an unknown one counts as the mean."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, model: ListenerModel) -> Popularity:
        known = model.popularity[np.isfinite(model.popularity)].astype(np.float64)
        deviation = float(known.std()) if len(known) else 0.0
        return cls(float(known.mean()), deviation) if deviation > 0 else cls(0.0, 1.0)

    def standard(self, values: Floats) -> Floats:
        standard: Floats = np.nan_to_num((values - self.mean) / self.deviation, nan=0).astype(np.float32)
        return standard


@dataclass(frozen=True, eq=False)
class Preference:
    """`weights` float32[INPUTS]."""

    weights: Floats
    popularity: Popularity

    def scores(self, model: ListenerModel, space: Vectors, rows: Index) -> Floats:
        """float32[len(rows)], higher is likelier to please; rows that the space does not know are judged by popularity."""
        out = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            batch = slice(start, start + ROWS_AT_ONCE)
            out[batch] = _design(model, space, rows[batch], self.popularity) @ self.weights
        return out


@dataclass(frozen=True, eq=False)
class Lesson:
    """Everything that a fit needs of a record: the products of the inputs with themselves and with the labels."""

    inner: NDArray[np.float64]
    outer: NDArray[np.float64]
    mean_weight: float
    popularity: Popularity

    def preference(self, ridge: float) -> Preference:
        inner = self.inner.copy()
        inner[np.diag_indices(INPUTS - 1)] += ridge * self.mean_weight
        inner[-1, -1] += CONSTANT_PENALTY
        return Preference(np.linalg.solve(inner, self.outer).astype(np.float32), self.popularity)

    def by_popularity_alone(self) -> Preference:
        """The same without the space: what popularity can tell of this listener."""
        weights = np.zeros(INPUTS, np.float32)
        inner = self.inner[-2:, -2:] + np.diag([self.mean_weight, CONSTANT_PENALTY])
        weights[-2:] = np.linalg.solve(inner, self.outer[-2:])
        return Preference(weights, self.popularity)


def lesson(model: ListenerModel, space: Vectors) -> Lesson | None:
    """From all plays of `model` (cut it first); None with too few listened recordings or nothing to compare with."""
    weight = model.play_weight
    liked = np.log1p(np.bincount(model.plays.recording, np.maximum(weight, 0), model.size)) * space.known
    left = np.log1p(np.bincount(model.plays.recording, np.maximum(-weight, 0), model.size)) * space.known
    unheard = evenly(np.flatnonzero(candidates(model, space)), MOST_UNHEARD)
    if np.count_nonzero(liked) < FEWEST_LISTENED or not len(unheard):
        return None
    left[unheard] += liked.sum() / len(unheard)
    popularity, rows = Popularity.of(model), np.flatnonzero(liked + left)
    inner, outer = np.zeros((INPUTS, INPUTS)), np.zeros(INPUTS)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        batch = rows[start : start + ROWS_AT_ONCE]
        design = _design(model, space, batch, popularity)
        inner += (design * (liked + left)[batch, None].astype(np.float32)).T @ design
        outer += design.T @ (liked - left)[batch].astype(np.float32)
    return Lesson(inner, outer, float((liked + left)[rows].mean()), popularity)


def candidates(model: ListenerModel, space: Vectors) -> Bools:
    """bool[R]: recordings of the catalogue that were never started, and of which something is known."""
    return np.asarray(model.in_pack & (model.starts == 0) & space.known)


def evenly(rows: Index, most: int) -> Index:
    """At most `most` of the rows, evenly spread over their order."""
    return rows if len(rows) <= most else rows[np.linspace(0, len(rows) - 1, most).astype(np.intp)]


def _design(model: ListenerModel, space: Vectors, rows: Index, popularity: Popularity) -> Floats:
    """float32[len(rows), INPUTS]."""
    design = np.empty((len(rows), INPUTS), np.float32)
    design[:, :ESTIMATED_DIM] = space.vectors[rows, :ESTIMATED_DIM]
    design[:, -2], design[:, -1] = popularity.standard(model.popularity[rows]), 1
    return design
