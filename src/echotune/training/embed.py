"""Fill the space "text": a vector for every recording whose text is new or has changed.

Work is committed batch by batch, so that a stopped run goes on where it was; running again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from echotune.accounts import store as accounts
from echotune.core.db import Connection, fetch_one
from echotune.core.errors import NotReady
from echotune.embedding.encoder import Encoder
from echotune.training import embeddings, text
from echotune.training.text import Described, Reader

READ_AT_ONCE: Final = 4096
ENCODED_AT_ONCE: Final = 256
LOCK: Final = 7_241_010
"""Advisory lock: one filling at a time."""


@dataclass
class Filled:
    """What a run did: `read` recordings looked at, `encoded` vectors made, `forgotten` those without an input any more."""

    model_id: str
    recordings: int = 0
    """How many there are to look at, without those looked at again for one account."""
    read: int = 0
    encoded: int = 0
    forgotten: int = 0
    done: int = 0
    """Recordings that have their vector by now."""
    changed: set[UUID | None] = field(default_factory=set)
    """Whose vectors changed; None: everyone's."""


Progress = Callable[[Filled], None]


async def fill(
    conn: Connection,
    encoder: Encoder,
    *,
    gate: bool,
    limit: int | None = None,
    progress: Progress = lambda filled: None,
) -> Filled:
    """Encodes what is missing or has changed, at most `limit` texts, committing as it goes.

    Raises NotReady when another process is at it, and UnusableModel.
    """
    await _take_turn(conn)
    try:
        return await _Filling(conn, encoder, gate, limit, progress).run()
    finally:
        await conn.rollback()
        await conn.execute("select pg_advisory_unlock(%s)", (LOCK,))


async def _take_turn(conn: Connection) -> None:
    row = await fetch_one(conn, "select pg_try_advisory_lock(%s) as mine", (LOCK,))
    if not row["mine"]:
        raise NotReady("Texts are being encoded already, by another process. Wait until that is done.")


class _Filling:
    def __init__(self, conn: Connection, encoder: Encoder, gate: bool, limit: int | None, progress: Progress) -> None:
        self.conn, self.encoder, self.gate, self.progress = conn, encoder, gate, progress
        self.left = float("inf") if limit is None else limit
        self.space = text.space(gate=gate)
        self.joining = text.Joining(encoder)
        self.filled = Filled(encoder.model_id)

    async def run(self) -> Filled:
        count = await fetch_one(self.conn, "select count(distinct recording_id) from tracks where kind = 'track'")
        self.filled.recordings = count["count"]
        if self.gate:
            self.filled.forgotten += await embeddings.forget_space(self.conn, text.space(gate=False))
        readers = await text.readers(self.conn, gate=self.gate)
        for reader in readers:
            seen = await self._walk(reader)
            if self.left > 0:
                await self._forget(reader.owner, seen)
        for owner in set(await embeddings.owners(self.conn, self.space)).difference(one.owner for one in readers):
            await self._forget(owner, [])
        for changed in self.filled.changed:
            await accounts.bump_data_version(self.conn, changed)
        await self.conn.commit()
        return self.filled

    async def _walk(self, reader: Reader) -> list[UUID]:
        """Encodes what is stale; returns the recordings of an owner's own vectors."""
        owner = reader.owner
        seen: list[UUID] = []
        after = embeddings.FIRST
        while self.left > 0:
            found = await text.described(self.conn, reader, after, READ_AT_ONCE)
            if not found:
                break
            after = found[-1].recording_id
            seen += [one.recording_id for one in found] if owner else []
            self.filled.read += len(found)
            stale = await self._stale(owner, found)
            self.filled.done += len(found) - len(stale)
            for start in range(0, len(stale), ENCODED_AT_ONCE):
                await self._encode(owner, stale[start : start + ENCODED_AT_ONCE])
            self.progress(self.filled)
        return seen

    async def _stale(self, owner: UUID | None, found: list[Described]) -> list[Described]:
        ids = [one.recording_id for one in found]
        known = await embeddings.made_from(self.conn, self.space, self.encoder.model_id, ids, owner)
        return [one for one in found if known.get(one.recording_id) != one.digest]

    async def _encode(self, owner: UUID | None, stale: list[Described]) -> None:
        stale = stale[: int(min(self.left, len(stale)))]
        if not stale:
            return
        vectors = self.joining.vectors(stale)
        ids, digests = [one.recording_id for one in stale], [one.digest for one in stale]
        await embeddings.keep(self.conn, self.space, self.encoder.model_id, ids, vectors, digests, owner)
        await self.conn.commit()
        self.left -= len(stale)
        self.filled.encoded += len(stale)
        self.filled.done += len(stale)
        self.filled.changed.add(owner)
        self.progress(self.filled)

    async def _forget(self, owner: UUID | None, kept: list[UUID]) -> None:
        if owner is None:
            forgotten = await embeddings.forget_orphans(self.conn, self.space)
        else:
            forgotten = await embeddings.forget_others(self.conn, self.space, owner, kept)
        if forgotten:
            self.filled.forgotten += forgotten
            self.filled.changed.add(owner)
