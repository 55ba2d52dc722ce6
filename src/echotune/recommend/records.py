"""Listeners' weeks to learn from, shared by everything that replays their past: each is made once for a record."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from echotune.taste.listener import ListenerModel, Plays
from echotune.training.ranker.weeks import Weeks

LISTENERS: Final = 4


@dataclass(eq=False)
class Record:
    """`replaying` lets one replay work at a time, in turn: a day that is asked for waits for one week of a curve at most."""

    plays: Plays
    weeks: Weeks
    replaying: asyncio.Lock = field(default_factory=asyncio.Lock)


_records: OrderedDict[UUID, Record] = OrderedDict()


def record_of(model: ListenerModel) -> Record:
    """The listener's record; a new one only where the plays have changed, not what was said about them."""
    found = _records.get(model.user_id)
    if found is None or found.plays is not model.plays:
        found = _records[model.user_id] = Record(model.plays, Weeks(model))
    _records.move_to_end(model.user_id)
    while len(_records) > LISTENERS:
        _records.popitem(last=False)
    return found
