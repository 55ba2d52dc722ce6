"""Adding to a playlist: `add Hurt to my Sad Songs playlist`."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.devices import device_at
from echotune.chat.understand.frames.playlist.settling import settle_playlist
from echotune.chat.understand.frames.playlist.things import read_thing
from echotune.chat.understand.frames.playlist_names import my_playlist
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

_HEARING = wordset("listen listening hear play start dance sing go switch shuffle")
_NO_LIST = wordset("mix it queue favourites likes that this")

_WEAK_VERBS = wordset("want have need get move place i save bring")

EXISTING = frozenset({"my", "the", "our", "this", "that"})


def read_add(reading: Reading, bare: Bare) -> bool:
    """`add Hurt to my Sad Songs playlist`."""
    found = _ADD.search(bare) or (None if set(bare.words[:1]) & _HEARING else _ON_MINE.search(bare))
    listed = _last_list(reading, bare, found.slots["thing"][0]) if found else None
    if not found or not listed:
        return False
    sentence = reading.sentence
    named = my_playlist(sentence, listed, bare=True)
    if not named or not _is_list(reading, bare, listed, named[0]):
        return False
    new = sentence.words[listed : listed + 2] in (["a", "new"], ["new", "playlist"])
    _take_around(reading, bare, found.slots["thing"][0], listed - 1, named[1])
    read_thing(reading, found.slots["thing"][0], listed - 1)
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
    read_thing(reading, *found.slots["thing"])
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
    mine = [
        i
        for i in places
        if sentence.word(i + 1) in {"my", "our", "playlist"} or sentence.words[i + 1 : i + 3] == ["the", "playlist"]
    ]
    towards = [i for i in places if sentence.word(i) in {"to", "into", "onto"}]
    for index in mine or towards[::-1] or places[::-1]:
        if index + 1 < len(sentence):
            return index + 1
    return None


def _is_list(reading: Reading, bare: Bare, listed: int, name: str | None) -> bool:
    """`put X on my phone` is no playlist, `add X to Night Bus` is; other verbs need "playlist" or a capital."""
    sentence = reading.sentence
    if _said_list(bare):
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


_NEEDS = Pattern(
    """
    ^ [my|the|our] {list} [playlist|list|mixtape] (needs|could use|could do with|should have|is missing|wants|lacks|deserves)
    [some|some more|a bit of|more] {thing} [in it|on it|added|added to it|too|as well] $
    """
)
_ADDED = Pattern(
    """
    ^ [want|have|get|need|can|could|should|let|like] {thing} (added|put|placed|included|to be added|be added|to go|
    should go|should be|belongs|go|be put|get added|inserted) (to|in|into|on|onto) {list} $
    """
)


def read_needs(reading: Reading, bare: Bare) -> bool:
    """`my Disco Forever playlist needs some Chic`, `I want Hurt added to my Sad Songs playlist`."""
    sentence = reading.sentence
    needs, added = _NEEDS.search(bare), _ADDED.search(bare)
    found = needs or added
    if not found:
        return False
    start = found.slots["list"][0]
    if needs:
        named = my_playlist(sentence, start - (sentence.word(start - 1) in EXISTING)) if _said_list(bare) else None
    else:
        marked = _said_list(bare) or sentence.tokens[start].capital or sentence.word(start) in {"my", "our"}
        named = my_playlist(sentence, start, bare=True) if marked else None
    if not named:
        return False
    first, last = found.slots["thing"]
    _take_around(reading, bare, first, last, len(sentence))
    read_thing(reading, first, last)
    return settle_playlist(reading, "edit", named[0])


def _said_list(bare: Bare) -> bool:
    return bool({"playlist", "list", "mixtape"} & set(bare.words))
