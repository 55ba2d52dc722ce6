"""Words of the lexicon and emoji: genres, moods, activities, instruments, times of day, languages."""

from __future__ import annotations

from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.fold import fold
from echotune.chat.understand.lexicon.activities import NOT_DURING
from echotune.chat.understand.lexicon.genres import NEED_SUPPORT
from echotune.chat.understand.meanings import EMOJI, FEELINGS, LEXICON, Meaning
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wordset import wordset

_SUPPORT_BEFORE = wordset(
    """
    some any more no play of and or like into only just good best old new deep uk pure classic without to
    hear between
    """
)
_NOT_DURING = flags(NOT_DURING)
_NOT_ACTIVITIES = flags("run out | in the car park | work on | does this work | that works | this works | it works")
_MUCH_OF_IT = wordset("heavy driven led based forward centred focused oriented")
_AM = flags(
    " | ".join(
        f"{who}{how}"
        for who in (
            "im",
            "i am",
            "i feel",
            "feeling",
            "im feeling",
            "i am feeling",
            "ive been feeling",
            "we are",
            "were feeling",
        )
        for how in (
            "",
            " so",
            " really",
            " a bit",
            " very",
            " pretty",
            " totally",
            " kinda",
            " quite",
            " feeling",
            " just",
        )
    )
)


def read_word(reading: Reading, index: int) -> int | None:
    """Read the longest phrase of the lexicon at `index`."""
    sentence = reading.sentence
    sign = EMOJI.get(sentence.word(index))
    if sign:
        if sign.kind in {"mood", "activity", "time", "instrument"}:
            reading.add_meaning(Meaning(sign.kind, sign.value))  # type: ignore[arg-type]
            return reading.take(index, index + 1, "word", "emoji")
        return reading.take(index, index + 1, "filler")
    over = _NOT_DURING.at(sentence, index)
    if over:
        return reading.take(index, over[1], "filler")
    found = LEXICON.at(sentence, index)
    if not found:
        return None
    meaning, end = found
    if meaning.value == "dance" and sentence.word(index - 1) in {"to", "lets", "me"} and sentence.breaks(end):
        meaning = Meaning("activity", "party")
    if meaning.kind == "genre" and meaning.value in NEED_SUPPORT and not _supported(reading, index, end):
        return None
    if meaning.value == "beats" and _follows_genre(reading, index):
        return reading.take(index, end, "filler")
    if _NOT_ACTIVITIES.at(sentence, index):
        return None
    if (
        meaning.kind == "mood"
        and sentence.word(end) == "with"
        and sentence.word(index - 1) in {"im", "am", "were", "are"}
    ):
        return reading.take(index, end, "filler")  # `I'm happy with that`
    said = sentence.written(index, end).casefold()
    if meaning.kind == "mood" and fold(said) == fold(meaning.value):
        meaning = Meaning("mood", said)  # `laid-back` or `laid back`, as said
    reading.add_meaning(meaning)
    if meaning.kind == "instrument" and _in_front(reading, end):
        reading.take(end, end + 1, "filler")
    return reading.take(index, end, "word", meaning.kind)


def read_feeling(reading: Reading, index: int) -> int | None:
    """`I'm wiped out and want something soft`: a feeling that a wish goes on from."""
    sentence = reading.sentence
    start = _AM.at(sentence, index)
    if not start:
        return None
    found = FEELINGS.at(sentence, start[1])
    word = LEXICON.at(sentence, start[1])
    if not found or (word and word[1] >= found[1]):
        return None
    after = sentence.word(found[1])
    if not (
        sentence.breaks(found[1]) or after in {"and", "so", "but", "today", "tonight", "right", "after", "because"}
    ):
        return None
    reading.add_meaning(Meaning("mood", found[0]))
    return reading.take(index, found[1], "word", "mood")


def _follows_genre(reading: Reading, index: int) -> bool:
    """`hip hop beats` is hip hop."""
    before = (LEXICON.at(reading.sentence, start) for start in range(max(0, index - 3), index))
    return not reading.sentence.breaks(index) and any(
        found and found[0].kind == "genre" and found[1] == index for found in before
    )


def _in_front(reading: Reading, index: int) -> bool:
    """`piano heavy`, `guitar-driven`: much of the instrument, no mood; but `bass, heavy metal`."""
    sentence = reading.sentence
    phrase = LEXICON.at(sentence, index)
    alone = phrase is None or phrase[1] == index + 1
    return sentence.word(index) in _MUCH_OF_IT and not sentence.breaks(index) and alone


def _supported(reading: Reading, index: int, end: int) -> bool:
    """A genre that is also a common word stands beside music, another genre, or alone in its clause."""
    sentence = reading.sentence
    following = LEXICON.at(sentence, end) if end < len(sentence) else None
    if sentence.word(end) in MUSIC_NOUNS or (following and following[0].kind in {"genre"}):
        return True
    before = sentence.word(index - 1)
    beside = index > 0 and sentence.tokens[index - 1].role in {"word", "era", "language", "count"}
    opens = sentence.breaks(index) or sentence.tokens[index - 1].role == "glue"
    return (before in _SUPPORT_BEFORE or beside or opens) and (
        sentence.breaks(end)
        or sentence.word(end)
        in {"for", "from", "and", "with", "but", "please", "by", "or", "to", "while", "without", "like", "that"}
    )
