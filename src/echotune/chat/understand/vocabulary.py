"""All words that the engine knows from its own tables and patterns: right as they stand, and targets of repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from echotune.chat.understand import dates, fillers, meanings, politeness, references, wrapping
from echotune.chat.understand.frames import (
    feedback,
    help,
    hours,
    insight,
    mood,
    objects,
    playlist_names,
    questions,
    search,
    smalltalk,
)
from echotune.chat.understand.frames.asking import amounts, circumstances, sides, subjects, times
from echotune.chat.understand.frames.playback import (
    devices,
    now_playing,
    playing,
    queueing,
    seeking,
    transfer,
    transport,
    volume,
)
from echotune.chat.understand.frames.playlist import adding, changing, making, things
from echotune.chat.understand.patterns import Pattern
from echotune.chat.understand.phrases import PhraseTable
from echotune.chat.understand.typos import Speller
from echotune.chat.understand.wish import (
    by,
    clean,
    direction,
    era,
    exclusions,
    kinds,
    left_out,
    modes,
    order,
    quantity,
    seeds,
    titles,
    words,
)

_MODULES: tuple[ModuleType, ...] = (
    *(dates, fillers, meanings, politeness, references, wrapping),
    *(feedback, help, hours, insight, mood, objects, playlist_names, questions, search, smalltalk),
    *(amounts, circumstances, sides, subjects, times),
    *(devices, now_playing, playing, queueing, seeking, transfer, transport, volume),
    *(adding, changing, making, things),
    *(by, clean, direction, era, exclusions, kinds, left_out, modes, order, quantity, seeds, titles, words),
)


@cache
def known_words() -> frozenset[str]:
    """The single words of every table and pattern, and every closed set of words, of the modules above."""
    return frozenset(word for module in _MODULES for value in vars(module).values() for word in _words_of(value))


@cache
def speller() -> Speller:
    """The one speller; built once, on first use."""
    return Speller(known_words())


def _words_of(value: object) -> Iterator[str]:
    if isinstance(value, PhraseTable | Pattern):
        yield from value.words()
    elif isinstance(value, frozenset):
        yield from (word for word in value if isinstance(word, str))
    elif isinstance(value, list | tuple | dict):
        inner: Iterable[object] = value if not isinstance(value, dict) else (*value.keys(), *value.values())
        yield from (word for item in inner if not isinstance(item, str) for word in _words_of(item))
