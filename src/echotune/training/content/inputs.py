"""What an embedding is made from: facts about recordings, each with its unknowns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from echotune.taste.columns import halves
from echotune.taste.listener import FEATURES, ListenerModel
from echotune.training.content.mixing import Words, mixed

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Inputs:
    """N recordings. Nothing here says who listened to what."""

    seed: Words
    """uint64[N]: a number of each recording's own, from its id."""
    features: Floats
    """float32[N, len(FEATURES)], NaN unknown."""
    year: NDArray[np.int16]
    """0 unknown."""
    artist_no: NDArray[np.int32]
    artist_keys: list[str]
    """'' unknown."""
    tag_names: tuple[str, ...]
    tag: NDArray[np.int32]
    """Pairs (tag, recording), each once; so is `tagged`."""
    tagged: NDArray[np.int32]

    def __post_init__(self) -> None:
        if self.features.ndim != 2 or self.features.shape[1] != len(FEATURES):
            raise ValueError(f"features of shape {self.features.shape} are not the {len(FEATURES)} that are known")

    def __len__(self) -> int:
        return len(self.year)

    @classmethod
    def of(cls, model: ListenerModel) -> Inputs:
        """The recordings of a listener's model, as that account may read them."""
        return cls(
            seed=seeds(model.recording_ids.raw),
            features=model.features,
            year=model.released_year,
            artist_no=model.artist_no,
            artist_keys=model.artist_keys,
            tag_names=model.tags.names,
            tag=model.tags.tag,
            tagged=model.tags.recording,
        )

    @cached_property
    def has_tags(self) -> Bools:
        tagged = np.zeros(len(self), bool)
        tagged[self.tagged] = True
        return tagged

    @cached_property
    def nameless(self) -> list[int]:
        """The number that stands for an unknown artist, if there is one."""
        return [number for number, key in enumerate(self.artist_keys) if not key]

    @property
    def complete(self) -> Bools:
        """bool[N]: every feature, a tag and the year are known."""
        return np.asarray(np.isfinite(self.features).all(axis=1) & self.has_tags & (self.year > 0))

    @property
    def anything(self) -> Bools:
        """bool[N]: something is known beside the names."""
        return np.asarray(np.isfinite(self.features).any(axis=1) | self.has_tags | (self.year > 0))

    @cached_property
    def by_recording(self) -> Any:
        """Sparse float32[N, tags], 1 where a recording has a tag."""
        shape = (len(self), len(self.tag_names))
        return sparse.csr_array((np.ones(len(self.tag), np.float32), (self.tagged, self.tag)), shape=shape)


def seeds(raw_ids: NDArray[Any]) -> Words:
    """uint64[N] from V16[N], recording ids."""
    high, low = halves(raw_ids)
    return mixed(high) ^ low
