"""Doors of the time machine: load what is needed, look back away from the event loop, remember what was seen."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from functools import partial
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import NotReady
from echotune.core.local_time import local_seconds
from echotune.core.settings import Settings
from echotune.recommend import steer, store
from echotune.recommend.answer import options_of, prepare_at
from echotune.recommend.pipeline import Options, Outcome
from echotune.recommend.prepared import Moment, Prepared
from echotune.recommend.records import record_of
from echotune.recommend.request import Mode
from echotune.recommend.schemas import MonthOfPlays, TimeMachine, TimeSpan
from echotune.recommend.time_machine import foresee, looked_back, start_of
from echotune.taste.listener import ListenerModel

REMEMBERED: Final = 64
"""Days of one listener that are not computed again."""
A_YEAR = timedelta(days=365)

_seen: WeakKeyDictionary[ListenerModel, dict[tuple[date, Mode], TimeMachine]] = WeakKeyDictionary()


async def look_back(
    conn: Connection, settings: Settings, account: Account, model: ListenerModel, day: date, mode: Mode
) -> TimeMachine:
    """What would have been recommended on `day`, and what came true. Raises InvalidRequest for a day outside the record,
    NotReady where there is nothing to choose from."""
    seen = _seen.setdefault(model, {})
    if (day, mode) not in seen:
        moment = Moment(start_of(day, model), replayed=True)
        present = await prepare_at(conn, settings, model, Moment(clock.as_of(clock.now())))
        apart = await store.heard_apart(conn, model.user_id, moment.as_of)
        sliders = (await steer.kept(conn, model)).at(moment)
        options = options_of(settings, account, present, {}, None, steer.effective(settings, sliders))
        travel = partial(_travel, model, moment, mode, present=present, apart=apart, options=options)
        async with record_of(model).replaying:
            outcome = await asyncio.to_thread(travel)
        seen[day, mode] = await asyncio.to_thread(looked_back, outcome, model, day)
        while len(seen) > REMEMBERED:
            seen.pop(next(iter(seen)))
    return seen[day, mode]


def _travel(
    model: ListenerModel, moment: Moment, mode: Mode, *, present: Prepared, apart: list[UUID], options: Options
) -> Outcome:
    mask = np.zeros(model.size, bool)
    mask[[model.index_of_recording_id[one] for one in apart if one in model.index_of_recording_id]] = True
    fits = record_of(model).learned_by(moment.as_of.timestamp())
    past = model.until(moment.as_of)
    return foresee(past, moment, mode, present=present, fits=fits, heard_apart=mask, options=options)


def span(model: ListenerModel) -> TimeSpan:
    """From the day after the first listen to the day of the last. Raises NotReady for less than two days of record."""
    plays = model.plays
    listened = local_seconds(plays.started_at[model.play_is_listen], model.zone)
    days = (listened // 86_400).astype("datetime64[D]")
    first, last = (days[0] + 1, days[-1]) if len(days) else (np.datetime64(1, "D"), np.datetime64(0, "D"))
    if first > last:
        raise NotReady("There is no past to travel to yet. Import your history first.", code="no_history")
    months, counts = np.unique(days.astype("datetime64[M]"), return_counts=True)
    played = dict(zip(months.tolist(), counts.tolist(), strict=True))
    every = np.arange(months[0], months[-1] + 1)
    begin, end = first.item(), last.item()
    return TimeSpan(
        first=begin,
        last=end,
        suggested=max(begin, end - A_YEAR) if end - begin > A_YEAR else begin + (end - begin) / 2,
        months=[MonthOfPlays(month=str(month), plays=played.get(month.item(), 0)) for month in every],
    )
