"""Wall clocks of many moments against the standard library, one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from echotune.core.local_time import hour_and_weekday


@pytest.mark.parametrize(
    "name", ["UTC", "Europe/Stockholm", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_hours_and_weekdays_follow_the_zone_at_that_date(name: str) -> None:
    zone, rng = ZoneInfo(name), np.random.default_rng(1)
    moments = np.sort(rng.integers(1_200_000_000, 1_800_000_000, 500)).astype(np.int64)
    change = datetime(2024, 3, 31, 1, tzinfo=UTC)  # Stockholm's clocks go forward at this second
    moments = np.concatenate([moments, np.arange(-2, 3) + int(change.timestamp())])
    hours, weekdays = hour_and_weekday(moments, zone)
    walls = [datetime.fromtimestamp(moment, UTC).astimezone(zone) for moment in moments.tolist()]
    assert hours.tolist() == [wall.hour for wall in walls]
    assert weekdays.tolist() == [wall.weekday() for wall in walls]
