"""The order in which the readers of a wish are asked at each place of a sentence. The first that understands wins."""

from __future__ import annotations

from collections.abc import Callable

from echotune.chat.understand.fillers import OPENERS
from echotune.chat.understand.names import Cue
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import reference_at
from echotune.chat.understand.wish.by import read_by, title_by_artist
from echotune.chat.understand.wish.clean import read_clean
from echotune.chat.understand.wish.direction import read_direction
from echotune.chat.understand.wish.era import read_era
from echotune.chat.understand.wish.exclusions import read_exclusion
from echotune.chat.understand.wish.kinds import read_kind_cued
from echotune.chat.understand.wish.language import read_language
from echotune.chat.understand.wish.modes import read_mode
from echotune.chat.understand.wish.order import read_order
from echotune.chat.understand.wish.quantity import read_count, read_duration
from echotune.chat.understand.wish.seeds import read_between, read_like, read_meeting
from echotune.chat.understand.wish.titles import cue_at, read_name
from echotune.chat.understand.wish.words import read_feeling, read_word

Reader = Callable[[Reading, int], int | None]
"""Looks at one token index; returns the index after what it understood and took, or None."""


def read_marked_name(reading: Reading, index: int) -> int | None:
    """A name in quotes, with capitals, or followed by "by": nothing else may claim its words."""
    token = reading.sentence.tokens[index]
    marked = (token.capital or token.quote is not None) and reading.names.known(index, Cue.NONE)
    opens = index == 0 or reading.sentence.breaks(index)
    cue = Cue.SLOT if opens else cue_at(reading, index)
    if token.quote is not None or marked or title_by_artist(reading, index, cue):
        return read_name(reading, index)
    return None


def read_misspelt_name(reading: Reading, index: int) -> int | None:
    """A strange word that is nearly a known name."""
    named = reading.names.nearly_known(index)
    if not named:
        return None
    reading.add_name(named)
    return reading.take(index, named.end, "name")


def read_reference(reading: Reading, index: int) -> int | None:
    """`this artist`, `the second one`: resolved later, against the last answer."""
    end = reference_at(reading.sentence, index)
    if not end or reading.sentence.word(index) == "here":
        return None
    return reading.take(index, end, "reference", *(["pointing"] if end - index > 1 else []))


def read_opener(reading: Reading, index: int) -> int | None:
    """`give me`, `put on`, `how about`: a wish begins here."""
    found = OPENERS.at(reading.sentence, index)
    return reading.take(index, found[1], "opener", "opener") if found else None


READERS: dict[str, Reader] = {
    "marked name": read_marked_name,
    "order": read_order,
    "language": read_language,
    "clean": read_clean,
    "mode": read_mode,
    "seed": read_like,
    "between": read_between,
    "meeting": read_meeting,
    "duration": read_duration,
    "era": read_era,
    "direction": read_direction,
    "exclusion": read_exclusion,
    "kind": read_kind_cued,
    "count": read_count,
    "by": read_by,
    "feeling": read_feeling,
    "name": read_name,
    "word": read_word,
    "opener": read_opener,
    "reference": read_reference,
    "misspelt name": read_misspelt_name,
}


def read_wish(reading: Reading) -> None:
    """Go through the sentence once, from left to right, and let the readers take what they understand."""
    index = 0
    while index < len(reading.sentence):
        if reading.sentence.tokens[index].role is not None:
            index += 1
            continue
        index = _read_at(reading, index) or index + 1


def _read_at(reading: Reading, index: int) -> int | None:
    return next((end for reader in READERS.values() if (end := reader(reading, index))), None)
