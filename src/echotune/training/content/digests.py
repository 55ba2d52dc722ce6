"""A digest of what each vector was made from, so that a change is seen without embedding again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from echotune.training.content.inputs import Inputs
from echotune.training.content.mixing import STEP, Words, mixed


def digests(inputs: Inputs) -> list[str]:
    """16 hexadecimal digits for each recording: its own facts and its artist; where anything is unknown, also all facts
    about the artist's recordings, because estimates rest on them."""
    facts = _facts(inputs)
    by_artist = np.zeros(len(inputs.artist_keys), np.uint64)
    np.add.at(by_artist, inputs.artist_no, facts)  # a sum: the order of the recordings does not matter
    by_artist[inputs.nameless] = 0
    artist = of_texts(inputs.artist_keys)[inputs.artist_no]
    rest = np.where(inputs.complete, np.uint64(0), by_artist[inputs.artist_no])
    return [f"{word:016x}" for word in mixed(facts ^ mixed(artist) ^ mixed(rest + STEP)).tolist()]


def _facts(inputs: Inputs) -> Words:
    """uint64[N], equal for equal features, year and tags."""
    total = mixed(inputs.year.astype(np.uint64) + STEP)
    for column in range(inputs.features.shape[1]):
        value = np.ascontiguousarray(inputs.features[:, column])
        bits = np.where(np.isfinite(value), value.view(np.uint32).astype(np.uint64), STEP)
        total = mixed(total ^ (bits + np.uint64(column)))
    tags = np.zeros(len(inputs), np.uint64)
    np.add.at(tags, inputs.tagged, of_texts(inputs.tag_names)[inputs.tag])
    return mixed(total ^ tags)


def of_texts(texts: Sequence[str]) -> Words:
    """uint64 of each text."""
    raw = b"".join(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
    return np.frombuffer(raw, "<u8").astype(np.uint64)
