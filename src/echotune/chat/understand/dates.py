"""Periods of one's own history: `summer 2019`, `last month`, `between 2015 and 2017`, `the past 30 days`."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.phrases import PhraseTable, flags, table
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wish.era import Years, years_at
from echotune.chat.understand.wordset import wordset


class Period(NamedTuple):
    """First and last day, both inclusive; None is open. `end` is the token index after the words."""

    first: date | None
    last: date | None
    end: int


MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {
        name.lower(): number
        for number, name in enumerate(calendar.month_abbr)
        if name and name != "Mar" and name != "May"
    }
    | {"sept": 9}
)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_OPENING = flags(
    """
        in | during | in the | during the | over | over the | for | for the | from | from the | on | on the | of
        of the | throughout | throughout the | within | within the | across | back in | back in the | through
        in the year | during the year | of the year | for the year | the | in the month of | at | all | all of
        whole | for all of
        """
)
_THIS = frozenset({"this", "current"})
_LAST = frozenset({"last", "past", "previous", "recent"})
_UNITS = wordset("day days week weeks month months year years")


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _season(year: int, month: int) -> tuple[date, date]:
    """Three whole months; a winter belongs to the year it begins in."""
    last_month = month + 2 if month < 12 else 2
    return date(year, month, 1), _month(year if month < 12 else year + 1, last_month)[1]


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _last_month(today: date) -> tuple[date, date]:
    return _month(*((today.year - 1, 12) if today.month == 1 else (today.year, today.month - 1)))


_NAMED: PhraseTable[Callable[[date], tuple[date, date]]] = PhraseTable(
    {
        "today": lambda today: (today, today),
        "yesterday": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
        "last night": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
        "the day before yesterday": lambda today: (today - timedelta(days=2), today - timedelta(days=2)),
        "this week": lambda today: (_week(today)[0], today),
        "this month": lambda today: (today.replace(day=1), today),
        "this year": lambda today: (date(today.year, 1, 1), today),
        "so far this year": lambda today: (date(today.year, 1, 1), today),
        "this year so far": lambda today: (date(today.year, 1, 1), today),
        "year to date": lambda today: (date(today.year, 1, 1), today),
        "last week": lambda today: _week(today - timedelta(days=7)),
        "last month": _last_month,
        "last year": lambda today: _year(today.year - 1),
        "the year before last": lambda today: _year(today.year - 2),
        "last weekend": lambda today: _weekend(today),
        "this decade": lambda today: (date(today.year // 10 * 10, 1, 1), today),
        "last decade": lambda today: (date(today.year // 10 * 10 - 10, 1, 1), date(today.year // 10 * 10 - 1, 12, 31)),
        "the past week": lambda today: (today - timedelta(days=6), today),
        "the past month": lambda today: (_months_back(today, 1), today),
        "the past year": lambda today: (_months_back(today, 12), today),
        "past week": lambda today: (today - timedelta(days=6), today),
        "past month": lambda today: (_months_back(today, 1), today),
        "past year": lambda today: (_months_back(today, 12), today),
    }
)


_PARTS_OF_YEAR: PhraseTable[tuple[int, int]] = table(
    {
        (1, 6): "first half of | 1st half of | first six months of | h1 of | h1",
        (7, 12): "second half of | 2nd half of | last half of | last six months of | h2 of | h2",
        (1, 3): """
            first quarter of | 1st quarter of | q1 of | q1 | first three months of | beginning of | start of | early in
            early
            """,
        (4, 6): "second quarter of | 2nd quarter of | q2 of | q2",
        (5, 8): "middle of | mid",
        (7, 9): "third quarter of | 3rd quarter of | q3 of | q3",
        (10, 12): """
            fourth quarter of | 4th quarter of | last quarter of | q4 of | q4 | last three months of | end of | late in
            late
            """,
    }
)  # fmt: skip
"""First and last month."""
_FEASTS: PhraseTable[tuple[int, int, int]] = table(
    {
        (12, 24, 26): "christmas | xmas | over christmas | christmas time",
        (12, 25, 25): "christmas day | xmas day",
        (12, 24, 24): "christmas eve | xmas eve",
        (12, 31, 31): "new years eve | new year eve | nye",
        (1, 1, 1): "new years day | new year day",
        (2, 14, 14): "valentines day | valentine day | valentines",
        (10, 31, 31): "halloween",
    }
)
"""Month, first and last day."""
_LONGEST_AGO = {"day": 20_000, "week": 3_000, "month": 700, "year": 60}


def _weekend(today: date) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(days=2), monday - timedelta(days=1)


def _months_back(today: date, months: int) -> date:
    """The day after the same day `months` earlier, so that the span is exactly that long."""
    total = today.year * 12 + today.month - 1 - months
    year, month = divmod(total, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def period_at(sentence: Sentence, index: int, today: date) -> Period | None:
    """The period whose words start at `index`, an opening such as "in" or "since" included."""
    word = sentence.word(index)
    if word in {"since", "after", "before", "until", "till"} or (word == "from" and sentence.word(index + 1) != "the"):
        bounded = _bounded(sentence, index, today)
        if bounded:
            return bounded
    if word == "between":
        return _between(sentence, index + 1, today)
    opening = _OPENING.at(sentence, index)
    for start in ([opening[1]] if opening else []) + [index]:
        found = _point(sentence, start, today)
        if found:
            return _to(sentence, found, today)
    return None


def _bounded(sentence: Sentence, index: int, today: date) -> Period | None:
    point = _point(sentence, index + 1 + (sentence.word(index + 1) == "the"), today)
    if not point or point.first is None or point.last is None:
        return None
    word = sentence.word(index)
    if word == "since":
        return Period(point.first, None, point.end)
    if word == "after":
        return Period(point.last + timedelta(days=1), None, point.end)
    if word in {"before", "until", "till"}:
        return Period(None, point.first - timedelta(days=1) if word == "before" else point.last, point.end)
    joined = _to(sentence, point, today)
    if joined != point:
        return joined
    if sentence.word(point.end) in {"on", "onwards", "onward"}:
        return Period(point.first, None, point.end + 1)
    return point


def _between(sentence: Sentence, index: int, today: date) -> Period | None:
    first = _point(sentence, index, today)
    if not first or sentence.word(first.end) not in {"and", "to"}:
        return None
    second = _point(sentence, first.end + 1, today)
    return Period(_year_of(first.first, second.last), second.last, second.end) if second else None


def _year_of(first: date | None, last: date | None) -> date | None:
    """`June and August 2022`: a first day without a year takes the year of the last one, or the year before."""
    if not first or not last or first <= last:
        return first
    in_that_year = _in_year(first, last.year)
    return in_that_year if in_that_year <= last else _in_year(first, last.year - 1)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _to(sentence: Sentence, period: Period, today: date) -> Period:
    """`2015 to 2017`, `from June to August 2019`."""
    if sentence.word(period.end) not in {"to", "until", "till", "through"}:
        return period
    second = _point(sentence, period.end + 1, today)
    if not second or not second.last or not period.first:
        return period
    return Period(_year_of(period.first, second.last), second.last, second.end)


def _point(sentence: Sentence, index: int, today: date) -> Period | None:
    named = _NAMED.at(sentence, index)
    if named:
        return Period(*named[0](today), named[1])
    for read in (_ago, _week_of, _part_of_year, _feast, _rolling, _season_at, _month_at, _day_at, _calendar_year):
        found = read(sentence, index, today)
        if found:
            return found
    return None


def _ago(sentence: Sentence, index: int, today: date) -> Period | None:
    """`two years ago`: that calendar year (month, week, day); `a year ago today`: that day."""
    number = (1, index + 1) if sentence.word(index) in {"a", "one"} else number_at(sentence, index)
    unit = sentence.word(number[1]).rstrip("s") if number else ""
    if not number or sentence.word(number[1] + 1) != "ago" or sentence.word(number[1]) not in _UNITS:
        return None
    count, end = number[0], number[1] + 2
    if count > _LONGEST_AGO[unit]:
        return None
    if unit in {"day", "week"}:
        day = today - timedelta(days=count * (7 if unit == "week" else 1))
        return Period(*(_week(day) if unit == "week" else (day, day)), end)
    day = _months_back(today, count * (12 if unit == "year" else 1)) - timedelta(days=1)
    if sentence.word(end) == "today":
        return Period(day, day, end + 1)
    return Period(*(_year(day.year) if unit == "year" else _month(day.year, day.month)), end)


def _week_of(sentence: Sentence, index: int, today: date) -> Period | None:
    """`the week of 3 March 2021`."""
    index += sentence.word(index) == "the"
    if sentence.words[index : index + 2] != ["week", "of"]:
        return None
    start = index + 2 + (sentence.word(index + 2) == "the")
    found = _month_at(sentence, start, today) or _day_at(sentence, start, today)
    return Period(*_week(found.first), found.end) if found and found.first and found.first == found.last else None


def _part_of_year(sentence: Sentence, index: int, today: date) -> Period | None:
    """`the first half of 2023`, `the last quarter of 2020`, `q1 2020`, `the beginning of last year`, `early 2020`."""
    found = _PARTS_OF_YEAR.at(sentence, index + (sentence.word(index) == "the"))
    if not found:
        return None
    (first_month, last_month), start = found
    named = _NAMED.at(sentence, start)
    years = years_at(sentence, start)
    if named and named[0](today)[0].replace(month=1, day=1) == named[0](today)[0]:
        year, end = named[0](today)[0].year, named[1]
    elif years and years.first == years.last:
        year, end = years.first, years.end
    else:
        return None
    return Period(date(year, first_month, 1), _month(year, last_month)[1], end)


def _feast(sentence: Sentence, index: int, today: date) -> Period | None:
    """`Christmas 2020`, `New Year's Eve`, `Valentine's Day 2022`: without a year the latest that has begun."""
    last_one = sentence.word(index) in _LAST
    found = _FEASTS.at(sentence, index + last_one)
    if not found:
        return None
    (month, first_day, last_day), end = found
    years = years_at(sentence, end + (sentence.word(end) in {"of", "in"}))
    year = years.first if years and years.first == years.last else today.year
    if not years and date(year, month, first_day) > today:
        year -= 1
    return Period(date(year, month, first_day), date(year, month, last_day), years.end if years else end)


def _rolling(sentence: Sentence, index: int, today: date) -> Period | None:
    """`the last 30 days`, `the past six months`."""
    index += sentence.word(index) == "the"
    if sentence.word(index) not in _LAST:
        return None
    number = number_at(sentence, index + 1) or (
        (2, index + 4) if sentence.words[index + 1 : index + 4] == ["couple", "of"] else None
    )
    if not number or sentence.word(number[1]) not in _UNITS or not 0 < number[0] <= 400:
        return None
    count, unit = number[0], sentence.word(number[1]).rstrip("s")
    if unit in {"day", "week"}:
        first = today - timedelta(days=count * (7 if unit == "week" else 1) - 1)
    else:
        months = count * (12 if unit == "year" else 1)
        if months > 1200:
            return None
        first = _months_back(today, months)
    return Period(first, today, number[1] + 1)


def _season_at(sentence: Sentence, index: int, today: date) -> Period | None:
    """`summer 2019`, `the winter of 2019`, `last summer`, `this spring`; a bare season is the latest that has begun."""
    which = sentence.word(index) if sentence.word(index) in _THIS | _LAST else ""
    index += bool(which)
    month = SEASONS.get(sentence.word(index))
    if not month:
        return None
    end = index + 1
    year_at = end + (sentence.word(end) in {"of", "in"})
    years = years_at(sentence, year_at)
    if years and years.first == years.last and not which:
        return Period(*_season(years.first, month), years.end)
    first, last = _season(today.year, month)
    while first > today or (which in _LAST and last >= today):
        first, last = _season(first.year - 1, month)
    return Period(first, min(last, today) if which in _THIS else last, end)


def _month_at(sentence: Sentence, index: int, today: date) -> Period | None:
    """`March 2021`, `last March`, `in October`: without a year the latest that has begun."""
    last_one = sentence.word(index) in _LAST
    index += last_one or sentence.word(index) in _THIS
    month = MONTHS.get(sentence.word(index))
    if not month:
        return None
    end = index + 1
    day = _day_number(sentence.word(end))
    if day:
        years = years_at(sentence, end + 1)
        return _on(day, month, years, end + 1, today)
    years = years_at(sentence, end + (sentence.word(end) in {"of", "in"}))
    if years and years.first == years.last:
        return Period(*_month(years.first, month), years.end)
    year = today.year if month <= today.month - last_one else today.year - 1
    first, last = _month(year, month)
    return Period(first, min(last, today), end)


def _day_at(sentence: Sentence, index: int, today: date) -> Period | None:
    """`3 March 2020`, `the 3rd of March`, `last Friday`."""
    weekday = WEEKDAYS.get(sentence.word(index + 1)) if sentence.word(index) in _LAST | {"on"} else None
    if weekday is not None:
        back = (today.weekday() - weekday) % 7 or 7
        day = today - timedelta(days=back)
        return Period(day, day, index + 2)
    number = _day_number(sentence.word(index))
    at = index + 1 + (sentence.word(index + 1) == "of")
    month = MONTHS.get(sentence.word(at))
    if not number or not month:
        return None
    return _on(number, month, years_at(sentence, at + 1), at + 1, today)


def _on(day: int, month: int, years: Years | None, end: int, today: date) -> Period | None:
    year = years.first if years else today.year
    if day > calendar.monthrange(year, month)[1]:
        return None
    moment = date(year, month, day)
    if not years and moment > today:
        moment = date(year - 1, month, min(day, calendar.monthrange(year - 1, month)[1]))
    return Period(moment, moment, years.end if years else end)


def _day_number(word: str) -> int:
    digits = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    return int(digits) if digits.isdigit() and 0 < int(digits[:4]) <= 31 and len(digits) <= 2 else 0


def _calendar_year(sentence: Sentence, index: int, today: date) -> Period | None:
    years = years_at(sentence, index)
    if not years:
        return None
    first, last = _year(years.first)[0], _year(years.last)[1]
    return Period(first, last, years.end)
