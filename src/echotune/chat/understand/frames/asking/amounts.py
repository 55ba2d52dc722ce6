"""How it is counted: averages, groups over time, shares, how many different, bounds, the least, runs of days."""

from __future__ import annotations

from datetime import date

from echotune.chat.understand.frames.asking.draft import Draft
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.wordset import wordset
from echotune.insights.ask.plan import Bucket, Side, Span, Unit

_LONGEST_BY_MONTH = 500
_THING = "(artists|artist|albums|album|genres|genre|bands|band|singers|musicians|groups|records|songs|tracks|song|track|tunes|days|day|acts)"
_DIFFERENT = "(different|distinct|unique|individual|separate|other)"
_DISTINCT = [
    Pattern(f"(how many|number of|total number of|count of|amount of) [{{m}}] {_DIFFERENT} {_THING}"),
    Pattern(f"(more|fewer|less|most|fewest) {_DIFFERENT} {_THING}"),
    Pattern(
        "(how many|number of|total number of) [new|brand new] (artists|albums|genres|bands|singers|musicians|groups|records|acts)"
    ),
    Pattern("(how many|number of) (new|brand new) (songs|tracks|tunes|artists|bands|albums|genres)"),
    Pattern("(how many|number of|on how many) [of the] days"),
    Pattern("(more|most|fewest|fewer) [new] (artists|bands|albums|genres|singers)"),
]
_SONGS_COUNTED = Pattern("(how many|number of) [of my] (songs|tracks|tunes)")
_AVERAGE = Pattern(
    "(on average|in average|average|averagely|on a typical|in a typical|typical|typically|an average|mean|usually|normally)"
)
_AVERAGE_SAID = Pattern("(on average|in average|average|averagely|typical|typically|mean)")
_UNITS: dict[str, Unit] = {
    "day": "day", "days": "day", "week": "week", "month": "month", "year": "year", "session": "session",
    "sitting": "session", "song": "track", "track": "track", "tune": "track", "artist": "artist", "band": "artist",
    "singer": "artist", "album": "album", "record": "album",
}  # fmt: skip
_ADVERBS: dict[str, Unit] = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
_ADVERB = Pattern("[on a] (daily|weekly|monthly|yearly|annually) [basis]")
_GROUPS: list[tuple[Pattern, Bucket]] = [
    (Pattern("(for|by|per|of|on|in|over|across) [each|every|the] (day|days) of the week"), "weekday"),
    (Pattern("(each|every|the) (day|days) of the week"), "weekday"),
    (Pattern("(by|per|each|every|for each|for every|on each|on every|of each|of every) (weekday|week day)"), "weekday"),
    (Pattern("(by|per|each|every|for each|for every|in each|in every|of each|of every) season"), "season"),
    (Pattern("(by|per|each|every|for each|for every|in each|in every|of each|of every) hour [of the day]"), "hour"),
    (Pattern("(over|through|throughout|across|during|in) (the|all the|all these|all) years"), "year"),
    (Pattern("(year by year|year on year|year over year|from year to year|year after year|yearly|annually)"), "year"),
    (Pattern("(over time|through time|with time|as time went on)"), "year"),
    (Pattern("(month by month|month on month|month over month|from month to month|monthly)"), "month"),
    (Pattern("(week by week|week on week|week over week|from week to week)"), "week"),
    (Pattern("(day by day|from day to day)"), "day"),
    (Pattern("(by|for each|for every|in each|in every|of each|of every|per|each|every) (year|calendar year)"), "year"),
    (Pattern("(by|for each|for every|in each|in every|of each|of every|per|each|every) month"), "month"),
    (Pattern("(by|for each|for every|in each|in every|of each|of every|per|each|every) week"), "week"),
    (Pattern("(by|for each|for every|on each|on every|of each|of every|per|each|every) day"), "day"),
]
_TOP = "(best|biggest|busiest|fullest|most active|heaviest|top|favourite|craziest|most musical|loudest|strongest|record|peak|quietest|lightest|slowest|smallest|weakest|emptiest|least active|least musical|worst)"
_WHICH: list[tuple[Pattern, Bucket]] = [
    (Pattern("(which|what) [2|3|4|5|6|10|two|three|four|five|six|ten] (year|years|calendar year) {rest}"), "year"),
    (Pattern("(which|what) [calendar] (month|months) {rest}"), "month"),
    (Pattern("(which|what) (week|weeks) {rest}"), "week"),
    (Pattern("(which|what) (season|seasons|time of year|time of the year|part of the year) {rest}"), "season"),
    (Pattern(f"{_TOP} [2|3|4|5|6|10|two|three|four|five|six|ten] [listening|music] (year|years)"), "year"),
    (Pattern(f"{_TOP} [2|3|4|5|6|10|two|three|four|five|six|ten] [listening|music] (month|months)"), "month"),
    (Pattern(f"{_TOP} [2|3|4|5|6|10|two|three|four|five|six|ten] [listening|music] (week|weeks)"), "week"),
    (Pattern(f"{_TOP} [2|3|4|5|6|10|two|three|four|five|six|ten] [listening|music] (season|seasons)"), "season"),
]
_DAY_OF_WEEK = Pattern("(day of the week|days of the week|weekday|weekdays|week day|day of week)")
_WHICH_DAY = Pattern("(which|what|on which|on what) (day|days)")
_WHICH_WEEKDAY = Pattern("(which|what|favourite|busiest|top|best) (weekday|week day|weekdays)")
_WITHIN = Pattern(
    "(in|on|within|during|over|inside) (a single|one single|a|one|the same|any one|just one|any single|a given) (day|week|month|year)"
)
_MOST = Pattern("(most|most often|the most|record|biggest)")
_LEAST = Pattern(
    "(least|fewest|rarely|lowest|smallest|shortest|hardly ever|least often|quietest|seldom|most rarely|least active|emptiest|weakest|slowest|lightest|worst)"
)
_AT_LEAST = Pattern("at least")
_LESS = Pattern("(less|fewer|less often)")
_ONCE = Pattern("(only|just|exactly|no more than|not more than) (once|one time|a single time|one single time)")
_TWICE = Pattern("(more than|over) (once|one time)")
_LOW: dict[tuple[str, ...], int] = {
    ("more", "than"): 1,
    ("over",): 1,
    ("above",): 1,
    ("at", "least"): 0,
    ("minimum",): 0,
    ("exactly",): 0,
}
_HIGH: dict[tuple[str, ...], int] = {
    ("fewer", "than"): -1, ("less", "than"): -1, ("under",): -1, ("below",): -1, ("at", "most"): 0, ("up", "to"): 0,
    ("maximum",): 0, ("exactly",): 0, ("no", "more", "than"): 0,
}  # fmt: skip
"""What stands before a number of plays, and what it adds to the bound."""
_TIMES = wordset("times plays listens streams time")
_SHARE = Pattern(
    """
    (what share|which share|what percentage|what percent|what proportion|what fraction|what part|which part|what portion|
    how big a part|how big a share|how large a share|how large a part|how big is the share|what ratio|share|percentage|
    percent|proportion|fraction|how much) [of] [all] (of my|of all my|of the|of all|of my total|my|of) [{when}]
    (listening|plays|music|listening time|time|streams|playtime|listens|songs|tracks|minutes|hours|history|listening history)
    """
)
_SHARE_MINUTES = Pattern("(listening time|time|minutes|hours|playtime)")
_NEGLECTED = Pattern(
    """
    (not|havent|have not|hasnt|didnt) [i|been] [{verb}] [for|in] (the longest|longest) [time|while|period]
    """
)
_STREAK = Pattern(
    """
    (streak|streaks|days in a row|consecutive days|days running|days on end|days straight|straight days|
    run of days|unbroken run|in a row|back to back days|days back to back|every single day in a row)
    """
)
_GAP = Pattern(
    """
    (longest gap|longest break|longest pause|longest silence|longest dry spell|biggest gap|biggest break|longest stretch without|
    longest time without|longest period without|longest i went without|longest ive gone without|longest i have gone without|
    longest time i went without|longest time ive gone without|longest i have been without|longest ive been without|
    longest i have ever gone without|longest ive ever gone without|longest i ever went without|days without|
    longest stretch i went without|longest period i went without|how long did i go without|how long have i gone without|longest absence)
    """
)
_WITHOUT = Pattern(
    "(without|with no) [any|listening to|playing|hearing|listening to any|playing any|hearing any|a single] [music|song|songs|play|plays|anything|listening]"
)
_SKIPPED_SHARE = Pattern(
    "(percentage|percent|share|proportion|fraction|how many percent|what part|portion) [{what}] (do i skip|did i skip|have i skipped|i skip|i skipped|skipped)"
)
_CHANGE = Pattern(
    """
    (how|in what way) (has|have|did|does|do|is) {what} (change|changed|evolve|evolved|develop|developed|shift|shifted|vary|
    varied|grow|grown|changing|evolving|progressed|progress|look over)
    """
)
_TREND = Pattern(
    "(gone up|gone down|go up|go down|up or down|going up|going down|went up|went down|increased|decreased|increasing|decreasing|improved|trend|trends|trending|got better|got worse)"
)
_GROWTH = Pattern(
    "(grew|grown|rose|risen|climbed|climb|increased|gained|gain|went up|shot up|rise|improved) [the] [most]"
)
_DECLINE = Pattern(
    "(fell|fallen|dropped|drop|declined|decline|decreased|lost|went down|shrank|sank|fade|faded) [the] [most]"
)
_SILENT_DAYS = Pattern("(how many|number of|on how many) days {when} (not|without|no|nothing|didnt|never)")
_SILENT_DAYS_SHORT = Pattern(
    "(how many|number of|on how many) (days) (without|with no|did i not|didnt i|have i not|was i silent|i didnt|that i didnt)"
)
_MOST_AT_ALL = Pattern(
    "(most|fewest|least) [music|songs|tracks|tunes|plays|minutes|hours] (i|ive|i have) [ever|have] [ever] [listened|listen|played|heard|streamed|play]"
)
_SESSIONS = Pattern("(session|sessions|sitting|sittings|listening session)")
_LONGEST = Pattern("(longest|biggest|shortest|longest ever|most plays|the most songs)")


