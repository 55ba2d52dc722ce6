"""Tags as directions: tags that go together lie together.

Two tags go together where they stand on one recording or on one artist. Counts become positive pointwise mutual
information with a smoothed context distribution (Levy, Goldberg and Dagan, "Improving distributional similarity with
lessons learned from word embeddings", TACL 3, 2015), factorised by a symmetric eigendecomposition in which each tag
weighs by the root of its share: otherwise a handful of tags that nobody else uses would take all the dimensions. A
tag keeps its own direction as far as its company allows. Everything is exact and deterministic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from echotune.training.content.inputs import Inputs
from echotune.training.content.layout import TAG_DIM

Floats = NDArray[np.float32]
MOST_TAGS = 2_000
SMOOTHING = 0.75
FAINT = 1e-6


@dataclass(frozen=True, eq=False)
class TagMap:
    """`names` ascending with their `vectors` (float32[T, TAG_DIM]), each as long as it is telling (rare tags are more)."""

    names: tuple[str, ...]
    vectors: Floats
    centre: Floats
    scale: float

    @classmethod
    def fit(cls, inputs: Inputs) -> TagMap:
        """From all pairs of a catalogue; the most used tags, ties by name."""
        used = np.bincount(inputs.tag, minlength=len(inputs.tag_names))
        kept = np.sort(np.lexsort((np.arange(len(used)), -used))[:MOST_TAGS])
        kept = kept[used[kept] > 0]
        names = tuple(inputs.tag_names[place] for place in kept.tolist())
        if not names:
            return cls((), np.zeros((0, TAG_DIM), np.float32), np.zeros(TAG_DIM, np.float32), 1.0)
        incidence = inputs.by_recording[:, kept]
        directions = _directions(_together(incidence, inputs))
        telling = np.log1p(len(inputs) / used[kept])
        raw = cls(names, (directions * telling[:, None]).astype(np.float32), np.zeros(TAG_DIM, np.float32), 1.0)
        placed, known = raw.transform(inputs, np.arange(len(inputs)))
        centre = placed[known].mean(axis=0, dtype=np.float64)
        spread = float(((placed[known] - centre) ** 2).sum(axis=1, dtype=np.float64).mean()) if known.any() else 0.0
        return cls(names, raw.vectors, centre.astype(np.float32), float(1 / np.sqrt(max(spread, FAINT))))

    def transform(self, inputs: Inputs, rows: NDArray[np.intp]) -> tuple[Floats, NDArray[np.bool_]]:
        """float32[len(rows), TAG_DIM], mean square length about 1 over the catalogue, and which rows have a known tag.

        Zeros for the others. A recording's tags are summed and cut to length 1, so that many tags weigh no more.
        """
        place = {name: number for number, name in enumerate(self.names)}
        number = np.array([place.get(name, -1) for name in inputs.tag_names], np.int64)
        vectors = np.zeros((len(inputs.tag_names), TAG_DIM), np.float32)
        vectors[number >= 0] = self.vectors[number[number >= 0]]
        total: Floats = inputs.by_recording[rows] @ vectors
        length = np.sqrt((total**2).sum(axis=1))
        known = length > FAINT
        out = np.zeros((len(rows), TAG_DIM), np.float32)
        out[known] = (total[known] / length[known, None] - self.centre) * np.float32(self.scale)
        return out, known


def _together(incidence: Any, inputs: Inputs) -> NDArray[np.float64]:
    """How often two tags stand on one recording, and on one artist."""
    recordings, artists = len(inputs), len(inputs.artist_keys)
    belongs = sparse.csr_array(
        (np.ones(recordings, np.float32), (inputs.artist_no, np.arange(recordings))), shape=(artists, recordings)
    )
    by_artist = belongs @ incidence
    by_artist.data[:] = 1
    counts = (incidence.T @ incidence).toarray() + (by_artist.T @ by_artist).toarray()
    return np.asarray(counts, np.float64)


def _directions(together: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64[T, TAG_DIM], unit rows (zeros for a tag that the leading dimensions do not reach)."""
    share = together.sum(axis=1) / together.sum()
    context = share**SMOOTHING / (share**SMOOTHING).sum()
    with np.errstate(divide="ignore"):
        information = np.log(together / together.sum() / np.outer(share, context))
    information = np.maximum(information, 0)
    weight = np.sqrt(share)
    weighted = weight[:, None] * (information + information.T) / 2 * weight
    size = len(share)
    wanted = min(TAG_DIM, size)
    values, axes = linalg.eigh(weighted, subset_by_index=(size - wanted, size - 1))
    values, axes = values[::-1], axes[:, ::-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(wanted)])  # an axis has no direction of its own
    rows = np.zeros((size, TAG_DIM))
    rows[:, :wanted] = axes * np.sqrt(np.maximum(values, 0)) / weight[:, None]
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    units: NDArray[np.float64] = np.divide(rows, length, out=np.zeros_like(rows), where=length > FAINT)
    return units
