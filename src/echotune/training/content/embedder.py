"""Recordings as unit vectors whose dot product is their likeness over what is known of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import FEATURES
from echotune.training.content import mixing
from echotune.training.content.artists import ArtistSums, directions
from echotune.training.content.basis import SmoothBasis
from echotune.training.content.estimates import COLUMN_GROUP, Expectation, Moments, corrected_by_artist, left_over
from echotune.training.content.inputs import Bools, Floats, Index, Inputs
from echotune.training.content.layout import (
    BLOCKS,
    DIM,
    ERA_HARMONICS,
    ESTIMATED_DIM,
    GROUPS,
    SOUND_HARMONICS,
    VERSION,
)
from echotune.training.content.tag_map import TagMap

BATCH = 50_000
SHORTEST = 1e-4
OWN_SHARE = 0.4
"""Of what cannot be estimated of a recording: how much points in a direction of its own, nearly orthogonal to all others.
With none, the unknown would gather around the averages of their genres and be found too often; with all, too seldom."""

ESTIMATED_WEIGHT = np.sqrt(
    [BLOCKS["sound"].weight / len(FEATURES)] * len(FEATURES) + [BLOCKS["tags"].weight, BLOCKS["era"].weight]
).astype(np.float32)
"""float32[groups]: what each group's columns are multiplied by."""
ARTIST_WEIGHT = np.float32(np.sqrt(BLOCKS["artist"].weight))


@dataclass(frozen=True, eq=False)
class Embedded:
    """`vectors` float32[n, DIM]: unit rows, zeros where nothing is known; `known` bool[n]; `own` bool[n, groups]."""

    vectors: Floats
    known: Bools
    own: Bools