def read_amounts(draft: Draft) -> None:
    """The refinements that say how things are counted; `measure:` and `subject:` signs where they say so too."""
    for read in (_runs, _skipped_share, _share, _bounds, _within, _which, _distinct_and_groups, _growth, _change):
        read(draft)
    _order(draft)


def asks_of_runs(bare: Bare) -> bool:
    """Whether the sentence is about days in a row, or days without: a question whoever its subject is."""
    return bool(_GAP.search(bare) or (_STREAK.search(bare) and set(bare.words) & {"my", "i", "ive", "longest"}))


def _runs(draft: Draft) -> None:
    if draft.says(_SILENT_DAYS) or draft.says(_SILENT_DAYS_SHORT):
        draft.more.distinct = True
        draft.found(_WITHOUT)
        draft.reading.signs.update({"measure:gap", "subject:days"})
    elif draft.says(_GAP):
        draft.found(_WITHOUT)
        draft.reading.signs.update({"measure:gap", "subject:days"})
    elif draft.says(_STREAK):
        draft.reading.signs.update({"measure:streak", "subject:days"})


def _skipped_share(draft: Draft) -> None:
    if draft.says(_SKIPPED_SHARE):
        draft.reading.signs.update({"subject:skips", "measure:skips"})


def _change(draft: Draft) -> None:
    """`how did my listening change`: month by month within about a year, else by year."""
    if (
        draft.more.versus
        or not (draft.says(_CHANGE) or draft.says(_TREND))
        or draft.more.given & {"by", "per", "distinct"}
    ):
        return
    days = [(period.last - period.first).days for period, _ in draft.periods if period.first and period.last]
    draft.more.by = "month" if days and max(days) < _LONGEST_BY_MONTH else "year"


