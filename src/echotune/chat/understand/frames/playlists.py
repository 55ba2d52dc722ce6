"""Making playlists, saving answers as playlists, and changing playlists."""

from __future__ import annotations

from echotune.chat.understand.fillers import FILLERS
from echotune.chat.understand.frames.devices import device_at
from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.frames.playlist_names import find_naming, my_playlist, said_name
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wish.exclusions import read_items
from echotune.chat.understand.wordset import wordset

_SAVE_AS = Pattern(
    "^ (save|store|keep|export|remember|bookmark|archive|file) [{thing}] as [a|the|my] [new] [playlist] [called|named|titled]"
)
_SAVE = Pattern(
    "^ (save|store|keep|turn|convert|make|export|put|create|transform) [all] (this|these|those|it|them|that|this list|this mix|these songs|those songs|these tracks|the songs|the list|the answer|the result|the results|your suggestions|this selection|all of these|all of this|all of them|the above|everything|this answer|those|the last answer|this one|this set|these results) [songs|tracks|all|selection] (into|as|to|in|a|onto) [a|my] [new] (playlist|playlists|new playlist)"
)
_SAVE_ONLY = Pattern(
    "^ (save|store|keep) (this|these|it|them|those|this list|these songs|this mix|this selection|these tracks|all of these|all of them|the list|this answer|the answer|that list|this as is|this set|that) [list|mix|as a list|for later|please|all|somewhere] $"
)
_CREATE = Pattern(
    "(make|create|build|put together|start|generate|compile|set up|prepare|curate|assemble|need|want|give|design|compose|produce|craft|whip up|do|begin|come up with|draw up|have|get|creating|making|cook up|throw together|bring|find|construct|fix|id like|would like|love|new|knock up|mix|form|suggest|recommend|write|build up|establish|open|launch|initiate|make up) [me|us|up|for me|yourself|my friend] [a|an|another|the|my|one|us] [{kind}] (playlist|playlists|mixtape|play list)"
)
_BARE_PLAYLIST = Pattern("^ [a|an|one|another|new|a new] [{kind}] (playlist|mixtape) [{rest}] $")
_ADD = Pattern(
    "^ (add|put|throw|include|stick|drop|toss|insert|append|save|place|move|get|chuck|pop|copy|bring|i would like to add|i want to add|want|have|need) [in] {thing} (to|in|into|on|onto|in to|at the end of|on to|inside) {list} $"
)
_ADD_FIRST = Pattern("^ (to|in|into|on|for) [my|the|our] {list} (add|put|throw|include) {thing} $")
_ON_MINE = Pattern("^ {thing} (to|in|on|onto|into) (my|our|the) {list} (playlist|list|mixtape) $")
_REMOVE = Pattern(
    "^ (remove|delete|take|drop|get rid of|throw|cut|kick|erase|exclude|pull|strip|lose|clear|ditch|eliminate|take away|filter|weed|leave|purge|keep) {thing} (from|out of|off|off of|in|out from) {list} $"
)
_RENAME = Pattern("^ (rename|retitle|change the name of|change the title of|call|name) [{list}] (to|as|into) {name} $")
_DELETE = Pattern(
    "^ (delete|remove|erase|clear|empty|trash|throw away|get rid of|destroy|wipe|scrap|bin|drop) (my|the|this|that|our|playlist|a) {list} $"
)
_CHANGE = Pattern(
    "(make|update|refresh|change|edit|modify|reorder|sort|extend|shorten|tweak|adjust|expand|rearrange|reshuffle|improve|freshen up|clean up|trim|turn|revise|adapt|set|keep|shrink|grow|rework|lengthen|cut|reduce|spice up|liven up|mix up|tidy up|fix|calm down|slow down|speed up|double) [up] (my|the|this|that|our) [{list}] playlist"
)
_NO_LIST = wordset("mix it queue favourites likes that this")
_QUEUE_WORDS = frozenset({"queue", "que"})
_LIKED = wordset("favourites likes library liked loved favourite")
_NOT_A_KIND = wordset(
    "my the this that our play shuffle add put to in on into onto open show start listen playing it continue resume i you from"
)
_WEAK_VERBS = wordset("want have need get move place i save bring")
_EXISTING = frozenset({"my", "the", "our", "this", "that"})


def read_playlist(reading: Reading, bare: Bare) -> bool:
    """Fills `playlist` and takes the frame's words; the wish inside is left for the readers."""
    if set(bare.words) & _QUEUE_WORDS:
        return False
    return any(
        read(reading, bare)
        for read in (_save_as, _save, _rename, _add, _add_first, _remove, _delete, _create, _change)
    )  # fmt: skip


def _settle(reading: Reading, intent: str, name: str | None) -> bool:
    reading.request.intent = "playlist_create" if intent == "create" else "playlist_edit"
    reading.request.playlist = name
    return True


def _save_as(reading: Reading, bare: Bare) -> bool:
    found = _SAVE_AS.search(bare)
    if not found or found.end > len(reading.sentence):
        return False
    named = said_name(reading.sentence, found.end)
    words = reading.sentence.words[found.start : found.end]
    if named is None:
        reading.take(found.start, found.end, "frame")
        return "playlist" in words and _settle(reading, "create", None)
    reading.take(found.start, named[1], "frame")
    return _settle(reading, "create", named[0])


def _save(reading: Reading, bare: Bare) -> bool:
    found = _SAVE.search(bare) or _SAVE_ONLY.search(bare)
    if not found:
        return False
    naming = find_naming(reading.sentence)
    reading.take(found.start, found.end, "frame")
    if naming:
        reading.take(naming[1], naming[2], "frame")
    return _settle(reading, "create", naming[0] if naming else None)


