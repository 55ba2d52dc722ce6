"""Bring the stored vectors up to date: only what was made from something else is made again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.accounts import store as accounts
from echotune.core.db import Connection, Database
from echotune.training import embeddings
from echotune.training.content import catalogue
from echotune.training.content.catalogue import Catalogue
from echotune.training.content.digests import digests
from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.inputs import Bools, Index
from echotune.training.content.serving import space

ASKED_AT_ONCE: Final = 20_000
KEPT_AT_ONCE: Final = 2_000

Progress = Callable[[str], None]


@dataclass
class Filled:
    """What a run did: recordings `embedded`, `unchanged`, and `forgotten` because nothing is known of them any more."""

    embedded: int = 0
    unchanged: int = 0
    forgotten: int = 0
    known: int = 0
    """Recordings of which anything beside names is known, and so many of them are `covered` by a vector."""
    covered: int = 0
    recordings: int = 0
    batch_ms: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Under the names that metrics have."""
        return {
            "content.embed.processed.count": float(self.embedded),
            "content.embed.unchanged.count": float(self.unchanged),
            "content.embed.forgotten.count": float(self.forgotten),
            "content.embed.fail.count": float(self.known - self.covered),
            "content.embed.coverage.ratio": self.covered / self.known if self.known else 0.0,
            "content.embed.known.ratio": self.known / self.recordings if self.recordings else 0.0,
            "content.embed.latency.ms": float(np.median(self.batch_ms)) if self.batch_ms else 0.0,
        }


async def fill(
    database: Database, embedder: ContentEmbedder, everyone: Catalogue, *, gate: bool, progress: Progress
) -> Filled:
    """Everyone's vectors from `everyone`, then those that only one account may see, for each account with packs of its
    own. Commits batch by batch: a stopped run goes on where it was."""
    filled = Filled()
    async with database.connect() as conn:
        if gate:
            filled.forgotten += await embeddings.forget_space(conn, space(gate=False))
        owners = await catalogue.pack_owners(conn)
        gone = set(await embeddings.owners(conn, space(gate=gate))).difference(owners)
    run = _Filling(database, embedder, space(gate=gate), filled, progress)
    await run.one(None, everyone, np.ones(len(everyone.raw_ids), bool))
    for owner in owners:
        async with database.connect() as conn:
            theirs = await catalogue.read_catalogue(conn, gate=gate, account=owner)
            own = await catalogue.in_own_packs(conn, owner, theirs)
        await run.one(owner, theirs, own)
    for owner in gone:
        async with database.connect() as conn:
            filled.forgotten += await embeddings.forget_others(conn, space(gate=gate), owner, [])
    if filled.embedded or filled.forgotten:
        async with database.connect() as conn:
            await accounts.bump_data_version(conn, None)
    return filled


@dataclass(frozen=True)
class _Filling:
    database: Database
    embedder: ContentEmbedder
    space: str
    filled: Filled
    progress: Progress

    async def one(self, owner: UUID | None, whole: Catalogue, wanted: Bools) -> None:
        """The vectors of the `wanted` recordings (bool[N]) of a catalogue as `owner` (None: everyone) may read it."""
        made_from = await asyncio.to_thread(digests, whole.inputs)
        rows = np.flatnonzero(wanted)
        stale = await self._stale(owner, whole, rows, made_from)
        transform = await asyncio.to_thread(self.embedder.over, whole.inputs)
        without = set[int]()
        for start in range(0, len(stale), KEPT_AT_ONCE):
            batch = stale[start : start + KEPT_AT_ONCE]
            began = time.perf_counter()
            made = await asyncio.to_thread(transform.rows, batch)
            kept = batch[made.known]
            without.update(batch[~made.known].tolist())
            async with self.database.connect() as conn:
                ids, told = whole.ids(kept), [made_from[row] for row in kept.tolist()]
                await embeddings.keep(
                    conn, self.space, self.embedder.model_id, ids, made.vectors[made.known], told, owner
                )
            self.filled.batch_ms.append(1000 * (time.perf_counter() - began))
            self.filled.embedded += len(kept)
            self.progress(f"Embedded {self.filled.embedded:,} recordings")
        self.filled.unchanged += len(rows) - len(stale)
        covered = rows[~np.isin(rows, list(without))]
        anything = whole.inputs.anything
        self.filled.recordings += len(rows)
        self.filled.known += int((anything & wanted).sum())
        self.filled.covered += int(anything[covered].sum())
        async with self.database.connect() as conn:
            self.filled.forgotten += await embeddings.forget_others(conn, self.space, owner, whole.ids(covered))

    async def _stale(self, owner: UUID | None, whole: Catalogue, rows: Index, made_from: list[str]) -> NDArray[np.intp]:
        """Those of `rows` that have no vector, or one of another model, or one that was made from something else."""
        stale: list[int] = []
        async with self.database.connect() as conn:
            for start in range(0, len(rows), ASKED_AT_ONCE):
                batch = rows[start : start + ASKED_AT_ONCE]
                stale += await self._stale_of(conn, owner, whole, batch, made_from)
        return np.array(stale, np.intp)

    async def _stale_of(
        self, conn: Connection, owner: UUID | None, whole: Catalogue, rows: Index, made_from: list[str]
    ) -> list[int]:
        ids = whole.ids(rows)
        known = await embeddings.made_from(conn, self.space, self.embedder.model_id, ids, owner)
        return [row for row, one in zip(rows.tolist(), ids, strict=True) if known.get(one) != made_from[row]]
