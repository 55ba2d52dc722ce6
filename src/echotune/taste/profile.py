"""The readable taste profile: rings, a headline, beliefs with their evidence, corrections."""

from __future__ import annotations

from datetime import UTC, datetime
from weakref import WeakKeyDictionary

import numpy as np

from echotune.taste import headline, words
from echotune.taste.beliefs.registry import beliefs
from echotune.taste.listener import ListenerModel
from echotune.taste.record import Record
from echotune.taste.schemas import CorrectionView, TasteProfile, Totals
from echotune.taste.steering import Correction

_told: WeakKeyDictionary[ListenerModel, TasteProfile] = WeakKeyDictionary()


def profile(model: ListenerModel, as_of: datetime) -> TasteProfile:
    """What is believed from the plays before `as_of`; made once an hour for the same model."""
    told = _told.get(model)
    if told is None or told.as_of != as_of:
        told = _told[model] = _profile(model, as_of)
    return told


def _profile(model: ListenerModel, as_of: datetime) -> TasteProfile:
    record = Record(model.until(as_of))
    return TasteProfile(
        as_of=as_of,
        scope=scope(record),
        headline=headline.headline(record),
        sentence=headline.sentence(record),
        rings=record.rings.of_listener(),
        totals=_totals(record),
        beliefs=beliefs(record),
        corrections=[correction_view(one) for one in sorted(model.steering.corrections, key=_newest_first)],
    )


def correction_view(correction: Correction) -> CorrectionView:
    return CorrectionView(
        kind=correction.kind,
        id=correction.target,
        label=correction.label,
        action=correction.action,
        created_at=correction.created_at,
    )


def scope(record: Record) -> str:
    """`From 214,052 plays, 3 May 2010 to 20 November 2026, Europe/Stockholm, plays of 30 s or more`."""
    zone = record.model.zone
    if not len(record):
        return f"From no plays yet, {zone.key}, plays of 30 s or more"
    first, last = (record.on(int(record.started_at[place])) for place in (0, -1))
    return f"From {words.count(len(record), 'play')}, {first} to {last}, {zone.key}, plays of 30 s or more"


def _totals(record: Record) -> Totals:
    some = len(record) > 0
    return Totals(
        plays=len(record),
        tracks=len(np.unique(record.recording)),
        artists=len(np.unique(record.artist)),
        first_play_at=datetime.fromtimestamp(int(record.ended_at[0]), UTC) if some else None,
        last_play_at=datetime.fromtimestamp(record.end, UTC) if some else None,
        minutes=int(record.model.plays.ms[record.at].sum(dtype=np.int64) // 60_000),
    )


def _newest_first(correction: Correction) -> tuple[float, str, str]:
    return -correction.created_at.timestamp(), correction.kind, correction.target