def _growth(draft: Draft) -> None:
    """`which artists grew the most from 2020 to 2021`: the last of the years against the first."""
    spans = [period for period, _ in draft.periods if period.first and period.last]
    if len(spans) != 1 or not (spans[0].first and spans[0].last and spans[0].last.year > spans[0].first.year):
        return
    grown, fallen = draft.says(_GROWTH), draft.says(_DECLINE)
    if grown or fallen:
        first, last = spans[0].first.year, spans[0].last.year
        draft.periods.clear()
        draft.more.versus = [Side(from_=date(year, 1, 1), to=date(year, 12, 31)) for year in (last, first)]
        draft.more.order = "least" if fallen and not grown else None


def _share(draft: Draft) -> None:
    found = _SHARE.search(draft.bare)
    if found and not {"skip", "skips", "skipped"} & set(draft.bare.words):
        draft.found(_SHARE)
        draft.reading.signs.add("share")
        if _SHARE_MINUTES.search(draft.bare) and draft.reading.sentence.word(found.end - 1) in {
            "time",
            "minutes",
            "hours",
            "playtime",
        }:
            draft.reading.signs.add("measure:minutes")


def _bounds(draft: Draft) -> None:
    """`only once`, `more than 50 times`, `at least 10 plays`, `100 times or more`."""
    if draft.says(_TWICE):
        draft.more.at_least = 2
    elif draft.says(_ONCE):
        draft.more.at_most = 1
    for index in draft.bare.indices:
        number = number_at(draft.reading.sentence, index)
        if number and number[0] > 0 and draft.reading.sentence.free(index, number[1]):
            _bound(draft, index, *number)


