"""Music without explicit lyrics, and music without voices."""

from __future__ import annotations

from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence

_CLEAN = flags(
    """
    clean | clean version | clean versions | clean only | clean songs | clean music | clean lyrics
    clean songs only | keep it clean | keep things clean | keep everything clean | all clean | squeaky clean
    family friendly | family safe | kid friendly | kids friendly | child friendly | kid safe | child safe
    safe for work
    safe for kids | safe for children | safe for the kids | suitable for kids | suitable for children
    appropriate for kids | appropriate for children | ok for kids | okay for kids | ok for children | fine for kids
    sfw | pg | pg rated | radio edit | radio edits | radio friendly | radio safe | non explicit | nonexplicit
    explicit free | profanity free | swear free | clean language | not explicit | family appropriate
    with kids around | kids around | kids in the car | kids are listening | with kids in the car | work safe
    workplace safe | censored
    """
)

_INSTRUMENTAL = flags(
    """
    instrumental | instrumentals | instrumental only | instrumentals only | only instrumental | only instrumentals
    just instrumental | just instrumentals | purely instrumental | all instrumental | instrumental versions
    instrumental music | instrumental songs | instrumental tracks | fully instrumental | strictly instrumental
    wordless | vocal free | vocalfree | voiceless
    lyric free | lyricless | non vocal | nonvocal | nobody singing | no one singing | noone singing
    with nobody singing | where nobody sings | where no one sings | that has no vocals | free of vocals
    free of lyrics
    """
)


def clean_at(sentence: Sentence, index: int) -> bool:
    """Whether words for clean or instrumental music stand here, in small letters."""
    if index >= len(sentence) or sentence.tokens[index].capital or sentence.tokens[index].quote is not None:
        return False
    return bool(_CLEAN.at(sentence, index) or _INSTRUMENTAL.at(sentence, index))


def read_clean(reading: Reading, index: int) -> int | None:
    """`family friendly`, `clean`, `explicit` lyrics to leave out; `instrumental`."""
    sentence = reading.sentence
    found = _CLEAN.at(sentence, index)
    if found and not _means_housework(reading, index, found[1]):
        reading.request.exclude.explicit = True
        return reading.take(index, found[1], "explicit", "exclusion")
    found = _INSTRUMENTAL.at(sentence, index)
    if found:
        reading.bound("instrumentalness", least=0.5)
        positive = sentence.word(found[1] - 1) in MUSIC_NOUNS | {"instrumentals"} and sentence.word(index) not in {
            "only",
            "just",
        }
        return reading.take(index, found[1], "instrumental", "music" if positive else "instrumental")
    return None


def _means_housework(reading: Reading, index: int, end: int) -> bool:
    words = reading.sentence
    return end == index + 1 and words.word(index) == "clean" and words.word(index - 1) in {"i", "to", "we", "while"}
