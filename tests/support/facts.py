"""An invented catalogue as facts: genres with a sound and an age, artists within them; and the same with facts hidden."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import FEATURES
from echotune.training.content.inputs import Inputs

GENRES = 8
COMPANIONS = 4
"""Genre g shares its second tag with genre g + 4."""


def invented(seed: int = 0, artists: int = 120, each: int = 8) -> tuple[Inputs, NDArray[np.int64]]:
    """A catalogue in which everything is known, and the genre (0..7) of each recording."""
    rng = np.random.default_rng(seed)
    genre_of_artist = rng.integers(0, GENRES, artists)
    artist = np.repeat(np.arange(artists), each)
    genre = genre_of_artist[artist]
    centre = rng.normal(0, 1, (GENRES, len(FEATURES)))
    own = rng.normal(0, 0.6, (artists, len(FEATURES)))
    sound = centre[genre] + own[artist] + rng.normal(0, 0.6, (len(artist), len(FEATURES)))
    year = 1965 + 6 * genre + rng.integers(-4, 5, len(artist))
    names = tuple(f"genre {number}" for number in range(GENRES)) + tuple(f"mood {n}" for n in range(COMPANIONS))
    second = np.flatnonzero(rng.random(len(artist)) < 0.4)
    inputs = Inputs(
        seed=rng.integers(0, 2**63, len(artist)).astype(np.uint64),
        features=sound.astype(np.float32),
        year=year.astype(np.int16),
        artist_no=artist.astype(np.int32),
        artist_keys=[f"artist {number}" for number in range(artists)],
        tag_names=names,
        tag=np.concatenate([genre, GENRES + genre[second] % COMPANIONS]).astype(np.int32),
        tagged=np.concatenate([np.arange(len(artist)), second]).astype(np.int32),
    )
    return inputs, genre


def hidden(inputs: Inputs, coverage: float, seed: int = 1) -> tuple[Inputs, NDArray[np.bool_]]:
    """With the features of only a share `coverage` of the recordings left; and bool[N]: which."""
    left = np.random.default_rng(seed).random(len(inputs)) < coverage
    features = np.where(left[:, None], inputs.features, np.nan).astype(np.float32)
    return replace(inputs, features=features), left
