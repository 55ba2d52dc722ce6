"""Hours of the day in a question: `after midnight`, `in the mornings`, `between 6 and 9 am`."""

from __future__ import annotations

from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.phrases import PhraseTable, phrases
from echotune.chat.understand.text import Sentence
from echotune.insights.ask.plan import HourRange

_NAMED = PhraseTable(
    {
        phrase: hours
        for hours, lines in {
            (0, 5): """
                after midnight | past midnight | in the middle of the night | at night | late at night
                in the night | during the night | nights | by night | in the small hours | in the wee hours
                at nighttime | at night time | night time | late night
                """,
            (6, 11): """
                in the morning | in the mornings | during the morning | mornings | every morning | each morning
                of a morning | morning | before noon | before midday | before lunch
                """,
            (12, 17): """
                in the afternoon | in the afternoons | during the afternoon | afternoons | every afternoon
                afternoon | after lunch
                """,
            (18, 23): """
                in the evening | in the evenings | during the evening | evenings | every evening | evening
                before midnight | after work | after dinner | after six in the evening
                """,
        }.items()
        for phrase in phrases(lines)
    }
)  # fmt: skip


def hours_at(sentence: Sentence, index: int) -> tuple[HourRange, int] | None:
    """The hours that the words at `index` name, and the index after them."""
    found = _NAMED.at(sentence, index)
    if found:
        return HourRange(from_=found[0][0], to=found[0][1]), found[1]
    word = sentence.word(index)
    if word in {"between", "from"}:
        return _between(sentence, index + 1)
    clock = _clock(sentence, index + 1)
    if not clock or word not in {"after", "before", "past", "at", "around"}:
        return None
    hour, end, said = clock
    if not said or (word == "before" and hour == 0):
        return None
    first, last = {"before": (0, hour - 1), "at": (hour, hour), "around": (hour, hour)}.get(word, (hour, 23))
    return HourRange(from_=first, to=last), end


def _between(sentence: Sentence, index: int) -> tuple[HourRange, int] | None:
    first = _clock(sentence, index)
    if not first or sentence.word(first[1]) not in {"and", "to", "until", "till"}:
        return None
    second = _clock(sentence, first[1] + 1)
    if not second or not (first[2] or second[2]):
        return None
    start, end = first[0], second[0]
    if not first[2] and second[2] and end >= 12 and start < 12 and start + 12 <= end:
        start += 12
    if end == 0 and start > 0:
        end = 23  # until midnight
    return HourRange(from_=start, to=end), second[1]


def _clock(sentence: Sentence, index: int) -> tuple[int, int, bool] | None:
    """An hour 0..23, the index after it, and whether am, pm or o'clock was said."""
    word = sentence.word(index)
    if word in {"noon", "midday"}:
        return 12, index + 1, True
    if word == "midnight":
        return 0, index + 1, True
    if word[:-2].isdigit() and word[-2:] in {"am", "pm"}:
        return _to_24(int(word[:-2][:3]), word[-2:]), index + 1, True
    if ":" in word:
        hour, suffix = int(word.split(":")[0]), sentence.word(index + 1)
        return (_to_24(hour, suffix), index + 2, True) if suffix in {"am", "pm"} else (hour % 24, index + 1, True)
    number = number_at(sentence, index)
    if not number or number[0] > 24:
        return None
    suffix = sentence.word(number[1])
    if suffix in {"am", "pm"}:
        return _to_24(number[0], suffix), number[1] + 1, True
    if suffix == "oclock":
        return number[0] % 24, number[1] + 1, True
    if sentence.words[number[1] : number[1] + 3] in (["in", "the", "evening"], ["in", "the", "afternoon"]):
        return _to_24(number[0], "pm"), number[1] + 3, True
    if sentence.words[number[1] : number[1] + 3] == ["in", "the", "morning"]:
        return _to_24(number[0], "am"), number[1] + 3, True
    return number[0] % 24, number[1], False


def _to_24(hour: int, suffix: str) -> int:
    return hour % 12 + (12 if suffix == "pm" else 0)
