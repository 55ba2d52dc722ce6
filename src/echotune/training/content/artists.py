"""An artist as a direction of its own, and as what is known of its recordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from echotune.training.content import mixing
from echotune.training.content.digests import of_texts
from echotune.training.content.layout import ARTIST_DIM, ESTIMATED_DIM, GROUPS

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
LEAST_ARTISTS = 8
"""With fewer artists of two known recordings, nobody can tell how alike an artist's recordings are."""
NEVER = 1e9


def directions(artist_keys: Sequence[str]) -> Floats:
    """float32[A, ARTIST_DIM] of length 1, different artists' nearly orthogonal; zeros for an unknown artist, ''."""
    rows = mixing.directions(of_texts(artist_keys), ARTIST_DIM)
    rows[np.fromiter((not key for key in artist_keys), bool, len(artist_keys))] = 0
    return rows


@dataclass(eq=False)
class ArtistSums:
    """Sums over each artist's recordings that know a group: `total` float32[A, ESTIMATED_DIM], `count` [A, groups]."""

    total: Floats
    count: Floats
    square: NDArray[np.float64]
    """float64[groups]: sum of squares over all recordings."""

    @classmethod
    def empty(cls, artists: int) -> ArtistSums:
        return cls(
            np.zeros((artists, ESTIMATED_DIM), np.float32),
            np.zeros((artists, len(GROUPS)), np.float32),
            np.zeros(len(GROUPS)),
        )

    def add(self, artist_no: NDArray[np.int32], placed: Floats, known: Bools) -> None:
        """`placed` float32[n, ESTIMATED_DIM] with zeros where unknown, `known` bool[n, groups]."""
        ones, rows = np.ones(len(artist_no), np.float32), np.arange(len(artist_no))
        members = sparse.csr_array((ones, (artist_no, rows)), shape=(len(self.total), len(artist_no)))
        self.total += members @ placed
        self.count += members @ known.astype(np.float32)
        for place, columns in enumerate(GROUPS.values()):
            self.square[place] += float((placed[:, columns] ** 2).sum(dtype=np.float64))

    def forget(self, artists: list[int]) -> None:
        """Some artists' sums: recordings without an artist have nothing in common."""
        self.total[artists], self.count[artists] = 0, 0

    def recordings_needed(self) -> Floats:
        """float32[groups]: the number of an artist's known recordings at which their mean counts half.

        Ratio of the variance within artists to that between them (one-way random effects, method of moments).
        """
        needed = np.full(len(GROUPS), NEVER, np.float32)
        for place, columns in enumerate(GROUPS.values()):
            count = self.count[:, place].astype(np.float64)
            heard, all_known = count > 0, count.sum()
            artists = int(heard.sum())
            if (count > 1).sum() < LEAST_ARTISTS or all_known <= artists:
                continue
            between_squares = float(
                ((self.total[heard, columns].astype(np.float64) ** 2).sum(axis=1) / count[heard]).sum()
            )
            within = max(self.square[place] - between_squares, 0) / (all_known - artists)
            size = (all_known - (count**2).sum() / all_known) / (artists - 1)
            between = (between_squares / (artists - 1) - within) / size
            needed[place] = np.clip(within / between, 0.05, NEVER) if between > 0 else NEVER
        return needed
