"""The lexicon as one table: a phrase of the closed classes -> what kind of word it is and its canonical form."""

from __future__ import annotations

from typing import Literal, NamedTuple

from echotune.chat.understand.fold import fold
from echotune.chat.understand.lexicon import activities, emoji, genres, instruments, moods
from echotune.chat.understand.phrases import PhraseTable, phrases

Kind = Literal["genre", "mood", "activity", "time", "instrument"]


class Meaning(NamedTuple):
    """A word of the closed classes."""

    kind: Kind
    value: str


class Sign(NamedTuple):
    """What an emoji stands for; kinds beside those of words are feedback, action and glue."""

    kind: str
    value: str


def _lexicon() -> dict[str, Meaning]:
    """Later lines win where a word belongs to two classes."""
    known: dict[str, Meaning] = {}
    for genre in phrases(genres.GENRES):
        known.setdefault(f"{fold(genre)}s", Meaning("genre", genre))
        known[fold(genre)] = Meaning("genre", genre)
    known |= {spelling: Meaning("genre", genre) for spelling, genre in genres.GENRE_SPELLINGS.items()}

    known |= {fold(mood): Meaning("mood", mood) for mood in phrases(moods.MOODS)}
    known |= {phrase: Meaning("mood", mood) for phrase, mood in moods.MOOD_PHRASES.items()}
    for instrument in phrases(instruments.INSTRUMENTS):
        known[instrument] = Meaning("instrument", instrument)
    known |= {phrase: Meaning("instrument", name) for phrase, name in instruments.INSTRUMENT_PHRASES.items()}
    for activity, lines in activities.ACTIVITIES.items():
        known |= {fold(phrase): Meaning("activity", activity) for phrase in phrases(lines)}
    for time, lines in activities.TIMES_OF_DAY.items():
        known |= {phrase: Meaning("time", time) for phrase in phrases(lines)}
    return known


LEXICON: PhraseTable[Meaning] = PhraseTable(_lexicon())
FEELINGS: PhraseTable[str] = PhraseTable(moods.FEELINGS)
EMOJI: dict[str, Sign] = {
    letter: Sign(kind, value) for (kind, value), letters in emoji.EMOJI.items() for letter in letters
}
