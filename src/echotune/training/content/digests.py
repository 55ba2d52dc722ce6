"""A digest of what each vector was made from, so that a change is seen without embedding again."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from echotune.training.content.inputs import Bools, Inputs

Words = NDArray[np.uint64]
UNKNOWN = np.uint64(0x9E3779B97F4A7C15)


def digests(inputs: Inputs, own: Bools) -> list[str]:
    """16 hexadecimal digits for each recording: its own facts and its artist; where anything is unknown (`own`
    bool[N, groups]), also all facts about the artist's recordings, because estimates rest on them."""
    facts = _facts(inputs)
    by_artist = np.zeros(len(inputs.artist_keys), np.uint64)
    np.add.at(by_artist, inputs.artist_no, facts)  # a sum: the order of the recordings does not matter
    artist = _of_texts(inputs.artist_keys)[inputs.artist_no]
    rest = np.where(own.all(axis=1), np.uint64(0), by_artist[inputs.artist_no])
    return [f"{word:016x}" for word in _mixed(facts ^ _mixed(artist) ^ _mixed(rest + UNKNOWN)).tolist()]


def _facts(inputs: Inputs) -> Words:
    """uint64[N], equal for equal features, year and tags."""
    total = _mixed(inputs.year.astype(np.uint64) + UNKNOWN)
    for column in range(inputs.features.shape[1]):
        value = np.ascontiguousarray(inputs.features[:, column])
        bits = np.where(np.isfinite(value), value.view(np.uint32).astype(np.uint64), UNKNOWN)
        total = _mixed(total ^ (bits + np.uint64(column)))
    tags = np.zeros(len(inputs), np.uint64)
    np.add.at(tags, inputs.tagged, _of_texts(inputs.tag_names)[inputs.tag])
    return _mixed(total ^ tags)


def _of_texts(texts: list[str] | tuple[str, ...]) -> Words:
    raw = b"".join(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
    return np.frombuffer(raw, "<u8").astype(np.uint64)


def _mixed(words: Words) -> Words:
    """Bits spread over the whole word (the finaliser of SplitMix64; Steele, Lea and Flood, OOPSLA 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