@dataclass(frozen=True, eq=False)
class ContentEmbedder:
    """What was learned of a catalogue: quantiles, directions of tags, covariances, uniformity of artists."""

    features: tuple[SmoothBasis, ...]
    era: SmoothBasis
    tags: TagMap
    covariance: Floats
    recordings_needed: Floats

    @classmethod
    def fit(cls, inputs: Inputs) -> ContentEmbedder:
        """Learn from all recordings of `inputs`. Deterministic; reads no listening."""
        features = tuple(SmoothBasis.fit(inputs.features[:, at], SOUND_HARMONICS) for at in range(len(FEATURES)))
        era = SmoothBasis.fit(_years(inputs.year), ERA_HARMONICS)
        no_covariance = np.zeros((ESTIMATED_DIM, ESTIMATED_DIM), np.float32)
        raw = cls(features, era, TagMap.fit(inputs), no_covariance, np.zeros(len(GROUPS), np.float32))
        moments, sums = Moments.empty(), ArtistSums.empty(len(inputs.artist_keys))
        for rows in batches(len(inputs)):
            placed, known = raw.place(inputs, rows)
            moments.add(placed, known)
            sums.add(inputs.artist_no[rows], placed, known)
        return cls(features, era, raw.tags, moments.covariance(), sums.recordings_needed())

    def place(self, inputs: Inputs, rows: Index) -> tuple[Floats, Bools]:
        """float32[n, ESTIMATED_DIM]: each group in its columns, zeros where unknown; bool[n, groups]: which are known."""
        placed = np.zeros((len(rows), ESTIMATED_DIM), np.float32)
        known = np.zeros((len(rows), len(GROUPS)), bool)
        columns = list(GROUPS.values())
        for at, basis in enumerate(self.features):
            value = inputs.features[rows, at]
            placed[:, columns[at]], known[:, at] = basis.transform(value), np.isfinite(value) & (len(basis.knots) > 0)
        placed[:, columns[-2]], known[:, -2] = self.tags.transform(inputs, rows)
        year = _years(inputs.year[rows])
        placed[:, columns[-1]], known[:, -1] = self.era.transform(year), np.isfinite(year) & (len(self.era.knots) > 0)
        return placed, known

    def over(self, inputs: Inputs) -> Transform:
        """The embedding of one catalogue, row by row."""
        return Transform(self, inputs)

    def transform(self, inputs: Inputs) -> Embedded:
        """All of `inputs` at once."""
        whole = self.over(inputs)
        parts = [whole.rows(rows) for rows in batches(len(inputs))] or [whole.rows(np.zeros(0, np.intp))]
        return Embedded(
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.known for part in parts]),
            np.concatenate([part.own for part in parts]),
        )

    # -- as arrays ---------------------------------------------------------------------------------------------------

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything learned, for an artefact; names of tags as UTF-8 bytes, each ended by a NUL."""
        bases = {**dict(zip(FEATURES, self.features, strict=True)), "era": self.era}
        names = "".join(f"{name}\0" for name in self.tags.names).encode()
        return {
            "tag_names": np.frombuffer(names, np.uint8),
            "tag_vectors": self.tags.vectors,
            "tag_centre": self.tags.centre,
            "tag_scale": np.array([self.tags.scale]),
            "covariance": self.covariance,
            "recordings_needed": self.recordings_needed,
            **{f"{name}_{part}": array for name, basis in bases.items() for part, array in vars(basis).items()},
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> ContentEmbedder:
        """The inverse of `arrays`. Raises KeyError where one is missing."""

        def basis(name: str) -> SmoothBasis:
            return SmoothBasis(*(arrays[f"{name}_{part}"] for part in ("knots", "levels", "centre")))

        names = tuple(arrays["tag_names"].tobytes().decode().split("\0")[:-1])
        tags = TagMap(names, arrays["tag_vectors"], arrays["tag_centre"], float(arrays["tag_scale"][0]))
        return cls(
            tuple(basis(name) for name in FEATURES),
            basis("era"),
            tags,
            arrays["covariance"],
            arrays["recordings_needed"],
        )

    @cached_property
    def model_id(self) -> str:
        """The version and a digest of what was learned: the same catalogue gives the same id."""
        digest = sha256()
        for name, array in sorted(self.arrays().items()):
            digest.update(name.encode() + np.ascontiguousarray(array).tobytes())
        return f"{VERSION}:{digest.hexdigest()[:16]}"


class Transform:
    """Rows of one catalogue; what is known of an artist comes from all of its recordings there."""

    def __init__(self, embedder: ContentEmbedder, inputs: Inputs) -> None:
        self._embedder, self._inputs = embedder, inputs
        self._directions = directions(inputs.artist_keys)
        self._expectation = Expectation(embedder.covariance)
        self._artists = ArtistSums.empty(len(inputs.artist_keys))
        for rows in batches(len(inputs)):
            self._artists.add(inputs.artist_no[rows], *embedder.place(inputs, rows))
        self._artists.forget(inputs.nameless)

    def rows(self, rows: Index) -> Embedded:
        """Some recordings."""
        placed, own = self._embedder.place(self._inputs, rows)
        artist = self._inputs.artist_no[rows]
        total, count = self._artists.total[artist], self._artists.count[artist]
        filled = self._expectation.fill(placed, own)
        filled = corrected_by_artist(filled, own, total, count, self._embedder.recordings_needed)
        vectors = np.concatenate(
            [filled * ESTIMATED_WEIGHT[COLUMN_GROUP], self._directions[artist] * ARTIST_WEIGHT], axis=1
        )
        apart = np.sqrt(OWN_SHARE * (left_over(filled, own) @ ESTIMATED_WEIGHT**2))
        vectors += apart[:, None] * mixing.directions(self._inputs.seed[rows], DIM)
        known = np.sqrt((filled**2).sum(axis=1)) > SHORTEST
        length = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
        vectors = np.divide(vectors, length, out=np.zeros_like(vectors), where=known[:, None] & (length > 0))
        return Embedded(vectors, known, own)


def batches(size: int) -> Iterator[Index]:
    """0..size in order, BATCH at a time."""
    for start in range(0, size, BATCH):
        yield np.arange(start, min(start + BATCH, size))


def _years(year: NDArray[np.int16]) -> Floats:
    return np.where(year > 0, year, np.nan).astype(np.float32)


assert BLOCKS["artist"].columns.stop == DIM  # noqa: S101 - the layout fills the vector
