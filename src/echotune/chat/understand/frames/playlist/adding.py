"""Adding to a playlist: `add Hurt to my Sad Songs playlist`."""

from __future__ import annotations

from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.frames.playback.devices import device_at
from echotune.chat.understand.frames.playlist.settling import settle_playlist
from echotune.chat.understand.frames.playlist_names import my_playlist
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wordset import wordset

_ADD = Pattern(
    """
    ^ (add|put|throw|include|stick|drop|toss|insert|append|save|place|move|get|chuck|pop|copy|bring|
    i would like to add|i want to add|want|have|need) [in] {thing} (to|in|into|on|onto|in to|at the end of|on to|
    inside) {list} $
    """
)

_ADD_FIRST = Pattern("^ (to|in|into|on|for) [my|the|our] {list} (add|put|throw|include) {thing} $")

_ON_MINE = Pattern("^ {thing} (to|in|on|onto|into) (my|our|the) {list} (playlist|list|mixtape) $")

_NO_LIST = wordset("mix it queue favourites likes that this")

_WEAK_VERBS = wordset("want have need get move place i save bring")

EXISTING = frozenset({"my", "the", "our", "this", "that"})


def read_add(reading: Reading, bare: Bare) -> bool:
    """`add Hurt to my Sad Songs playlist`."""
    found = _ADD.search(bare) or _ON_MINE.search(bare)
    listed = _last_list(reading, bare, found.slots["thing"][0]) if found else None
    if not found or not listed:
        return False
    sentence = reading.sentence
    named = my_playlist(sentence, listed, bare=True)
    if not named or not _is_list(reading, bare, listed, named[0]):
        return False
    new = sentence.words[listed : listed + 2] in (["a", "new"], ["new", "playlist"])
    _take_around(reading, bare, found.slots["thing"][0], listed - 1, named[1])
    _read_thing(reading, found.slots["thing"][0], listed - 1)
    return settle_playlist(reading, "create" if new else "edit", named[0])


def read_add_first(reading: Reading, bare: Bare) -> bool:
    """`to my Sad Songs playlist add Hurt`."""
    found = _ADD_FIRST.search(bare)
    if not found:
        return False
    sentence = reading.sentence
    start, end = found.slots["list"]
    with sentence.held(end, len(sentence)):
        named = my_playlist(sentence, start - (sentence.word(start - 1) in EXISTING), bare=True)
    if not named or (sentence.word(found.start) == "for" and "playlist" not in bare.words):
        return False
    _take_around(reading, bare, *found.slots["thing"], len(sentence))
    _read_thing(reading, *found.slots["thing"])
    return settle_playlist(reading, "edit", named[0])


def _take_around(reading: Reading, bare: Bare, start: int, end: int, last: int) -> None:
    """Take the frame's words: all of the bare words before `last` but the thing itself."""
    for index in bare.indices:
        if index < last and not start <= index < end:
            reading.take(index, index + 1, "frame")


def _last_list(reading: Reading, bare: Bare, start: int) -> int | None:
    """The place of the playlist: after the last preposition that can open it, never inside a title."""
    sentence = reading.sentence
    quoted = {index for index in bare.indices if sentence.tokens[index].quote is not None}
    places = [
        i
        for i in bare.indices
        if i > start and sentence.word(i) in {"to", "in", "into", "on", "onto"} and i not in quoted
    ]
    mine = [i for i in places if sentence.word(i + 1) in {"my", "our", "playlist"}]
    towards = [i for i in places if sentence.word(i) in {"to", "into", "onto"}]
    for index in mine or towards[::-1] or places[::-1]:
        if index + 1 < len(sentence):
            return index + 1
    return None


def _is_list(reading: Reading, bare: Bare, listed: int, name: str | None) -> bool:
    """`put X on my phone` is no playlist, `add X to Night Bus` is; other verbs need "playlist" or a capital."""
    sentence = reading.sentence
    if "playlist" in bare.words or "list" in bare.words or "mixtape" in bare.words:
        return True
    if name is None or sentence.word(bare.indices[0]) in _WEAK_VERBS:
        return False
    start = listed + (sentence.word(listed) in EXISTING)
    if sentence.word(bare.indices[0]) in {"add", "append", "insert"}:
        return not (sentence.breaks(start + 1) and sentence.word(start) in _NO_LIST)
    if device_at(sentence, listed):
        return False
    into = sentence.word(listed - 1) in {"into", "onto"}
    return start < len(sentence) and (
        into or sentence.tokens[start].capital or sentence.tokens[start].quote is not None
    )


def _read_thing(reading: Reading, start: int, end: int) -> None:
    """Read what is to be added: a name, or a small wish of its own (`five upbeat songs`)."""
    sentence = reading.sentence
    if (
        start >= end
        or sentence.word(start) in {"some", "more", "a", "another", "something"}
        or number_at(sentence, start)
    ):
        return
    reading.expects = "track"
    with sentence.held(end, len(sentence)):
        read_object(reading, start, "track")
