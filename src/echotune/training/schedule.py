"""When to train without being asked: at night, when there is something new to learn from.

A machine that sleeps at night trains when it is awake and a training is long due.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from echotune.training.store import Training

NIGHT_HOURS: Final = range(2, 6)
APART: Final = timedelta(hours=20)
OVERDUE: Final = timedelta(hours=36)


def is_due(now: datetime, zone: ZoneInfo, last: Training | None, begun: datetime, made_from: str) -> bool:
    """Whether to train now. `begun`: when the record began, for what was never trained; `made_from` names what there is
    to learn from: the same as last time teaches nothing."""
    if last is not None and last.made_from == made_from:
        return False
    waited = now - (last.started_at if last else begun)
    return waited >= OVERDUE or (waited >= APART and now.astimezone(zone).hour in NIGHT_HOURS)
