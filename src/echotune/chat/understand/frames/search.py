"""`find Karma Police`, `search for songs by Nina Simone`, `look up the album Discovery`."""

from __future__ import annotations

from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wordset import wordset

_SURE = [
    Pattern(
        """
        ^ (search for|search|search up|look up|look for|lookup|search me|do a search for|run a search for|
        search my library for|search the library for|search the catalogue for|look through my library for|locate|
        search out|google|look it up|search in my library for|seach for|search through my library for|
        search spotify for|do a search on|search on) [me|my library for|the library for|for|up]
        """
    ),
    Pattern(
        """
        ^ (show me|show|list|get me|give me|play me) [all|all the|the|any|every] (songs|tracks|albums|artists|
        bands|song) (called|named|titled)
        """
    ),
    Pattern(
        """
        ^ (is there|do you have|have you got|do i have|are there|do you know) [a|an|any|the] (song called|
        song named|track called|album called|artist called|band called|song titled|songs called|song|track|album|
        artist|band|the song|the album|the track)
        """
    ),
]  # fmt: skip
_IN_LIBRARY = Pattern(
    "^ (is|are) [the] (song|track|album|artist|band) {name} [already] (in|on) (my|the|our) (library|collection|history|catalogue) $"
)
_TITLE_ONLY = Pattern("^ (do you have|have you got|do you know|do i have|is there|you got|got) ")
_MAYBE = Pattern(
    """
    ^ (find|find me|help me find|can you find|find us|where is|wheres|where can i find|bring up|pull up|try to find|
    please find|im trying to find|trying to find|i am trying to find|get me|show me) [the song called|
    the track called|for me|again]
    """
)
_ASKING = wordset("do have is you got")
_WISHFUL = wordset("some something anything like similar a an new more few")


def read_search(reading: Reading, bare: Bare) -> bool:
    """A search takes the verb; "find" is one only when a name follows it."""
    held = _IN_LIBRARY.search(bare)
    if held:
        start = held.slots["name"][0]
        kind = {"song": "track", "band": "artist"}.get(sentence_word := reading.sentence.word(start - 1), sentence_word)
        reading.take(held.start, start, "frame")
        with reading.sentence.held(held.slots["name"][1], len(reading.sentence)):
            return _settle(reading, start, kind)
    sure = first_match(_SURE, bare)
    found = sure or _MAYBE.search(bare) or _TITLE_ONLY.search(bare)
    if not found or found.end >= len(reading.sentence):
        return False
    sentence = reading.sentence
    verb = sentence.word(found.start)
    saved = reading.request.model_copy(deep=True)
    roles = sentence.roles()
    start = reading.take(found.start, found.end, "frame")
    while (
        start < len(sentence)
        and (sentence.tokens[start].role is not None or sentence.word(start) in {"for", "me", "that"})
        and sentence.tokens[start].quote is None
    ):
        start += 1
    if sure and verb in {"is", "do", "have", "are"}:
        return _settle(
            reading,
            start,
            "track"
            if sentence.word(start - 1).startswith(("song", "track"))
            else "album"
            if sentence.word(start - 1) == "album"
            else "artist",
        )
    if sure:
        return _settle(reading, start, None)
    wishful = any(sentence.word(index) in _WISHFUL for index in range(start, min(start + 2, len(sentence))))
    lexical = LEXICON.at(sentence, start)
    end = None if wishful or start >= len(sentence) else read_object(reading, start)
    titled = bool(reading.request.tracks or reading.request.albums)
    if end is not None and verb in _ASKING and not titled:
        end = None
    if end is not None and verb != "get" and verb != "show" and _complete(reading, end) and _named(reading):
        reading.request.intent = "search"
        return True
    reading.request = saved
    sentence.restore(roles)
    if (
        lexical
        and lexical[0].kind == "genre"
        and not wishful
        and sentence.breaks(lexical[1])
        and verb == "find"
        and sentence.word(found.end - 1) != "me"
    ):
        reading.take(found.start, found.end, "frame")
        reading.request.intent = "search"
        return True
    return False


def _settle(reading: Reading, start: int, want: str | None) -> bool:
    sentence = reading.sentence
    reading.request.intent = "search"
    lexical = LEXICON.at(sentence, start) if start < len(sentence) else None
    if start < len(sentence) and not (
        lexical
        and not sentence.tokens[start].capital
        and lexical[0].kind == "genre"
        and (sentence.breaks(lexical[1]) or lexical[1] < len(sentence))
    ):
        reading.expects = None
        read_object(reading, start, want)  # type: ignore[arg-type]
    return True


def _complete(reading: Reading, end: int) -> bool:
    tokens = reading.sentence.tokens[end:]
    return all(
        token.role is not None
        or token.word
        in {
            "in",
            "my",
            "library",
            "the",
            "for",
            "me",
            "now",
            "on",
            "spotify",
            "song",
            "songs",
            "track",
            "album",
            "again",
            "please",
            "s",
        }
        for token in tokens
    )


def _named(reading: Reading) -> bool:
    request = reading.request
    return bool(request.artists or request.tracks or request.albums)