def _bound(draft: Draft, index: int, number: int, after: int) -> None:
    words = draft.reading.sentence.words
    end = after + (words[after : after + 1] == ["+"])
    or_more = words[end : end + 2] == ["or", "more"]
    end += 2 * or_more
    if not set(words[end : end + 1]) & _TIMES:
        return
    end += 1
    or_more = or_more or end > after + 1 or words[end : end + 2] == ["or", "more"]
    low = next(
        (add for lead, add in _LOW.items() if tuple(words[index - len(lead) : index]) == lead), 0 if or_more else None
    )
    leads = sorted(_HIGH, key=len, reverse=True)
    high = next((_HIGH[lead] for lead in leads if tuple(words[max(0, index - len(lead)) : index]) == lead), None)
    if high is not None and low == 1:
        low = None  # `no more than`
    if low is None and high is None:
        return
    said = [lead for lead in (*_LOW, *_HIGH) if tuple(words[max(0, index - len(lead)) : index]) == lead]
    draft.take(index - max(map(len, said), default=0), end + 2 * (words[end : end + 2] == ["or", "more"]))
    draft.more.at_least = number + low if low is not None else None
    draft.more.at_most = number + high if high is not None else None


def _within(draft: Draft) -> None:
    found = _WITHIN.search(draft.bare)
    if not found or _AVERAGE_SAID.search(draft.bare):
        return
    if not _MOST.search(draft.bare) and not _LEAST.search(draft.bare):
        return
    draft.take(found.start, found.end)
    if draft.says(_MOST_AT_ALL):
        draft.reading.signs.add("subject:plays")
    spans: dict[str, Span] = {"day": "day", "week": "week", "month": "month", "year": "year"}
    draft.more.within = spans[draft.reading.sentence.word(found.end - 1)]


