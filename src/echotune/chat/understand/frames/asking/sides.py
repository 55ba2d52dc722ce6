"""Against what: two years, two seasons, mornings and evenings; or what was not played at another time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from echotune.chat.understand.dates import Period
from echotune.chat.understand.frames.asking.draft import Draft
from echotune.chat.understand.patterns import Pattern
from echotune.chat.understand.request import InsightQuestion
from echotune.insights.ask.plan import Bucket, Days, Side

_COMPARES = Pattern(
    """
    (compared to|compared with|in comparison to|in comparison with|versus|vs|against|than|relative to|as opposed to|
    compare to|compare with|compare|compares to|stack up against|more or less|or)
    """
)
_ABSENT = Pattern(
    """
    (but not|but never|and not|but didnt|but did not|but havent|but have not|and never|not anymore|but no longer|
    that i havent|that i didnt|that i have not|that i did not|havent|have not|and havent|and didnt|but i havent|
    have i not|did i not|but i didnt|who i havent|stopped|stop|no longer|and then never|but never again)
    """
)
_PLAYED = Pattern(
    "(played|play|heard|hear|listened to|listen to|listened|listen|touched|streamed) [again|anymore|since]"
)


def read_sides(draft: Draft, question: InsightQuestion) -> None:
    """Put what was said once into the question, and what was said twice into sides."""
    absent = _ABSENT.search(draft.bare)
    periods = [period for period, _ in draft.periods]
    if absent and periods and draft.periods[-1][1] >= absent.start:
        draft.take(absent.start, absent.end)
        draft.found(_PLAYED)
        draft.more.absent = Days(from_=periods[-1].first, to=periods[-1].last)
        periods = periods[:-1]
    joined = _joined(periods) if len(periods) > 1 and not _COMPARES.search(draft.bare) else None
    if joined:
        question.from_, question.to, draft.more.by = joined[0], joined[1], draft.more.by or joined[2]
    elif len(periods) > 1:
        draft.more.versus = [Side(from_=period.first, to=period.last) for period in periods]
    elif periods:
        question.from_, question.to = periods[0].first, periods[0].last
    _other_sides(draft, question)
    if draft.more.versus:
        draft.found(_COMPARES)
        draft.more.by = None


def _joined(periods: list[Period]) -> tuple[date, date, Bucket] | None:
    """`in 2019, 2020 and 2021`: years (or months) that follow one another are one span, told one by one."""
    spans = sorted((period.first, period.last) for period in periods if period.first and period.last)
    if len(spans) < len(periods) or any(later[0] - earlier[1] != timedelta(1) for earlier, later in pairwise(spans)):
        return None
    whole_years = all((first.month, first.day, last.month, last.day) == (1, 1, 12, 31) for first, last in spans)
    months = all(first.day == 1 and (first.year, first.month) == (last.year, last.month) for first, last in spans)
    bucket: Bucket | None = "year" if whole_years else "month" if months else None
    return (spans[0][0], spans[-1][1], bucket) if bucket else None


def _other_sides(draft: Draft, question: InsightQuestion) -> None:
    """Hours, weekdays and months: one narrows, several are compared. Of two kinds only one can be the sides."""
    more = draft.more
    compared = bool(more.versus)
    hours = list({(each.from_, each.to): each for each in draft.hours}.values())
    if len(hours) > 1 and not compared:
        more.versus, compared = [Side(hours=each) for each in hours], True
    elif hours:
        question.hours = hours[-1]
    if len(draft.weekdays) > 1 and not compared:
        more.versus, compared = [Side(weekdays=days) for days in draft.weekdays], True
    elif draft.weekdays:
        more.weekdays = draft.weekdays[0]
    if len(draft.months) > 1 and not compared:
        more.versus = [Side(months=months) for months in draft.months]
    elif draft.months:
        more.months = draft.months[0]
