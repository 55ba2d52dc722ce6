"""When: dates, hours of the day, days of the week, months of every year."""

from __future__ import annotations

from echotune.chat.understand.dates import MONTHS, SEASONS, WEEKDAYS, period_at
from echotune.chat.understand.frames.asking.draft import Draft
from echotune.chat.understand.frames.hours import hours_at
from echotune.chat.understand.names import Cue
from echotune.chat.understand.patterns import Pattern
from echotune.chat.understand.phrases import table
from echotune.chat.understand.wish.by import title_by_artist
from echotune.chat.understand.wordset import wordset
from echotune.insights.ask.plan import HourRange, Weekday

DAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKDAYS, WEEKEND = list(DAYS[:5]), list(DAYS[5:])
FIRST_STREAMED_YEAR = 2006
"""Before there was anything to stream with: years before it are of release, not of listening."""
_GROUPS = table(
    {
        "weekdays": """
            weekdays | on weekdays | on a weekday | during the week | on working days | working days | workdays
            on workdays | on week days | week days | on work days | weekday | on school days
            """,
        "weekends": """
            weekends | at weekends | on weekends | at the weekend | on the weekend | on the weekends | at the weekends
            over the weekend | during weekends | during the weekend | every weekend | on a weekend | at a weekend
            weekend | each weekend | on weekend days
            """,
        "early": "at the start of the week | at the beginning of the week | early in the week | start of the week",
        "late": "at the end of the week | late in the week | end of the week | later in the week",
        "mid": "in the middle of the week | midweek | middle of the week",
    }
)  # fmt: skip
_DAYS_OF = {"weekdays": WORKDAYS, "weekends": WEEKEND, "early": DAYS[:2], "late": DAYS[3:5], "mid": DAYS[2:3]}
_REPEATED = wordset("every each a any an average typical")
_HABITUAL = Pattern("(usually|typically|generally|normally|in general|tend to|as a rule|always)")
_PARTS_OF_DAY = {"morning": (6, 11), "afternoon": (12, 17), "evening": (18, 23), "night": (18, 23)}
_PLURAL_SEASONS = {"springs": 3, "summers": 6, "autumns": 9, "falls": 9, "winters": 12}
_LEADING = wordset("in on at during every each the of for a any an all average typical")


def read_times(draft: Draft) -> None:
    """All of them, from left to right; what is taken is not read again."""
    index = 0
    while index < len(draft.reading.sentence):
        token = draft.reading.sentence.tokens[index]
        after = None
        if token.role is None and token.quote is None:
            after = _weekdays(draft, index) or _months(draft, index) or _hours(draft, index) or _period(draft, index)
        index = after or index + 1


def _start(draft: Draft, index: int) -> int:
    """Past the small words that may lead a time: `on`, `in the`, `every`."""
    start = index
    while draft.reading.sentence.word(start) in _LEADING and start < index + 3:
        start += 1
    return start


def _led_by(draft: Draft, index: int, start: int, leads: frozenset[str]) -> bool:
    return bool(leads & set(draft.reading.sentence.words[index:start]))


def _weekdays(draft: Draft, index: int) -> int | None:
    sentence = draft.reading.sentence
    group = _GROUPS.at(sentence, index)
    if group and not (group[1] - index == 1 and sentence.word(index) == "weekday" and _asked_which(draft, index)):
        if sentence.word(index - 1) in {"last", "this", "which", "by", "per"} or not sentence.free(index, group[1]):
            return None
        draft.weekdays.append(list(_DAYS_OF[group[0]]))
        return _part_of_day(draft, draft.reading.take(index, group[1], "weekdays"))
    start = _start(draft, index)
    word = sentence.word(start)
    plural = word.endswith("s") and word[:-1] in WEEKDAYS
    name = word[:-1] if plural else word
    if name not in WEEKDAYS or not sentence.free(index, start + 1):
        return None
    part = sentence.word(start + 1).rstrip("s") in _PARTS_OF_DAY
    repeated = plural or part or _led_by(draft, index, start, _REPEATED) or draft.present
    if not repeated or sentence.word(index - 1) in {"last", "this", "past"} or _dated(draft, start):
        return None
    _add_weekday(draft, index, DAYS[WEEKDAYS[name]])
    return _part_of_day(draft, draft.reading.take(index, start + 1, "weekdays"))


def _asked_which(draft: Draft, index: int) -> bool:
    return draft.reading.sentence.word(index - 1) in {
        "which",
        "what",
        "by",
        "per",
        "each",
        "every",
        "a",
        "of",
        "favourite",
    }