def _which(draft: Draft) -> None:
    """Which year, month, week, season had the most: the answer is a time."""
    if draft.more.within:
        return
    for pattern, bucket in _WHICH:
        if draft.says(pattern):
            draft.more.by = bucket
            draft.more.order = "least" if draft.says(_LEAST) else "most"
            draft.reading.signs.add("which time")
            return
    if _DAY_OF_WEEK.search(draft.bare) and not draft.weekdays:
        which = _WHICH_DAY.search(draft.bare) or _WHICH_WEEKDAY.search(draft.bare)
        draft.says(_DAY_OF_WEEK)
        draft.more.by = "weekday"
        draft.reading.signs.update({"which time", "subject:days"} if which else set())
    elif _WHICH_DAY.search(draft.bare) and draft.present and not draft.weekdays:
        draft.more.by = "weekday"
        draft.reading.signs.add("which time")


def _distinct_and_groups(draft: Draft) -> None:
    if draft.reading.signs & {"measure:streak", "measure:gap"}:
        return
    counted = draft.more.at_least or draft.more.at_most
    if any(pattern.search(draft.bare) for pattern in _DISTINCT) or (counted and _SONGS_COUNTED.search(draft.bare)):
        draft.more.distinct = True
    if "which time" in draft.reading.signs or draft.more.within:
        return
    average = bool(_AVERAGE_SAID.search(draft.bare))
    unit = _unit(draft, average=average)
    if unit:
        draft.more.per = unit
        draft.found(_AVERAGE)
        if unit != "session":
            return
    for pattern, bucket in _GROUPS:
        if draft.says(pattern):
            draft.more.by = bucket
            return


def _unit(draft: Draft, *, average: bool) -> Unit | None:
    """`a day`, `per week on average`, `in an average month`; `each day` only of how things are."""
    adverb = _ADVERB.search(draft.bare)
    if adverb and (average or draft.present):
        draft.take(adverb.start, adverb.end)
        return next(unit for word, unit in _ADVERBS.items() if word in draft.bare.words)
    for index in draft.bare.indices:
        word = draft.reading.sentence.word(index)
        before = draft.reading.sentence.word(index - 1)
        if word not in _UNITS or draft.reading.sentence.tokens[index].role not in {None, "frame"}:
            continue
        if (
            before in {"a", "an"}
            and (average or _UNITS[word] in {"day", "week", "month", "year", "session"})
            and draft.reading.sentence.word(index + 1) not in {"of", "ago"}
        ):
            return _taken_unit(draft, index, word)
        if before in {"per"} and (average or draft.present or _UNITS[word] in {"session", "track", "artist", "album"}):
            return _taken_unit(draft, index, word)
        if (
            before in {"each", "every"}
            and (average or (draft.present and _UNITS[word] in {"day", "week"}))
            and "top" not in draft.bare.words
        ):
            return _taken_unit(draft, index, word)
        if (
            before in {"average", "typical", "listening", "normal"}
            and average
            and _UNITS[word] not in {"track", "artist", "album"}
        ):
            return _taken_unit(draft, index, word)
    if average and draft.weekdays:
        return "day"
    if average and _SESSIONS.search(draft.bare):
        return "session"
    return None


def _taken_unit(draft: Draft, index: int, word: str) -> Unit:
    start = index - 1
    while draft.reading.sentence.word(start - 1) in {"in", "on", "a", "an", "average", "for", "typical", "during"}:
        start -= 1
    draft.take(max(start, 0), index + 1)
    return _UNITS[word]


def _order(draft: Draft) -> None:
    if draft.says(_NEGLECTED):
        draft.reading.signs.add("measure:last")
        draft.more.order = "least"
    elif not _AT_LEAST.search(draft.bare) and draft.says(_LEAST):
        draft.more.order = "least"
    elif _SESSIONS.search(draft.bare) and _LONGEST.search(draft.bare):
        draft.found(_LONGEST)
        draft.more.order = "most"
    elif _LESS.search(draft.bare) and ("or" in draft.bare.words or "than" in draft.bare.words):
        draft.found(_LESS)
        draft.more.order = "least"
