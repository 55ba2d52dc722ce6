"""What is asked about and what is measured: artists or songs, plays or minutes, the first time or the last."""

from __future__ import annotations

from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.phrases import PhraseTable, table
from echotune.chat.understand.text import Sentence
from echotune.insights.ask.plan import Measure

_SUBJECTS: PhraseTable[str] = table(
    {
        "artists": """
            artist | artists | band | bands | singer | singers | musician | musicians | who | whom | rapper
            rappers | group | groups | act | acts | composer | composers | whos | djs | producers
            """,
        "tracks": """
            song | songs | track | tracks | tune | tunes | single | singles | banger | bangers | hit | hits | title
            titles
            """,
        "albums": "album | albums | record | records | lp | lps | eps",
        "genres": """
            genre | genres | kind of music | kinds of music | type of music | types of music | sort of music
            sorts of music | style of music | styles of music | style | styles | what music | kind of songs
            type of songs | musical genre | musical genres
            """,
        "sessions": """
            session | sessions | listening session | listening sessions | sitting | sittings | in one sitting
            in one go
            """,
        "hours": """
            hour of the day | hours of the day | time of day | times of day | time of the day | what hour
            what hours | which hour | which hours | at what time | what time | what times | at what hour
            when do i usually | when do i mostly | when do i normally | when do i listen | when do i play
            part of the day | when am i | busiest hour | busiest hours | peak hour | peak hours | which hour of
            most active hour | hour do i | when in the day | when during the day | times do i | time do i
            """,
        "days": """
            day of the week | days of the week | weekday | weekdays | which day | which days | what day | what days
            busiest day | busiest days | day do i | most active day | on which day | day did i
            biggest listening day | which date | what date | which dates | what dates | days on which | day on which | days when | days that i | on which dates | days did i | days do i | biggest day
            """,
        "skips": """
            skip rate | skipping rate | skip ratio | skip percentage | my skips | skipping habits
            how often do i skip | how much do i skip | how frequently do i skip | do i skip a lot | do i skip much
            did i skip a lot | did i skip much | percentage of songs do i skip | percentage of skips
            how often did i skip | how much did i skip | how often have i skipped | how often am i skipping
            """,
    }
)  # fmt: skip
_MEASURES: list[tuple[Measure, Pattern]] = [
    ("discoveries", Pattern(
        """
        (discover|discovered|discovering|discoveries|discovery|new artists|new songs|new bands|new albums|
        new tracks|new music|new genres|for the first time|new singers|did i find|i found|ive found|have i found|i find|new to me|never heard before|
        newly discovered|newly)
        """
    )),
    ("skips", Pattern("(skip|skipped|skipping|skips|skip rate|skipped the most|most skipped)")),
    ("first", Pattern(
        """
        (when did i first|since when|how long ago did i first|first time|first listen|first play|first heard|first hear|first song|first track|
        first artist|first album|first discover|first listened|first played|start listening|started listening|
        did i start|first ever|very first|earliest|first thing|first stream|begin listening|first start|
        first get into|get into|oldest|first band)
        """
    )),
    ("last", Pattern(
        """
        (when did i last|last time|last listen to|last play|last heard|last hear|last song|last track|last artist|
        last album|last listened|last played|most recent|most recently|latest song|latest play|last thing|
        when was the last|last stream|since i last|since i heard|since i played|since i listened|last band)
        """
    )),
    ("minutes", Pattern(
        """
        (minutes|minute|hours|how long|session length|length of my|much time|listening time|time spent|how much of my time|time did i|
        time have i|time listening|longest|time do i spend|amount of time|total time|playtime|play time|hours of|
        days of music)
        """
    )),
]  # fmt: skip
_TALKED_OF = frozenset({"hours", "days", "skips", "sessions"})


def measure_of(bare: Bare) -> Measure:
    return next((measure for measure, pattern in _MEASURES if pattern.search(bare)), "plays")


def subject_of(sentence: Sentence, bare: Bare, measure: Measure) -> str:
    """The subject as said; of several the one that the question asks for comes first. Empty when none is said."""
    best = ""
    for index in bare.indices:
        found = _SUBJECTS.at(sentence, index)
        if sentence.tokens[index].role == "frame" or (
            found and found[0] == "hours" and sentence.word(index - 1) == "many"
        ):
            continue  # taken for another part; `how many times do I` is no time of day
        if found and not (best and found[0] not in _TALKED_OF):
            if found[0] == "days" and index > bare.indices[0] + 5:
                continue
            best = found[0]
            if best in {"hours", "days", "skips"}:
                break
    if not best and bare.words[0] == "when" and measure not in {"first", "last", "discoveries"}:
        return "hours"
    return best


def thing_of(sentence: Sentence, bare: Bare) -> str:
    """The first of artists, songs, albums, genres that is said."""
    found = (_SUBJECTS.at(sentence, index) for index in bare.indices)
    return next((subject[0] for subject in found if subject and subject[0] not in _TALKED_OF), "")


STARTED = Pattern(
    "(started listening|began listening|start listening|begin listening|got into|get into|started playing|first discovered)"
)
