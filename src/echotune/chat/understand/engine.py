"""The language engine: text in, one `UnderstoodRequest` out. Pure and thread-safe.

The steps, each in its own file:

1. `text` cuts the sentence into tokens, `politeness` takes greetings and thanks;
2. `typos` repairs misspelt words that are no names;
3. the first of the `FRAMES` that fits says what kind of sentence it is and takes the words of its form;
4. `wish.readers` reads what is left, from left to right: names, genres, moods, eras, counts, exclusions ...;
5. `intents` settles recommend or refine where no frame did, `coverage` reports what was not understood.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from echotune.chat.understand.coverage import report_unparsed
from echotune.chat.understand.frames.feedback import read_feedback
from echotune.chat.understand.frames.help import read_help
from echotune.chat.understand.frames.insight import read_insight, settle_subject
from echotune.chat.understand.frames.mood import read_mood
from echotune.chat.understand.frames.playback.commands import read_playback
from echotune.chat.understand.frames.playback.now_playing import read_now_playing
from echotune.chat.understand.frames.playlist.sentences import read_playlist
from echotune.chat.understand.frames.search import read_search
from echotune.chat.understand.frames.smalltalk import read_foreign, read_smalltalk
from echotune.chat.understand.gazetteer import Gazetteer
from echotune.chat.understand.intents import settle_intent
from echotune.chat.understand.names import NameReader
from echotune.chat.understand.patterns import Bare
from echotune.chat.understand.politeness import mark_politeness
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.request import UnderstoodRequest
from echotune.chat.understand.text import read_sentence
from echotune.chat.understand.vocabulary import speller
from echotune.chat.understand.wish.readers import read_wish

Frame = Callable[[Reading, Bare], bool]
"""Looks at the whole bare sentence; True when it has claimed it."""

FRAMES: dict[str, Frame] = {
    "smalltalk": read_smalltalk,
    "help": read_help,
    "now playing": read_now_playing,
    "feedback": read_feedback,
    "playlist": read_playlist,
    "playback": read_playback,
    "mood": read_mood,
    "insight": read_insight,
    "search": read_search,
    "foreign": read_foreign,
}
"""In the order in which they are asked."""
NOT_ABOUT_MUSIC = frozenset({"smalltalk", "help", "foreign"})


class LanguageEngine:
    """Understands sentences against one listener's names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.understand("upbeet", datetime.min)  # builds the tables that are built on first use

    def understand(self, text: str, now: datetime) -> UnderstoodRequest:
        """Read one sentence. `now` is the listener's local time; only its date is used. Never raises on any text;
        what lies beyond 2,000 characters is not read."""
        sentence = read_sentence(text)
        names = NameReader(self.gazetteer, sentence)
        speller().repair(sentence, names.protects)
        mark_politeness(sentence)
        reading = Reading(sentence, names, now.date())
        bare = Bare(sentence)
        frame = next((name for name, read in FRAMES.items() if read(reading, bare)), None)
        if frame not in NOT_ABOUT_MUSIC:
            read_wish(reading)
        if frame is None:
            reading.request.intent = settle_intent(reading, bare)
        settle_subject(reading)
        report_unparsed(reading)
        return reading.request
