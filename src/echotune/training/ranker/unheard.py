"""What a listener's own ranker looks at in songs never heard: their artists, albums, tags, years and popularity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.taste import memory
from echotune.taste.ranking import Floats, Ranking, Recall, floored_log
from echotune.training.ranker.features import Matrix, stacked

LATELY_DAYS = 30
"""Half-life of what is on, and the time in which a first listen counts as a discovery of these days."""

UNHEARD_FEATURES = (
    "artist_30", "artist_365", "artist_ever", "artist_last", "artist_discovered", "artist_heard_share", "popularity",
    "popularity_of_artist", "tags_30", "tags_ever", "year",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class UnheardColumns:
    """Features of all recordings at one moment, meaningful where there was no start yet. What is unknown counts as usual."""

    recall: Recall

    def matrix(self, ranking: Ranking) -> Matrix:
        """UNHEARD_FEATURES of the ranking's candidates."""
        model, inside = self.recall.model, ranking.candidates
        lately, ever = self.recall.decay(LATELY_DAYS), model.listens.astype(np.float64)
        popularity = np.log1p(np.nan_to_num(model.popularity, nan=0.0)).astype(np.float64)
        columns: dict[str, Floats] = {
            "artist_30": floored_log(self.recall.of_artist(lately), 0.05),
            "artist_365": floored_log(self.recall.of_artist(self.recall.decay(365)), 0.05),
            "artist_ever": np.log1p(self.recall.of_artist(ever)),
            "artist_last": np.log(self.recall.days_since_artist + 0.1),
            "artist_discovered": np.log1p(self.recall.of_artist(self._discovered)),
            "artist_heard_share": self.recall.of_artist(ever > 0)
            / np.maximum(self.recall.of_artist(model.in_pack | (ever > 0)), 1),
            "popularity": popularity,
            "popularity_of_artist": popularity - self._artist_popularity(popularity),
            "tags_30": np.log1p(self._tags(lately)),
            "tags_ever": np.log1p(self._tags(ever)),
            "year": -np.abs(self._years_from_usual),
        }
        return stacked([columns[name] for name in UNHEARD_FEATURES], inside)

    @cached_property
    def _met(self) -> NDArray[np.bool_]:
        """bool[R]: in a pack or listened to by now; a model also holds what was only met later."""
        return self.recall.model.in_pack | (self.recall.model.listens > 0)

    @cached_property
    def _discovered(self) -> NDArray[np.bool_]:
        """bool[R]: listened to for the first time in the last 30 days."""
        first = self.recall.model.first_listened_at
        return np.asarray((first > self.recall.as_of - LATELY_DAYS * memory.DAY_SECONDS) & (first > 0))

    def _artist_popularity(self, popularity: Floats) -> Floats:
        return self.recall.of_artist(popularity * self._met) / np.maximum(self.recall.of_artist(self._met), 1)

    def _tags(self, weight: Floats) -> Floats:
        """Mean over a recording's tags of the listening that bears the tag."""
        tags, size = self.recall.model.tags, self.recall.model.size
        heard = np.bincount(tags.tag, weight[tags.recording], len(tags.names))
        total = np.bincount(tags.recording, heard[tags.tag], size)
        return np.asarray(total / np.maximum(np.bincount(tags.recording, minlength=size), 1), np.float64)

    @cached_property
    def _years_from_usual(self) -> Floats:
        """Years between a release and the mean of what is on; 0 where either is unknown."""
        model, weight = self.recall.model, self.recall.decay(LATELY_DAYS)
        known = model.released_year > 0
        total = float(weight[known].sum())
        if total <= 0:
            return np.zeros(model.size)
        usual = float(weight[known] @ model.released_year[known]) / total
        return np.where(known, model.released_year - usual, 0.0)
