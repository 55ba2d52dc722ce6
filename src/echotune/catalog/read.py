"""What packs there are. Facts are read where they are joined, with the fragments of `echotune.catalog.gate`."""

from typing import LiteralString

from echotune.catalog.gate import GATED_ORIGIN
from echotune.core.db import Connection
from echotune.core.wire import UtcTime, WireModel

_PACKS: LiteralString = """
    select name, origin, coalesce(accounts.kind, 'everyone') as for_whom, packs.created_at,
        (select count(*) from pack_tracks where pack_tracks.pack_id = packs.pack_id) as tracks,
        (select count(*) from track_features where track_features.source = packs.source) as with_features
    from packs left join accounts using (user_id)
    order by name"""


class PackSummary(WireModel):
    """One pack. `for_whom` is `everyone` or an account's kind; `gated`: its facts are unread while the gate is on."""

    name: str
    origin: str
    for_whom: str
    created_at: UtcTime
    tracks: int
    with_features: int
    gated: bool


async def packs(conn: Connection, *, gate: bool) -> list[PackSummary]:
    """All packs of this installation, by name."""
    rows = await (await conn.execute(_PACKS)).fetchall()
    return [PackSummary(**row, gated=gate and row["origin"] == GATED_ORIGIN) for row in rows]
