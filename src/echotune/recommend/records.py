"""Listeners' weeks to learn from, shared by everything that replays their past: each is made once for a record."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from echotune.taste.listener import ListenerModel, Plays
from echotune.training.ranker.fitting import Fit, fit_all
from echotune.training.ranker.weeks import Weeks

LISTENERS: Final = 4
MOMENTS: Final = 128


@dataclass(eq=False)
class Record:
    """`replaying` lets one replay work at a time, in turn: a day that is asked for waits for one week of a curve at most."""

    plays: Plays
    weeks: Weeks
    replaying: asyncio.Lock = field(default_factory=asyncio.Lock)
    _fits: dict[float, Mapping[str, Fit]] = field(default_factory=dict)

    def learned_by(self, moment: float) -> Mapping[str, Fit]:
        """What could be learned from the weeks that were over at `moment` (epoch seconds)."""
        if moment not in self._fits:
            self._fits[moment] = fit_all(self.weeks, moment)
            while len(self._fits) > MOMENTS:
                self._fits.pop(next(iter(self._fits)))
        return self._fits[moment]


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
