"""Taking out of a playlist, renaming, deleting and reshaping it."""

from __future__ import annotations

from echotune.chat.understand.frames.playlist.adding import EXISTING
from echotune.chat.understand.frames.playlist.settling import settle_playlist
from echotune.chat.understand.frames.playlist_names import my_playlist, said_name
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wish.exclusions import read_items

_REMOVE = Pattern(
    """
    ^ (remove|delete|take|drop|get rid of|throw|cut|kick|erase|exclude|pull|strip|lose|clear|ditch|eliminate|
    take away|filter|weed|leave|purge|keep) {thing} (from|out of|off|off of|in|out from) {list} $
    """
)

_RENAME = Pattern(
    """
    ^ (rename|retitle|change the name of|change the title of|call|name) [{list}] (to|as|into) {name} $
    """
)

_DELETE = Pattern(
    """
    ^ (delete|remove|erase|clear|empty|trash|throw away|get rid of|destroy|wipe|scrap|bin|drop) (my|the|this|that|
    our|playlist|a) {list} $
    """
)

_CHANGE = Pattern(
    """
    (make|update|refresh|change|edit|modify|reorder|sort|extend|shorten|tweak|adjust|expand|rearrange|reshuffle|
    improve|freshen up|clean up|trim|turn|revise|adapt|set|keep|shrink|grow|rework|lengthen|cut|reduce|spice up|
    liven up|mix up|tidy up|fix|calm down|slow down|speed up|double) [up] (my|the|this|that|our) [{list}] playlist
    """
)


def read_remove(reading: Reading, bare: Bare) -> bool:
    found = _REMOVE.search(bare)
    if not found or ("playlist" not in bare.words and not _capital_list(reading, found.slots["list"][0])):
        return False
    sentence = reading.sentence
    named = my_playlist(sentence, found.slots["list"][0], bare=True)
    if not named:
        return False
    thing = found.slots["thing"]
    for index in bare.indices:
        if not thing[0] <= index < thing[1]:
            reading.take(index, index + 1, "frame")
    read_items(reading, thing[0])
    return settle_playlist(reading, "edit", named[0])


def _capital_list(reading: Reading, listed: int) -> bool:
    start = listed + (reading.sentence.word(listed) in EXISTING)
    token = reading.sentence.tokens[start] if start < len(reading.sentence) else None
    return bool(token and (token.capital or token.quote is not None))


_CALL = Pattern(
    """
    ^ (call|name|title) (it|this|that|them|these|the playlist|this playlist|my playlist|that playlist) {name} $
    """
)


def read_rename(reading: Reading, bare: Bare) -> bool:
    found = _RENAME.search(bare)
    called = _CALL.search(bare)
    if called and not found:
        named = said_name(reading.sentence, called.slots["name"][0])
        reading.take(0, len(reading.sentence), "frame")
        return settle_playlist(reading, "edit", named[0] if named else None)
    if not found or (reading.sentence.word(found.start) in {"call", "name"} and "playlist" not in bare.words):
        return False
    named = said_name(reading.sentence, found.slots["name"][0])
    old = None
    if "list" in found.slots:
        with reading.sentence.held(found.slots["list"][1], len(reading.sentence)):
            old = my_playlist(reading.sentence, found.slots["list"][0], bare=True)
    generic = (
        old is None or old[0] is None or old[0].casefold() in {"this", "it", "that", "this playlist", "the playlist"}
    )
    reading.take(0, len(reading.sentence), "frame")
    name = named[0] if named else None
    return settle_playlist(reading, "edit", name if generic or old is None else old[0])


def read_delete(reading: Reading, bare: Bare) -> bool:
    found = _DELETE.search(bare)
    if not found or "playlist" not in bare.words:
        return False
    start = found.slots["list"][0]
    determined = reading.sentence.word(start - 1) in EXISTING | {"playlist"}
    named = my_playlist(reading.sentence, start - determined)
    if not named:
        return False
    reading.take(0, len(reading.sentence), "frame")
    return settle_playlist(reading, "edit", named[0])


def read_change(reading: Reading, bare: Bare) -> bool:
    found = _CHANGE.search(bare)
    if not found:
        return False
    verb_end = next(i for i in range(found.start, found.end) if reading.sentence.word(i) in EXISTING)
    named = my_playlist(reading.sentence, verb_end)
    if not named:
        return False
    reading.take(found.start, named[1], "frame", "change")
    return settle_playlist(reading, "edit", named[0])
