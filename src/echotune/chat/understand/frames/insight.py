"""Questions about one's own history: subject, measure, period, hours, limit."""

from __future__ import annotations

from echotune.chat.understand.dates import period_at
from echotune.chat.understand.frames.hours import hours_at
from echotune.chat.understand.frames.questions import kind_of_question
from echotune.chat.understand.names import Cue
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.phrases import PhraseTable, table
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.request import InsightQuestion
from echotune.chat.understand.wish.by import title_by_artist
from echotune.chat.understand.wordset import wordset
from echotune.insights.ask.plan import Measure, Subject

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
            biggest listening day | which date | what date | days did i | days do i | biggest day
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
        new tracks|new music|new genres|for the first time|new singers|did i find|new to me|never heard before|
        newly discovered|newly)
        """
    )),
    ("skips", Pattern("(skip|skipped|skipping|skips|skip rate|skipped the most|most skipped)")),
    ("first", Pattern(
        """
        (when did i first|first time|first listen|first play|first heard|first hear|first song|first track|
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
        (minutes|minute|hours|how long|much time|listening time|time spent|how much of my time|time did i|
        time have i|time listening|longest|time do i spend|amount of time|total time|playtime|play time|hours of|
        days of music)
        """
    )),
]  # fmt: skip
_AMOUNT_OF_TIME = Pattern("(minutes|minute|how long|much time|time spent|listening time|how many hours)")
_TOTALS = Pattern(
    """
    (how many|how much|how often|how long|number of|total|how frequently|total number of|amount of|how regularly|
    overall)
    """
)
_HOW_MANY_THINGS = Pattern(
    """
    (how many|number of|total number of) [different|distinct|unique|new|individual|separate|other] (artists|artist|
    albums|album|genres|genre|bands|band|singers|different songs|sessions|listening sessions|days|skips|
    different tracks|distinct songs|unique songs|unique tracks|distinct tracks|musicians|groups|records)
    """
)
_YEARS_OF_AN_ERA = 3
_BEFORE_NAMES = wordset("to of by play played hear heard skip skipped playing hearing discover discovered")
_FRAME_WORDS = wordset(
    """
    what which who whom whose when how did do have has was were am is are whats whos hows i me my ive im
    mine the a an of to in on at by for it that most least much many often long listen listened listening
    play played playing plays hear heard skip skipped skips skipping stream streamed streaming discover
    discovered discovering discoveries discovery spend spent time times minutes minute hours hour song songs
    track tracks tune tunes album albums artist artists band bands singer singers genre genres record
    records music show tell give list display name top favourite favourites best biggest number total
    overall all ever more than first last new stats statistics history day days week weekday session
    sessions rate longest average kind kinds type types sort sorts style styles get into start started
    usually mostly normally really actually been there and or with from during about frequently common
    popular recent recently latest earliest different distinct unique ago since one any so far single report
    summary habits trends insights wrapped review year binge binged frequent replayed repeat replay can you
    could see know count counts playcount percentage percent part busiest peak active go going had put
    enjoyed love loved like liked find found spending over across whole entire lifetime alltime always month
    months weeks years life exactly ones thing things something anything out sitting top5 top10 every hits
    ranking rank chart charts compare lots lot bit us data figures numbers sum account
    """
)


def read_insight(reading: Reading, bare: Bare) -> bool:
    """Fills the insight document and takes the words of the question; names and genres are left for the readers."""
    kind = kind_of_question(bare)
    if kind == "none":
        return False
    sentence = reading.sentence
    question = InsightQuestion(subject="tracks")
    has_period = _read_period(reading, question)
    has_hours = _read_hours(reading, question)
    if kind == "bounded" and not ((has_period and not _spans_an_era(question)) or has_hours):
        for token in sentence.tokens:
            token.role = token.role if token.role == "glue" else None
        return False
    question.limit = _read_limit(reading, bare)
    question.measure = _measure(bare)
    subject = _said_subject(reading, bare, question.measure)
    if subject == "hours" and question.measure == "minutes" and not _AMOUNT_OF_TIME.search(bare):
        question.measure = "plays"
    _take_frame(reading, bare)
    reading.signs.add(f"subject:{subject}" if subject else "subject:")
    if _TOTALS.search(bare):
        reading.signs.add("total")
    if _HOW_MANY_THINGS.search(bare):
        reading.signs.add("counts things")
    reading.request.insight = question
    reading.request.intent = "insight"
    return True


def _take_frame(reading: Reading, bare: Bare) -> None:
    """Take the words of the question, but not those of a title such as `In Rainbows`."""
    sentence, titled = reading.sentence, 0
    for index in bare.indices:
        token = sentence.tokens[index]
        if token.role is not None or index < titled:
            continue
        named = reading.names.known(index, Cue.SLOT if sentence.word(index - 1) in _BEFORE_NAMES else Cue.NONE)
        if named and named.end - index > 1:
            titled = named.end
        elif token.word in _FRAME_WORDS and token.quote is None and not token.capital:
            token.role = "frame"


def settle_subject(reading: Reading) -> None:
    """After the names are read: the subject is what was asked for, else the kind of the name, else a plain total."""
    request, question = reading.request, reading.request.insight
    if question is None:
        return
    said = next((sign[8:] for sign in reading.signs if sign.startswith("subject:")), "")
    total = "total" in reading.signs
    request.time_of_day, request.mode, request.count = None, None, None
    question.subject = _subject(reading, question, said, total)


def _subject(reading: Reading, question: InsightQuestion, said: str, total: bool) -> Subject:
    request = reading.request
    named: Subject | None = (
        "tracks" if request.tracks else "albums" if request.albums else "artists" if request.artists else None
    )
    if said in {"skips", "hours", "days", "sessions"}:
        return said  # type: ignore[return-value]
    if total or (question.measure in {"first", "last"} and named):
        if named:
            return named
        if "counts things" in reading.signs and said:
            return said  # type: ignore[return-value]
        if question.measure in {"first", "last", "discoveries"} and said:
            return said  # type: ignore[return-value]
        if request.genres and said not in {"tracks", "albums", "artists"}:
            return "genres"
        return "plays"
    if said:
        return said  # type: ignore[return-value]
    return named or ("genres" if len(request.genres) > 1 else "tracks")


def _read_period(reading: Reading, question: InsightQuestion) -> bool:
    sentence = reading.sentence
    index = 0
    found_any = False
    while index < len(sentence):
        found = (
            period_at(sentence, index, reading.today)
            if sentence.tokens[index].role is None and sentence.tokens[index].quote is None
            else None
        )
        if found and not _names_it(reading, index, found.end):
            question.from_, question.to = found.first, found.last
            index = reading.take(index, found.end, "period")
            found_any = True
        else:
            index += 1
    return found_any


def _spans_an_era(question: InsightQuestion) -> bool:
    """`my favourite songs of 2020` asks; `my favourite songs from the 90s` wants music of those years."""
    if not question.from_ or not question.to:
        return False
    return question.to.year - question.from_.year >= _YEARS_OF_AN_ERA


def _names_it(reading: Reading, start: int, end: int) -> bool:
    """`1979` in "the song 1979" is a title; `90s` before a genre or a music noun is an era."""
    sentence = reading.sentence
    word = sentence.word(start)
    if (word.isdigit() and sentence.word(start - 1) in {"song", "track", "album", "by"}) or title_by_artist(
        reading, start
    ):
        return True
    return (
        word.endswith("s")
        and word[:-1].isdigit()
        and not sentence.breaks(end)
        and start > 0
        and sentence.word(start - 1) not in {"the", "in"}
    )


def _read_hours(reading: Reading, question: InsightQuestion) -> bool:
    for index in range(len(reading.sentence)):
        found = hours_at(reading.sentence, index)
        titled = reading.sentence.tokens[index].capital and reading.names.known(index, Cue.NONE)
        if found and not titled and reading.sentence.free(index, found[1]):
            question.hours = found[0]
            reading.take(index, found[1], "hours")
            return True
    return False


def _read_limit(reading: Reading, bare: Bare) -> int | None:
    sentence = reading.sentence
    for index in bare.indices:
        number = number_at(sentence, index)
        if not number or not sentence.free(index, number[1]) or not 0 < number[0] <= 1000:
            continue
        before = sentence.word(index - 1)
        after = sentence.word(number[1])
        nouns = {
            "artists",
            "songs",
            "tracks",
            "albums",
            "genres",
            "bands",
            "tunes",
            "singers",
            "most",
            "favourite",
            "biggest",
            "top",
            "best",
            "records",
        }
        if before in {"top", "best", "biggest", "favourite"} or (after in nouns and before not in {"least"}):
            reading.take(index, number[1], "limit")
            return number[0]
    return None


def _measure(bare: Bare) -> Measure:
    return next((measure for measure, pattern in _MEASURES if pattern.search(bare)), "plays")


def _said_subject(reading: Reading, bare: Bare, measure: Measure) -> str:
    """The subject as said; of several the one that the question asks for comes first."""
    sentence = reading.sentence
    best = ""
    for index in bare.indices:
        found = _SUBJECTS.at(sentence, index)
        if found and not (best and found[0] not in {"hours", "days", "skips", "sessions"}):
            if found[0] == "days" and index > bare.indices[0] + 5:
                continue
            best = found[0]
            if best in {"hours", "days", "skips"}:
                break
    if not best and bare.words[0] == "when" and measure not in {"first", "last", "discoveries"}:
        return "hours"
    return best
