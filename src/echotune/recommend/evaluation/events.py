"""The events of the solo protocol: audio rows with a track name and more than 0 ms, one per (time, key, ms)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, LiteralString

import numpy as np
from numpy.typing import NDArray

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.taste.columns import epoch_seconds, fetch_columns
from echotune.taste.labels import LISTEN_MS
from echotune.taste.listener import ListenerModel

_EVENTS: Final[LiteralString] = """
    select ended_at, ms_played, recording_key
    from plays join tracks on track_id = item_id
    where user_id = %(user)s and plays.kind = 'audio' and superseded_by is null and ms_played > 0 and title <> ''
"""


@dataclass(frozen=True, eq=False)
class Events:
    """Ascending in time. `key` numbers `keys`, which are in ascending order."""

    keys: list[str]
    """`artist TAB title`, both stripped and in lower case, so that re-releases merge."""
    key: NDArray[np.int64]
    ended_at: NDArray[np.int64]
    """Epoch seconds, UTC."""
    ms_played: NDArray[np.int32]

    @property
    def is_listen(self) -> NDArray[np.bool_]:
        return self.ms_played >= LISTEN_MS

    @classmethod
    def of(
        cls, keys: list[str], key: NDArray[np.integer], ended_at: NDArray[np.int64], ms_played: NDArray[np.int32]
    ) -> Events:
        """Sort by time and drop exact duplicates."""
        rows = np.unique(np.stack([ended_at, key.astype(np.int64), ms_played.astype(np.int64)]), axis=1)
        return cls(keys, rows[1], rows[0], rows[2].astype(np.int32))


async def load_events(conn: Connection, account: Account) -> Events:
    """All events of the account, incognito ones too: what was listened to is what was listened to."""
    raw = await fetch_columns(
        conn, _EVENTS, {"ended_at": "i8", "ms_played": "i4", "recording_key": "text"}, {"user": account.id}
    )
    keys = sorted(set(raw["recording_key"]))
    number = {key: at for at, key in enumerate(keys)}
    key = np.fromiter((number[name] for name in raw["recording_key"]), np.int64, len(raw["recording_key"]))
    return Events.of(keys, key, epoch_seconds(raw["ended_at"]), raw["ms_played"])


def events_of_model(model: ListenerModel) -> Events:
    """The events that the model itself holds."""
    plays, heard = model.plays, model.plays.ms > 0
    return Events.of(model.keys, plays.recording[heard], plays.ended_at[heard], plays.ms[heard])
