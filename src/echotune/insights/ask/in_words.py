"""A plan in plain words: what was asked, over which days, and by which rule it is counted."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from echotune.insights import words
from echotune.insights.ask.parts import SEASON_MONTHS, SEASONS
from echotune.insights.ask.plan import FILTERS, Bucket, Measure, Plan, Refinement, Side, Weekday
from echotune.insights.period import ALL, Period
from echotune.insights.sessions import GAP_MINUTES

WORKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
WEEKEND: tuple[Weekday, ...] = ("saturday", "sunday")
MEASURED: dict[Measure, str] = {
    "plays": "plays",
    "minutes": "minutes",
    "skips": "skips",
    "first": "first play",
    "last": "last play",
    "discoveries": "plays since they were new",
    "skip_rate": "share of starts skipped",
    "streak": "longest run of days",
    "gap": "longest silence",
}
FLAG_WORDS: dict[tuple[str, bool], str] = {
    ("shuffle", True): "on shuffle",
    ("shuffle", False): "not on shuffle",
    ("offline", True): "offline",
    ("offline", False): "online",
    ("private", True): "in private sessions",
    ("private", False): "outside private sessions",
}
DEVICE_WORDS = {
    "phone": "on a phone", "computer": "on a computer", "web": "in the web player", "speaker": "on a speaker",
    "car": "in a car", "tv": "on a TV or console", "watch": "on a watch",
}  # fmt: skip


def title(plan: Plan) -> str:
    """The whole plan in one line: `Artists by plays, fewest first (on Fridays, 2020)`."""
    more = plan.more
    said = [f"{_what(plan)}{f' of {listed(plan.named)}' if plan.named else ''}"]
    in_the_brackets = FILTERS | {"distinct"}
    said += [said_of for name, said_of in refined(more) if name not in in_the_brackets]
    return f"{', '.join(said)}{when(plan)}"


def refined(more: Refinement) -> list[tuple[str, str]]:
    """Each refinement, by the name of its field, in words."""
    said = []
    if more.distinct:
        said.append(("distinct", "how many different"))
    if more.by:
        said.append(("by", f"by {more.by}"))
    if more.per:
        said.append(("per", f"on average a {more.per}"))
    if more.within:
        said.append(("within", f"in one {more.within}"))
    if more.share:
        said.append(("share", "as a share of all"))
    said += [("versus", side_words(side)) for side in more.versus]
    if more.order == "least":
        said.append(("order", "least first"))
    if more.weekdays:
        said.append(("weekdays", _weekdays(more.weekdays)))
    if more.months:
        said.append(("months", _months(more.months)))
    said += [(flag, words_of) for flag, words_of in _flags(more)]
    said += [("bounds", bound) for bound in _bounds(more)]
    if more.absent:
        said.append(("absent", f"not played {span(Period(more.absent.from_, more.absent.to))}"))
    return said


def _flags(more: Refinement) -> list[tuple[str, str]]:
    said = [("device", DEVICE_WORDS[more.device])] if more.device else []
    flags = (("shuffle", more.shuffle), ("offline", more.offline), ("private", more.private))
    return said + [(flag, FLAG_WORDS[flag, value]) for flag, value in flags if value is not None]


def when(plan: Plan) -> str:
    """` (2020, on Fridays, between 18:00 and 00:00)`; nothing when the whole record is meant."""
    more = plan.more
    parts = [] if plan.period == ALL else [span(plan.period)]
    parts += _repeated(plan.hours, more.weekdays, more.months)
    parts += [said for _, said in _flags(more)]
    if plan.without:
        parts.append(f"without {listed([name for said in plan.without.values() for name in said])}")
    if plan.released:
        parts.append(f"released {_years(plan.released)}")
    return f" ({', '.join(parts)})" if parts else ""


def side_words(side: Side) -> str:
    """One side of a comparison: `2020`, `Saturday and Sunday`, `18:00 to 00:00`."""
    parts = [span(Period(side.from_, side.to))] if side.from_ or side.to else []
    hours = (side.hours.from_, side.hours.to) if side.hours else None
    return ", ".join(parts + _repeated(hours, side.weekdays, side.months)) or "all of it"


def side_told(side: Side) -> str:
    """The same inside a sentence: `in 2020`, `from 3 March to 5 April 2021`, `at weekends`."""
    dates = span(Period(side.from_, side.to)) if side.from_ or side.to else ""
    link = "from" if " to " in dates and not dates[:4].isdigit() else "on" if side.from_ == side.to else "in"
    rest = side_words(side.model_copy(update={"from_": None, "to": None}))
    if not dates:
        return rest
    told = dates if dates.startswith(("since", "until")) else f"{link} {dates}"
    return f"{told} {rest}" if side.hours or side.weekdays or side.months else told


def span(period: Period) -> str:
    """`2020`, `March 2021`, `summer 2019`, else its first and last day."""
    first, last = period.first_day, period.last_day
    if first and last and first.day == 1 and last == _month_end(last):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months == 12 and first.month == 1:
            return str(first.year)
        if months == 1:
            return words.month(first)
        if months == 3 and first.month in SEASON_MONTHS:
            return f"{SEASONS[first.month % 12 // 3]} {first.year}"
        if months % 12 == 0 and first.month == 1:
            return f"{first.year} to {last.year}"
    return words.span(period)


def bucket_name(bucket: Bucket, value: date | int) -> str:
    """One bucket as a sentence says it."""
    if isinstance(value, date):
        return {
            "day": words.day(value),
            "week": f"the week of {words.day(value)}",
            "month": words.month(value),
            "year": str(value.year),
        }[bucket]
    return {"weekday": words.WEEKDAYS, "season": SEASONS, "hour": [words.hour(n) for n in range(24)]}[bucket][value]


def rule(plan: Plan) -> str:
    """By which rule it is counted."""
    if plan.measure in ("skips", "skip_rate") or plan.subject == "skips":
        return "A skip is a start left by a press before 30 s"
    if plan.subject == "sessions" or plan.more.per == "session":
        return f"A session ends with a gap of more than {GAP_MINUTES} minutes; it counts where it begins"
    if plan.measure == "discoveries":
        return "New is what was never played before; it counts where it was first played"
    if plan.measure in ("streak", "gap"):
        return "A day counts when a play of 30 s or more began on it"
    if plan.subject == "genres":
        return "A play counts for every genre known of its track"
    return "A play is 30 s or more and counts where it began"


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _what(plan: Plan) -> str:
    if plan.subject in ("skips", "sessions"):
        return "Skips" if plan.subject == "skips" else f"Sessions{' by length' if plan.measure == 'minutes' else ''}"
    if plan.subject in ("plays", "hours", "days") and not plan.more.distinct:
        return MEASURED[plan.measure].capitalize()
    if plan.called and not plan.more.distinct:
        return MEASURED[plan.measure].capitalize()
    new = "new " if plan.measure == "discoveries" else ""
    lead = f"Number of {'' if new else 'different '}" if plan.more.distinct else ""
    by = "" if plan.more.distinct or plan.measure == "discoveries" else f" by {MEASURED[plan.measure]}"
    text = f"{lead}{new}{plan.subject}{by}"
    return text[0].upper() + text[1:]


def _bounds(more: Refinement) -> list[str]:
    said = [f"at least {words.count(more.at_least, 'play')}"] if more.at_least else []
    return said + ([f"at most {words.count(more.at_most, 'play')}"] if more.at_most else [])


def _repeated(hours: tuple[int, int] | None, weekdays: Sequence[Weekday], months: Sequence[int]) -> list[str]:
    parts = []
    if weekdays:
        parts.append(_weekdays(weekdays))
    if months:
        parts.append(_months(months))
    if hours:
        parts.append(f"between {words.hour(hours[0])} and {words.hour((hours[1] + 1) % 24)}")
    return parts


def _weekdays(weekdays: Sequence[Weekday]) -> str:
    if set(weekdays) == set(WORKDAYS):
        return "on weekdays"
    if set(weekdays) == set(WEEKEND):
        return "at weekends"
    return f"on {listed([f'{name.capitalize()}s' for name in weekdays])}"


def _months(months: Sequence[int]) -> str:
    season = next((name for name, n in zip(SEASONS, range(4), strict=True) if set(months) == set(_months_of(n))), None)
    return f"every {season or listed([words.MONTHS[month - 1] for month in months])}"


def _months_of(season: int) -> list[int]:
    return [(season * 3 + n - 1) % 12 + 1 for n in range(3)]


def _years(years: tuple[int | None, int | None]) -> str:
    first, last = years
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"until {last}"


def _month_end(day: date) -> date:
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
