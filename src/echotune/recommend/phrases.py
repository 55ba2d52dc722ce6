"""Words of requests as vectors. Each phrase is encoded once, away from the event loop, and then kept.

Requests say much the same: a few hundred moods, activities and genres make up nearly all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np

from echotune.embedding.encoder import Encoder, Vectors
from echotune.embedding.registry import ENCODERS

MOST_KEPT: Final = 4096


class Phrases:
    """Vectors by phrase, of one encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept: dict[str, Vectors] = {}
        self._lock = Lock()

    def vectors(self, phrases: Sequence[str]) -> Vectors:
        """float32[N, d], unit rows, zeros for a phrase without a word. Encodes what is new: about 10 ms each."""
        with self._lock:
            found = {phrase: self._kept[phrase] for phrase in phrases if phrase in self._kept}
        fresh = sorted(set(phrases).difference(found))
        # one by one: in company the last digits may differ, and the same request shall have the same answer
        found.update((phrase, self._encoder.encode([phrase])[0]) for phrase in fresh)
        with self._lock:
            if len(self._kept) + len(fresh) > MOST_KEPT:
                self._kept.clear()
            self._kept.update((phrase, found[phrase]) for phrase in fresh[:MOST_KEPT])
        return np.array([found[phrase] for phrase in phrases], np.float32).reshape(-1, self._encoder.dim)

    async def prepare(self, phrases: Sequence[str]) -> None:
        """Encode what is new in a thread: the arithmetic leaves the interpreter free for other requests."""
        if not all(phrase in self._kept for phrase in phrases):
            await asyncio.to_thread(self.vectors, phrases)


PHRASES: Final = {model_id: Phrases(encoder) for model_id, encoder in ENCODERS.items()}
