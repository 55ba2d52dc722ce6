"""What is to be added to a playlist: what plays, a name, a title that nobody knows, or a small wish of its own."""

from __future__ import annotations

from echotune.chat.understand.comparison import comparatives
from echotune.chat.understand.fillers import GENERIC, MUSIC_NOUNS, SONG_NOUNS
from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.lexicon.given_names import GIVEN_NAMES
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue, Named
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import reference_at
from echotune.chat.understand.wordset import wordset

_WISHFUL = wordset("some more another something anything few couple")
_ARTICLES = wordset("a an the this that another some")
_PARTS_OF_TITLES = wordset("a an the of in on and to for from with at or de la el y & n")
_LONGEST_PERSON = 3


def read_thing(reading: Reading, start: int, end: int) -> None:
    """Read what stands between the verb and the playlist; a small wish (`five upbeat songs`) is left for its readers."""
    sentence = reading.sentence
    while end > start and sentence.tokens[end - 1].role == "glue":
        end -= 1
    if start >= end or _song_of_artist(reading, start, end) or _is_wish(reading, start, end):
        return
    if _is_person(reading, start, end):
        reading.add_name(_unknown(reading, start, end))
        reading.take(start, end, "name")
        return
    saved, roles = reading.request.model_copy(deep=True), sentence.roles()
    known = reading.names.known(start, Cue.NAMED) is not None
    reading.expects = "track"
    with sentence.held(end, len(sentence)):
        read_object(reading, start, "track")
    complete = all(sentence.tokens[index].role is not None for index in range(start, end))
    if complete and (known or not _joined(reading, start, end)):
        return
    if _is_title(reading, start, end):
        reading.request = saved
        sentence.restore(roles)
        reading.add_name(_unknown(reading, start, end))
        reading.take(start, end, "name")


def _song_of_artist(reading: Reading, start: int, end: int) -> bool:
    """`a Norma Jean tune`, `the Proof album`: the artist stands before the noun."""
    sentence = reading.sentence
    last = sentence.word(end - 1)
    first = start + (sentence.word(start) in _ARTICLES)
    if reference_at(sentence, start):
        return False
    if last not in SONG_NOUNS | {"album", "ep", "record"} or first >= end - 1 or sentence.word(first) in GENERIC:
        return False
    if any(
        LEXICON.at(sentence, at) or comparatives().at(sentence, at) or number_at(sentence, at)
        for at in range(first, end)
    ):
        return False
    with sentence.held(end - 1, len(sentence)):
        named = reading.names.in_slot(first, Cue.NAMED, "artist")
    if not named or named.end != end - 1 or named.kind != "artist" or sentence.word(first) in MUSIC_NOUNS:
        return False
    reading.add_name(named)
    reading.take(start, end, "name")
    return True


def _is_wish(reading: Reading, start: int, end: int) -> bool:
    sentence = reading.sentence
    return (
        sentence.word(start) in _WISHFUL
        or (sentence.word(start) == "a" and any(sentence.word(at) in MUSIC_NOUNS for at in range(start, end)))
        or bool(number_at(sentence, start) and any(sentence.word(at) in SONG_NOUNS for at in range(start, end)))
    )


def _joined(reading: Reading, start: int, end: int) -> bool:
    """`Warm and Beautiful`: an "and" inside what nobody knows is part of one title."""
    sentence = reading.sentence
    joined = any(sentence.word(at) in {"and", "or"} for at in range(start + 1, end - 1))
    return joined and sentence.unbroken(start, end)


def _is_title(reading: Reading, start: int, end: int) -> bool:
    """Words in which nothing describes music and no clause ends; or every word with a capital."""
    sentence = reading.sentence
    tokens = sentence.tokens[start:end]
    if any(token.stop for token in tokens[1:]):
        return False
    if any(token.capital for token in tokens) and all(
        token.capital or token.word in _PARTS_OF_TITLES or token.text[0].isdigit() or token.text[0].isupper()
        for token in tokens
    ):
        return True
    if any(token.comma for token in tokens[1:]) or any(token.word in MUSIC_NOUNS | {"by", "it"} for token in tokens):
        return False
    return not (LEXICON.at(sentence, start) or comparatives().at(sentence, start) or number_at(sentence, start))


def _is_person(reading: Reading, start: int, end: int) -> bool:
    """`kirk hammett`: a given name in front of words that nobody knows; else a title is likelier."""
    sentence = reading.sentence
    words = sentence.words[start:end]
    return (
        words[0] in GIVEN_NAMES
        and 2 <= len(words) <= _LONGEST_PERSON
        and not set(words) & {"and", "by", "to", "from", "in"}
        and sentence.free(start, end)
        and reading.names.known(start, Cue.NAMED) is None
    )


def _unknown(reading: Reading, start: int, end: int) -> Named:
    kind: NameKind = "artist" if _is_person(reading, start, end) else "track"
    return Named(kind, reading.sentence.written(start, end), end, known=False)
