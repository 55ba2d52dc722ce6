"""all-MiniLM-L6-v2: the sentence encoder of Reimers and Gurevych's sentence-transformers (2019, 2021), run locally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np

from echotune.embedding import files
from echotune.embedding.encoder import Vectors
from echotune.embedding.network import WIDTH, Network
from echotune.embedding.wordpiece import WordPiece

BATCH: Final = 16
"""Texts at once. More is not faster on a CPU, as the numbers between layers leave its cache."""
MOST_PIECES: Final = 256
"""What the model was trained to read, the marks of beginning and end included."""


class MiniLM:
    """Mean of the pieces in context, normalised. 90 MB of weights, loaded on first use."""

    model_id = "all-MiniLM-L6-v2"
    dim = WIDTH

    def __init__(self, inside: Path | None = None) -> None:
        """`inside`: the folder of the model's files; the installed package's when None."""
        self._inside = inside
        self._lock = Lock()
        self._loaded: tuple[WordPiece, Network] | None = None

    def load(self) -> tuple[WordPiece, Network]:
        """The tokeniser and the network, checked and loaded once."""
        with self._lock:
            if self._loaded is None:
                vocabulary = files.verified("vocab.txt", self._inside).decode().splitlines()
                network = Network(files.tensors(files.verified("model.safetensors", self._inside)))
                self._loaded = WordPiece(vocabulary), network
            return self._loaded

    def encode(self, texts: Sequence[str]) -> Vectors:
        tokeniser, network = self.load()
        read = [tokeniser.pieces(text, MOST_PIECES - 2) for text in texts]
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        for places in _batches([len(pieces) for pieces in read]):
            rows = [[tokeniser.first, *read[place], tokeniser.last] for place in places]
            mean = network.outputs(np.array(rows, np.intp)).mean(axis=1)
            vectors[places] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return vectors


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Places of texts of one length, at most BATCH of them: no padding, so that no text depends on its neighbours'."""
    filled = (place for place in range(len(lengths)) if lengths[place])
    for _, group in groupby(sorted(filled, key=lengths.__getitem__), lengths.__getitem__):
        places = list(group)
        yield from (places[start : start + BATCH] for start in range(0, len(places), BATCH))
