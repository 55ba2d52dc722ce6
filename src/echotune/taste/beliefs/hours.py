"""The time of day and of the week."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.plain import plain
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

HOURS = 4
WEEKEND_LIFT = 1.25


def hours(record: Record) -> list[Belief]:
    """The fullest four hours of the day; weekends against weekdays where a day differs by a quarter."""
    by_hour = np.bincount(record.hour, minlength=24)
    runs = np.sum([np.roll(by_hour, -step) for step in range(HOURS)], axis=0)
    start = int(np.argmax(runs))
    inside = int(runs[start])
    span = f"{words.hour(start)} to {words.hour(start + HOURS)}"
    evidence = f"{inside:,} of {words.count(len(record), 'play')} began then, {words.percent(inside, len(record))}."
    return [plain("hours", "day", f"Your hours are {span}", evidence), *_week(record)]


def _week(record: Record) -> list[Belief]:
    weekdays = int(record.is_weekday.sum())
    weekend = len(record) - weekdays
    a_weekday, a_weekend_day = weekdays / 5, weekend / 2
    if max(a_weekday, a_weekend_day) < WEEKEND_LIFT * min(a_weekday, a_weekend_day):
        return []
    title = "You listen more at weekends" if a_weekend_day > a_weekday else "Music is for your working week"
    evidence = f"{words.count(weekend, 'play')} on Saturdays and Sundays, {weekdays:,} from Monday to Friday."
    return [plain("hours", "week", title, evidence)]
