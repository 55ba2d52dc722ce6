"""What recordings sound like: known features side by side, and likeness over what both sides know.

Nothing unknown is ever filled in: features are standardised over the known values, and a cosine runs over the
features known on both sides. An estimate (the mean of the artist's known recordings) is kept apart and named so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.spaces import Space
from echotune.taste.listener import FEATURES, ListenerModel

ATTRIBUTES = (*FEATURES, "popularity")
COLUMN = {name: column for column, name in enumerate(ATTRIBUTES)}
LEAST_COMMON = 3  # features that two sides must both know before they are compared
LEAST_SIBLINGS = 2  # known recordings of an artist before their mean stands in for another

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]


@dataclass(frozen=True)
class Target:
    """A point to resemble: standardised features, and which of them are known."""

    point: Floats
    known: Bools

    @property
    def usable(self) -> bool:
        return int(self.known.sum()) >= LEAST_COMMON


class Sound:
    """The feature space of one model; R recordings, F features."""

    def __init__(self, model: ListenerModel) -> None:
        self._model = model

    @cached_property
    def values(self) -> Floats:
        """float32[R, F + 1]: features, then popularity as 0..1; NaN where unknown. Column after column in memory."""
        popularity = self._model.popularity
        highest = float(np.nanmax(popularity)) if np.isfinite(popularity).any() else 1.0
        scaled = popularity / 100 if highest > 1 else popularity
        return np.asfortranarray(np.column_stack([self._model.features, scaled]), np.float32)

    @cached_property
    def popularity_rank(self) -> Floats:
        """float32[R]: share of the recordings of known popularity that are less popular, equals alike; NaN unknown."""
        value = self._model.popularity
        known = np.isfinite(value)
        ordered = np.sort(value[known])
        rank = np.full(len(value), np.nan, np.float32)
        rank[known] = np.searchsorted(ordered, value[known], side="left") / max(len(ordered) - 1, 1)
        return rank

    @cached_property
    def known(self) -> Bools:
        return np.isfinite(self._model.features)

    @cached_property
    def _scale(self) -> tuple[Floats, Floats]:
        """Mean and standard deviation of each feature's known values."""
        features, count = np.where(self.known, self._model.features, 0), np.maximum(self.known.sum(axis=0), 1)
        mean = features.sum(axis=0, dtype=np.float64) / count
        spread = (np.where(self.known, self._model.features - mean, 0) ** 2).sum(axis=0, dtype=np.float64) / count
        return mean.astype(np.float32), np.maximum(np.sqrt(spread), 1e-6).astype(np.float32)

    @cached_property
    def points(self) -> Floats:
        """float32[R, F]: standardised, 0 where unknown (masked out by `known` in every likeness)."""
        mean, deviation = self._scale
        return np.asarray(np.where(self.known, (self._model.features - mean) / deviation, 0), np.float32)

    @cached_property
    def units(self) -> Floats:
        """float32[R, F]: rows of length 1 over the known features, zeros where nothing is known."""
        length = np.sqrt((self.points**2).sum(axis=1, keepdims=True))
        units: Floats = np.divide(self.points, length, out=np.zeros_like(self.points), where=length > 0)
        return units

    @cached_property
    def filled(self) -> Floats:
        """float32[R, F + 1], column after column: `values`, and where one is unknown the mean of the artist's known
        recordings (at least 2), else NaN."""
        filled = self.values.copy(order="F")
        artist, artists = self._model.artist_no, len(self._model.artist_keys)
        for column in range(filled.shape[1]):
            value = filled[:, column]
            known = np.isfinite(value)
            count = np.bincount(artist[known], minlength=artists)
            total = np.bincount(artist[known], weights=value[known], minlength=artists)
            mean = np.where(count >= LEAST_SIBLINGS, total / np.maximum(count, 1), np.nan)
            value[~known] = mean[artist[~known]]
        return filled

    @cached_property
    def compared(self) -> Bools:
        """bool[R]: known well enough to be compared at all."""
        return np.asarray(self.known.sum(axis=1) >= LEAST_COMMON)

    def centre(self, recordings: Index) -> Target:
        """The mean of some recordings, each feature over those that know it."""
        known = self.known[recordings]
        count = known.sum(axis=0)
        total = self.points[recordings].sum(axis=0)
        return Target((total / np.maximum(count, 1)).astype(np.float32), count > 0)

    def shifted(self, target: Target, directions: dict[str, str], by: float = 0.7) -> Target:
        """A target moved by standard deviations: `{"energy": "-"}` is calmer."""
        point = target.point.copy()
        for feature, direction in directions.items():
            if feature in FEATURES:
                point[COLUMN[feature]] += by if direction == "+" else -by
        return Target(point, target.known)

    def likeness(self, target: Target, recordings: Index) -> Floats:
        """Cosine -1..1 over the features known on both sides, float32[len(recordings)]; NaN where too few are."""
        weights = target.known.astype(np.float32)
        point = target.point * weights
        mask = self.known[recordings].astype(np.float32)
        points = self.points[recordings]
        dot = points @ point
        lengths = np.sqrt((points**2 @ weights) * (mask @ point**2))
        cosine: Floats = np.divide(dot, lengths, out=np.zeros_like(dot), where=lengths > 0)
        cosine[mask @ weights < LEAST_COMMON] = np.nan
        return cosine

    def likenesses(self, recordings: Index, others: Index) -> Floats:
        """Cosines of each of `recordings` with each of `others`, float32[len(recordings), len(others)]."""
        mask, other_mask = (self.known[rows].astype(np.float32) for rows in (recordings, others))
        points, other_points = self.points[recordings], self.points[others]
        dot = points @ other_points.T
        lengths = np.sqrt((points**2 @ other_mask.T) * (mask @ (other_points**2).T))
        cosine: Floats = np.divide(dot, lengths, out=np.zeros_like(dot), where=lengths > 0)
        cosine[mask @ other_mask.T < LEAST_COMMON] = np.nan
        return cosine

    def known_values(self, attribute: str, recordings: Index | Bools) -> Floats:
        """The known values of a feature, `popularity` or `released_year`, in its own unit."""
        if attribute == "released_year":
            year = self._model.released_year[recordings]
            return np.asarray(year[year > 0], np.float32)
        value = self.values[recordings, COLUMN[attribute]]
        return np.asarray(value[np.isfinite(value)])

    @cached_property
    def untagged(self) -> Index:
        """Recordings without any tag, ascending."""
        tagged = np.zeros(self._model.size, bool)
        tagged[self._model.tags.recording] = True
        return np.flatnonzero(~tagged)

    @cached_property
    def untagged_artist(self) -> NDArray[np.int32]:
        return self._model.artist_no[self.untagged]

    @cached_property
    def tagged_of_artist(self) -> NDArray[np.int64]:
        """Per artist: recordings with any tag."""
        tagged = np.ones(self._model.size, bool)
        tagged[self.untagged] = False
        return np.bincount(self._model.artist_no[tagged], minlength=len(self._model.artist_keys))

    @cached_property
    def undated(self) -> tuple[Index, Floats, Floats]:
        """Recordings of unknown year, and the earliest and latest known year of their artist's others; NaN where fewer
        than 2 are known."""
        year, artist = self._model.released_year, self._model.artist_no
        known, artists = year > 0, len(self._model.artist_keys)
        earliest, latest = np.full(artists, np.inf, np.float32), np.full(artists, -np.inf, np.float32)
        np.minimum.at(earliest, artist[known], year[known])
        np.maximum.at(latest, artist[known], year[known])
        few = np.bincount(artist[known], minlength=artists) < LEAST_SIBLINGS
        earliest[few], latest[few] = np.nan, np.nan
        rows = np.flatnonzero(~known)
        return rows, earliest[artist[rows]], latest[artist[rows]]

    @cached_property
    def space(self) -> Space:
        """The features as a space. Where each side knows other features, cosines here are smaller than `likeness`."""
        return Space("sound", "features", self.units, self.compared)