def _dated(draft: Draft, index: int) -> bool:
    """`Friday 13 March`: one day and no habit."""
    return draft.reading.sentence.word(index + 1).rstrip("stndrh").isdigit()


def _add_weekday(draft: Draft, index: int, day: Weekday) -> None:
    """`Fridays and Saturdays` are one set, `Fridays or Saturdays` two sides."""
    joined = draft.reading.sentence.word(index - 1) in {"and", "plus"} or draft.reading.sentence.tokens[index].comma
    if draft.weekdays and joined and draft.reading.sentence.tokens[index - 1].role in {None, "weekdays", "frame"}:
        draft.weekdays[-1].append(day)
        draft.take(index - 1, index)
    else:
        draft.weekdays.append([day])


def _part_of_day(draft: Draft, index: int) -> int:
    """`Monday mornings`, `on Friday nights`."""
    part = _PARTS_OF_DAY.get(draft.reading.sentence.word(index).rstrip("s"))
    if not part:
        return index
    draft.hours.append(HourRange(from_=part[0], to=part[1]))
    return draft.reading.take(index, index + 1, "hours")


def _months(draft: Draft, index: int) -> int | None:
    """`every summer`, `in the winters`, `each December`, `in the summer months`: months of any year."""
    sentence = draft.reading.sentence
    start = _start(draft, index)
    word, end = sentence.word(start), start + 1
    first = _PLURAL_SEASONS.get(word) or SEASONS.get(word)
    months = [(first + n - 1) % 12 + 1 for n in range(3)] if first else [MONTHS[word]] if word in MONTHS else None
    if not months or not sentence.free(index, end) or (word == "may" and start == index):
        return None
    of_months = sentence.word(end) in {"months", "time"} and bool(first)
    dated = sentence.word(end)[:4].isdigit() or (sentence.word(end) == "of" and sentence.word(end + 1)[:4].isdigit())
    sided = _beside(draft, index, end) and bool(first)
    habitual = (draft.present or bool(_HABITUAL.search(draft.bare))) and sentence.word(index) not in {
        "since",
        "last",
        "this",
    }
    part = sentence.word(end).endswith("s") and sentence.word(end)[:-1] in {*_PARTS_OF_DAY, "day", "weekend"}
    repeated = (
        word in _PLURAL_SEASONS
        or of_months
        or (part and bool(first))
        or _led_by(draft, index, start, wordset("every each"))
    )
    if (
        dated
        or sentence.word(index - 1) in {"last", "this", "since", "past", "before", "after"}
        or not (repeated or sided or habitual)
    ):
        return None
    draft.months.append(months)
    return draft.reading.take(index, end + of_months, "months")


def _beside(draft: Draft, index: int, end: int) -> bool:
    """`in summer or in winter`: seasons next to each other without a year."""
    words = draft.reading.sentence.words
    near = {*words[max(0, index - 4) : index], *words[end : end + 4]}
    return bool(near & {"or", "than", "versus", "vs"} and near & (SEASONS.keys() | _PLURAL_SEASONS.keys()))


def _hours(draft: Draft, index: int) -> int | None:
    sentence = draft.reading.sentence
    found = hours_at(sentence, index)
    titled = sentence.tokens[index].capital and draft.reading.names.known(index, Cue.NONE)
    if not found or titled or not sentence.free(index, found[1]):
        return None
    draft.hours.append(found[0])
    return draft.reading.take(index, found[1], "hours")


def _period(draft: Draft, index: int) -> int | None:
    reading = draft.reading
    found = period_at(reading.sentence, index, reading.today)
    if not found or not reading.sentence.free(index, found.end) or _names_it(draft, index, found.end):
        return None
    if found.last and found.last.year < FIRST_STREAMED_YEAR:
        return None
    draft.periods.append((found, index))
    return reading.take(index, found.end, "period")


def _names_it(draft: Draft, start: int, end: int) -> bool:
    """`1979` in "the song 1979" is a title; `90s` before a genre or a music noun is an era."""
    sentence = draft.reading.sentence
    word = sentence.word(start)
    if (word.isdigit() and sentence.word(start - 1) in {"song", "track", "album", "by"}) or title_by_artist(
        draft.reading, start
    ):
        return True
    return (
        word.endswith("s")
        and word[:-1].isdigit()
        and not sentence.breaks(end)
        and start > 0
        and sentence.word(start - 1) not in {"the", "in"}
    )
