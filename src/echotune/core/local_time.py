"""The listener's wall clock, for many moments at once."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

DAY_SECONDS = 86_400


def local_seconds(moments: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Epoch seconds (UTC) -> seconds of the zone's wall clock since 1970-01-01 00:00, with the offset of that date."""
    if not len(moments):
        return moments
    changes, offsets = _offsets(int(moments.min()), int(moments.max()), zone)
    return moments + offsets[np.searchsorted(changes, moments, side="right") - 1]


def hour_and_weekday(moments: NDArray[np.int64], zone: ZoneInfo) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Hour 0-23 and weekday 0 (Monday) - 6 on the zone's wall clock."""
    wall = local_seconds(moments, zone)
    hour = wall % DAY_SECONDS // 3600
    weekday = (wall // DAY_SECONDS + 3) % 7  # 1970-01-01 was a Thursday
    return hour.astype(np.int8), weekday.astype(np.int8)


def _offsets(first: int, last: int, zone: ZoneInfo) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Moments at which an offset begins to hold, ascending, and those offsets in seconds; covers [first, last]."""
    changes, offsets = [first], [_offset(first, zone)]
    for day in range(first + DAY_SECONDS, last + DAY_SECONDS, DAY_SECONDS):
        if _offset(day, zone) != offsets[-1]:
            changes.append(_change(day - DAY_SECONDS, day, zone))
            offsets.append(_offset(day, zone))
    return np.array(changes, np.int64), np.array(offsets, np.int64)


def _change(before: int, after: int, zone: ZoneInfo) -> int:
    """The second in (before, after] at which the offset of `after` begins (one change a day at most)."""
    new = _offset(after, zone)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if _offset(middle, zone) == new else (middle, after)
    return after


def _offset(moment: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
