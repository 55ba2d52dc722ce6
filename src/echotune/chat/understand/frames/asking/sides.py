"""Against what: two years, two seasons, mornings and evenings; or what was not played at another time."""

from __future__ import annotations

from echotune.chat.understand.frames.asking.draft import Draft
from echotune.chat.understand.patterns import Pattern
from echotune.chat.understand.request import InsightQuestion
from echotune.insights.ask.plan import Days, Side

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
    if len(periods) > 1:
        draft.more.versus = [Side(from_=period.first, to=period.last) for period in periods]
    elif periods:
        question.from_, question.to = periods[0].first, periods[0].last
    _other_sides(draft, question)
    if draft.more.versus:
        draft.found(_COMPARES)
        draft.more.by = None


def _other_sides(draft: Draft, question: InsightQuestion) -> None:
    """Hours, weekdays and months: one narrows, several are compared. Of two kinds only one can be the sides."""
    more = draft.more
    compared = bool(more.versus)
    if len(draft.hours) > 1 and not compared:
        more.versus, compared = [Side(hours=hours) for hours in draft.hours], True
    elif draft.hours:
        question.hours = draft.hours[-1]
    if len(draft.weekdays) > 1 and not compared:
        more.versus, compared = [Side(weekdays=days) for days in draft.weekdays], True
    elif draft.weekdays:
        more.weekdays = draft.weekdays[0]
    if len(draft.months) > 1 and not compared:
        more.versus = [Side(months=months) for months in draft.months]
    elif draft.months:
        more.months = draft.months[0]
