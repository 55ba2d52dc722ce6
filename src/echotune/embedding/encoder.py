"""The contract of an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Deterministic, safe to use from several threads, never on the network. Loads its weights on first use."""

    @property
    def model_id(self) -> str:
        """Stored beside each vector: only vectors of the same id are compared."""
        ...

    @property
    def dim(self) -> int:
        """Numbers in a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32[N, dim], unit rows in the order of `texts`; a text without a word in it gives a row of zeros.

        Raises UnusableModel when the weights are missing or are not what they should be.
        """
        ...
