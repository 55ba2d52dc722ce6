"""Making playlists, and saving answers as playlists."""

from __future__ import annotations

from echotune.chat.understand.fillers import FILLERS
from echotune.chat.understand.frames.playlist.settling import settle_playlist
from echotune.chat.understand.frames.playlist_names import find_naming, said_name
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wordset import wordset

_SAVE_AS = Pattern(
    """
    ^ (save|store|keep|export|remember|bookmark|archive|file) [{thing}] as [a|the|my] [new] [playlist] [called|
    named|titled]
    """
)

_SAVE = Pattern(
    """
    ^ (save|store|keep|turn|convert|make|export|put|create|transform) [all] (this|these|those|it|them|that|
    this list|this mix|these songs|those songs|these tracks|the songs|the list|the answer|the result|the results|
    your suggestions|this selection|all of these|all of this|all of them|the above|everything|this answer|those|
    the last answer|this one|this set|these results) [songs|tracks|all|selection] (into|as|to|in|a|onto) [a|my]
    [new] (playlist|playlists|new playlist)
    """
)

_SAVE_ONLY = Pattern(
    """
    ^ (save|store|keep) (this|these|it|them|those|this list|these songs|this mix|this selection|these tracks|
    all of these|all of them|the list|this answer|the answer|that list|this as is|this set|that) [list|mix|
    as a list|for later|please|all|somewhere] $
    """
)

_CREATE = Pattern(
    """
    (make|create|build|put together|start|generate|compile|set up|prepare|curate|assemble|need|want|give|design|
    compose|produce|craft|whip up|do|begin|come up with|draw up|have|get|creating|making|cook up|throw together|
    bring|find|construct|fix|id like|would like|love|new|knock up|mix|form|suggest|recommend|write|build up|
    establish|open|launch|initiate|make up) [me|us|up|for me|yourself|my friend] [a|an|another|the|my|one|us]
    [{kind}] (playlist|playlists|mixtape|play list|tracklist|setlist|song list|list of songs|list of tracks|list of my)
    """
)

_BARE_PLAYLIST = Pattern("^ [a|an|one|another|new|a new] [{kind}] (playlist|mixtape) [{rest}] $")


_NOT_A_KIND = wordset(
    """
    my the this that our play shuffle add put to in on into onto open show start listen playing it continue resume i
    you from
    """
)


def read_save_as(reading: Reading, bare: Bare) -> bool:
    found = _SAVE_AS.search(bare)
    if not found or found.end > len(reading.sentence):
        return False
    named = said_name(reading.sentence, found.end)
    words = reading.sentence.words[found.start : found.end]
    if named is None:
        reading.take(found.start, found.end, "frame")
        return "playlist" in words and settle_playlist(reading, "create", None)
    reading.take(found.start, named[1], "frame")
    return settle_playlist(reading, "create", named[0])


def read_save(reading: Reading, bare: Bare) -> bool:
    found = _SAVE.search(bare) or _SAVE_ONLY.search(bare)
    if not found:
        return False
    naming = find_naming(reading.sentence)
    reading.take(found.start, found.end, "frame")
    if naming:
        reading.take(naming[1], naming[2], "frame")
    return settle_playlist(reading, "create", naming[0] if naming else None)


def read_create(reading: Reading, bare: Bare) -> bool:
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
        return settle_playlist(reading, "create", naming[0])
    name = _name_before_noun(reading, kind) or _name_after_noun(
        reading, found.slots["rest"][0] if "rest" in found.slots else found.end
    )
    return settle_playlist(reading, "create", name)


def _name_before_noun(reading: Reading, kind: tuple[int, int] | None) -> str | None:
    """`create the Night Bus playlist`: capitals that are neither a name nor a word of the lexicon."""
    sentence = reading.sentence
    if not kind or not all(
        sentence.tokens[index].capital or sentence.tokens[index].quote is not None for index in range(*kind)
    ):
        return None
    taken = LEXICON.at(sentence, kind[0]) or reading.names.known(kind[0], Cue.NONE)
    if sentence.tokens[kind[0]].quote is None and taken:
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
