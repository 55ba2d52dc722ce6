"""An encoder for tests of what lies around one: quick, and two texts are alike when their letters are."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass
class Letters:
    """Counts of letters, normalised. `seen` is what it was asked for; `wait_seconds` makes each call slow."""

    model_id: str = "letters"
    dim: int = 26
    wait_seconds: float = 0
    seen: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(self.wait_seconds)
        self.seen += texts
        counts = np.array(
            [[text.lower().count(chr(97 + at)) for at in range(26)] for text in texts], np.float32
        ).reshape(-1, 26)
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)


def _fill(dsn: str) -> None:
    """A slow filling in a process of its own, to be killed."""
    import asyncio

    import psycopg
    from psycopg.rows import dict_row

    from echotune.training import embed

    async def work() -> None:
        async with await psycopg.AsyncConnection.connect(dsn, row_factory=dict_row) as conn:
            await embed.fill(conn, Letters(wait_seconds=0.2), gate=True)

    asyncio.run(work())


if __name__ == "__main__":
    _fill(sys.argv[1])
