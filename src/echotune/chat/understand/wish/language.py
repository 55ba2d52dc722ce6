"""The language of the singing: `in Spanish`, `French songs`."""

from __future__ import annotations

from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.lexicon.languages import LANGUAGES
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.reading import Reading


def read_language(reading: Reading, index: int) -> int | None:
    """Read a language after "in", or before a music noun, an adjective or a genre."""
    sentence = reading.sentence
    after_in = sentence.word(index) in {"in", "sung"} and sentence.word(index + 1) in LANGUAGES
    place = index + 1 if after_in else index
    if sentence.word(place) not in LANGUAGES:
        return None
    phrase = LEXICON.at(sentence, place)
    if phrase and phrase[1] > place + 1:
        return None
    following = LEXICON.at(sentence, place + 1)
    if not (
        after_in
        or sentence.word(place + 1) in MUSIC_NOUNS | {"language", "lyrics", "singing"}
        or (following and following[0].kind in {"genre", "mood"})
        or sentence.word(index - 1)
        in {"some", "something", "only", "sung", "all", "purely", "just", "singing", "anything"}
        or (sentence.breaks(index) and sentence.breaks(place + 1))
    ):
        return None
    reading.request.language = sentence.word(place)
    return reading.take(index, place + 1, "language")