def _create(reading: Reading, bare: Bare) -> bool:
    found = _CREATE.search(bare) or _BARE_PLAYLIST.search(bare)
    if not found:
        return False
    sentence = reading.sentence
    kind = found.slots.get("kind")
    if (kind and set(sentence.words[slice(*kind)]) & _NOT_A_KIND) or (
        kind and sentence.word(kind[0] - 1) in {"my", "our"}
    ):
        return False
    naming = find_naming(sentence)
    frame = [index for index in range(found.start, found.end) if not kind or not kind[0] <= index < kind[1]]
    if "rest" in found.slots:
        frame = [index for index in frame if index < found.slots["rest"][0]]
    for index in frame:
        reading.take(index, index + 1, "frame")
    if naming:
        reading.take(naming[1], naming[2], "frame")
        return _settle(reading, "create", naming[0])
    name = _name_before_noun(reading, kind) or _name_after_noun(
        reading, found.slots["rest"][0] if "rest" in found.slots else found.end
    )
    return _settle(reading, "create", name)


def _name_before_noun(reading: Reading, kind: tuple[int, int] | None) -> str | None:
    """`create the Night Bus playlist`: capitals that are neither a name nor a word of the lexicon."""
    sentence = reading.sentence
    if not kind or not all(
        sentence.tokens[index].capital or sentence.tokens[index].quote is not None for index in range(*kind)
    ):
        return None
    if sentence.tokens[kind[0]].quote is None and (LEXICON.at(sentence, kind[0]) or reading.names.known(kind[0], 0)):  # type: ignore[arg-type]
        return None
    reading.take(*kind, "frame")
    return sentence.written(*kind)


def _name_after_noun(reading: Reading, index: int) -> str | None:
    """`make a playlist "Gold"`, `create the playlist Night Bus`."""
    sentence = reading.sentence
    if index >= len(sentence):
        return None
    token = sentence.tokens[index]
    colon = sentence.text[sentence.tokens[index - 1].end : token.start].strip() == ":"
    if token.comma and not colon:
        return None
    if token.quote is None and not (colon and token.text[0].isupper()) and (not token.capital or token.word in FILLERS):
        return None
    named = said_name(sentence, index)
    if not named:
        return None
    reading.take(index, named[1], "frame")
    return named[0]


def _add(reading: Reading, bare: Bare) -> bool:
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
    return _settle(reading, "create" if new else "edit", named[0])


def _add_first(reading: Reading, bare: Bare) -> bool:
    """`to my Sad Songs playlist add Hurt`."""
    found = _ADD_FIRST.search(bare)
    if not found:
        return False
    sentence = reading.sentence
    start, end = found.slots["list"]
    with sentence.held(end, len(sentence)):
        named = my_playlist(sentence, start - (sentence.word(start - 1) in _EXISTING), bare=True)
    if not named or (sentence.word(found.start) == "for" and "playlist" not in bare.words):
        return False
    _take_around(reading, bare, *found.slots["thing"], len(sentence))
    _read_thing(reading, *found.slots["thing"])
    return _settle(reading, "edit", named[0])


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
    """`put X on my phone` is no playlist; `add X to Night Bus` is; other verbs need the word "playlist" or a capital."""
    sentence = reading.sentence
    if "playlist" in bare.words or "list" in bare.words or "mixtape" in bare.words:
        return True
    if name is None or sentence.word(bare.indices[0]) in _WEAK_VERBS:
        return False
    start = listed + (sentence.word(listed) in _EXISTING)
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


def _remove(reading: Reading, bare: Bare) -> bool:
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
    return _settle(reading, "edit", named[0])


def _capital_list(reading: Reading, listed: int) -> bool:
    start = listed + (reading.sentence.word(listed) in _EXISTING)
    token = reading.sentence.tokens[start] if start < len(reading.sentence) else None
    return bool(token and (token.capital or token.quote is not None))


def _rename(reading: Reading, bare: Bare) -> bool:
    found = _RENAME.search(bare)
    if not found or (reading.sentence.word(found.start) in {"call", "name"} and "playlist" not in bare.words):
        return False
    named = said_name(reading.sentence, found.slots["name"][0])
    old = my_playlist(reading.sentence, found.slots["list"][0], bare=True) if "list" in found.slots else None
    generic = (
        old is None or old[0] is None or old[0].casefold() in {"this", "it", "that", "this playlist", "the playlist"}
    )
    reading.take(0, len(reading.sentence), "frame")
    name = named[0] if named else None
    return _settle(reading, "edit", name if generic or old is None else old[0])


def _delete(reading: Reading, bare: Bare) -> bool:
    found = _DELETE.search(bare)
    if not found or "playlist" not in bare.words:
        return False
    start = found.slots["list"][0]
    determined = reading.sentence.word(start - 1) in _EXISTING | {"playlist"}
    named = my_playlist(reading.sentence, start - determined)
    if not named:
        return False
    reading.take(0, len(reading.sentence), "frame")
    return _settle(reading, "edit", named[0])


def _change(reading: Reading, bare: Bare) -> bool:
    found = _CHANGE.search(bare)
    if not found:
        return False
    verb_end = next(i for i in range(found.start, found.end) if reading.sentence.word(i) in _EXISTING)
    named = my_playlist(reading.sentence, verb_end)
    if not named:
        return False
    reading.take(found.start, named[1], "frame", "change")
    return _settle(reading, "edit", named[0])
