"""Questions about one's own history: the frame of the sentence, and what its parts add up to.

The parts are read in `asking`: when, on what, how counted, against what. What is left here is the subject, the limit and
the words of the question itself.
"""

from __future__ import annotations

from echotune.chat.understand.frames.asking.amounts import asks_of_runs, read_amounts
from echotune.chat.understand.frames.asking.circumstances import read_circumstances
from echotune.chat.understand.frames.asking.draft import Draft
from echotune.chat.understand.frames.asking.evidence import may_ask, speaks_of_the_record
from echotune.chat.understand.frames.asking.sides import read_sides
from echotune.chat.understand.frames.asking.subjects import STARTED, measure_of, subject_of, thing_of
from echotune.chat.understand.frames.asking.times import read_times
from echotune.chat.understand.frames.questions import kind_of_question
from echotune.chat.understand.names import Cue
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.request import InsightQuestion
from echotune.chat.understand.wordset import wordset
from echotune.insights.ask.plan import FLAGS, Bucket, Measure, Refinement, Share, Subject

_AMOUNT_OF_TIME = Pattern("(minutes|minute|how long|much time|time spent|listening time|how many hours)")
_TOTALS = Pattern(
    """
    (how many|how much|how often|how long|number of|total|how frequently|total number of|amount of|how regularly|
    overall)
    """
)
_OVER_ALL = Pattern("(overall|in total)")
_AMOUNTS = Pattern("(how many|how much|how often|how long|number of|how frequently|amount of|how regularly)")
_RANKED = Pattern("(top|most|least|favourite|favourites|biggest|best)")
_HOW_MANY_THINGS = Pattern(
    """
    (how many|number of|total number of) [different|distinct|unique|new|individual|separate|other] (artists|artist|
    albums|album|genres|genre|bands|band|singers|different songs|sessions|listening sessions|days|skips|
    different tracks|distinct songs|unique songs|unique tracks|distinct tracks|musicians|groups|records)
    """
)
_YEARS_OF_AN_ERA = 3
_SUMMED = {"versus", "by", "per", "share"}
"""Refinements that speak of sums, where no artists or songs are asked for."""
_BETWEEN_NAMES = wordset("or vs versus compared against than to with and")
_WHICH = Pattern("(which|what|whose|who|top|favourite) [{n}] (songs|song|tracks|track|tunes|tune)")
_LAST_PLAYED = Pattern("(play|played|hear|heard|listen to|listened to|streamed) (last|first)")
_TIMES: dict[str, Bucket] = {"hours": "hour", "days": "day"}
_TIME_ROLES = {"hours", "weekdays", "months"}
_FORM_ROLES = _TIME_ROLES | {"frame", "glue", "filler", "period", "limit", "unparsed"}
_TURNING = wordset("not never didnt dont doesnt havent hadnt hasnt wasnt isnt arent decade decades both")
_RATE = Pattern("[by] (skip rate|skipping rate|skip ratio|skip percentage|skip rates)")
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
    bigger larger greater true dominated ruled topped grew rose soundtracked terms plot graph chart charted differ differs difference different got from length enjoyed love loved like liked find found spending over across whole entire lifetime alltime always month
    months weeks years life exactly ones thing things something anything out sitting top5 top10 every hits
    ranking rank chart charts compare lots lot bit us data figures numbers sum account highest happens happen happened changed change develop
    developed evolve evolved look looks spread falls fall altogether each go goes curious wondering dates date
    """
)


def read_insight(reading: Reading, bare: Bare) -> bool:
    """Fills the insight document and its plan, and takes the words of the question; names and genres are left for the
    readers."""
    kind = "sure" if asks_of_runs(bare) else kind_of_question(bare)
    if kind == "none" and not may_ask(bare):
        return False
    question, draft = InsightQuestion(subject="tracks"), Draft(reading, bare)
    signs = set(reading.signs)
    read_times(draft)
    asks = kind == "sure" or (kind == "bounded" and (_bounded(draft) or bool(draft.hours)))
    read_circumstances(draft)
    read_amounts(draft)
    read_sides(draft, question)
    if not asks and not speaks_of_the_record(draft):
        reading.signs = signs
        for token in reading.sentence.tokens:
            token.role = token.role if token.role == "glue" else None
        return False
    question.limit = _read_limit(reading, bare)
    question.measure = _measure(reading, bare)
    if question.measure in {"first", "last"} and "which time" in reading.signs:
        draft.more.by, draft.more.order = None, None  # `in what month did I first play X` asks for a day
    subject = next((sign[8:] for sign in reading.signs if sign.startswith("subject:")), "")
    subject = subject or subject_of(reading.sentence, bare, question.measure)
    if subject == "hours" and question.measure in {"first", "last"}:
        subject = ""  # `since when`
    rate = _RATE.search(bare)
    if rate:
        reading.take(rate.start, rate.end, "frame")
    if subject == "skips" and rate and (thing := thing_of(reading.sentence, bare)):
        subject, question.measure = thing, "skip_rate"
    if _WHICH.search(bare):
        reading.signs.add("asks which")
    if subject == "hours" and question.measure == "minutes" and not _AMOUNT_OF_TIME.search(bare):
        question.measure = "plays"
    if subject in _TIMES and question.measure == "discoveries" and (thing := thing_of(reading.sentence, bare)):
        subject, draft.more.by, draft.more.order = thing, draft.more.by or _TIMES[subject], draft.more.order or "most"
        draft.more.distinct = True
    _take_frame(reading, bare)
    _keep_what_changes_the_meaning(reading)
    reading.signs.add(f"subject:{subject}" if subject else "subject:")
    if _TOTALS.search(bare) and not _ranks_over_all(reading, bare):
        reading.signs.add("total")
    if _HOW_MANY_THINGS.search(bare):
        reading.signs.add("counts things")
    reading.request.insight, reading.request.plan = question, draft.more
    reading.request.intent = "insight"
    return True


def _ranks_over_all(reading: Reading, bare: Bare) -> bool:
    """`my top 10 artists overall` asks for artists of all times, not for a sum."""
    ranked = _OVER_ALL.search(bare) and _RANKED.search(bare) and not _AMOUNTS.search(bare)
    return bool(ranked and thing_of(reading.sentence, bare))


def _keep_what_changes_the_meaning(reading: Reading) -> None:
    """Small words that nobody took, and without which the question would be another: they count as not understood."""
    for token in reading.sentence.tokens:
        if token.role is None and token.quote is None and not token.capital and token.word in _TURNING:
            token.role = "unparsed"


def _bounded(draft: Draft) -> bool:
    """`my favourite songs of 2020` asks; `my favourite songs from the 90s` wants music of those years."""
    return any(
        not (period.first and period.last and period.last.year - period.first.year >= _YEARS_OF_AN_ERA)
        for period, _ in draft.periods
    )


def _measure(reading: Reading, bare: Bare) -> Measure:
    said = next((sign[8:] for sign in reading.signs if sign.startswith("measure:")), "")
    if STARTED.search(bare) and bare.words[0] != "when" and thing_of(reading.sentence, bare):
        said = said or "discoveries"  # `artists I only started listening to in 2020`
    named_last = _LAST_PLAYED.search(bare)
    if named_last and reading.sentence.tokens[named_last.end - 1].role != "period":
        said = said or reading.sentence.word(named_last.end - 1)
    return said or measure_of(bare)  # type: ignore[return-value]


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
    plan = request.plan or Refinement()
    request.time_of_day, request.mode, request.count = None, None, None
    if "share" in reading.signs:
        plan.share = _share(reading, question, plan)
    said = next((sign[8:] for sign in reading.signs if sign.startswith("subject:")), "")
    _several(reading)
    question.subject = _subject(reading, question, plan, said)
    request.plan = plan if plan.given else None


def _share(reading: Reading, question: InsightQuestion, plan: Refinement) -> Share | None:
    """Of what is named, else of the hours and days that were said; of both, the one said later is the part."""
    request = reading.request
    named = request.artists or request.tracks or request.albums or request.genres or request.era
    timed = question.hours or plan.weekdays or plan.months
    if named and timed:
        roles = [token.role for token in reading.sentence.tokens]
        first_time = next((at for at, role in enumerate(roles) if role in _TIME_ROLES), 0)
        first_name = next((at for at, role in enumerate(roles) if role and role not in _FORM_ROLES), len(roles))
        return "names" if first_time < first_name else "times"
    if named or plan.given & FLAGS:
        return "names"
    return "times" if timed else None


def _subject(reading: Reading, question: InsightQuestion, plan: Refinement, said: str) -> Subject:
    named = _named(reading)
    if said == "skips" and _several(reading):
        question.measure = "skip_rate"  # of each of them
        return named or "genres"
    if said in {"skips", "hours", "days", "sessions"} or (said and plan.distinct):
        return said  # type: ignore[return-value]
    which = reading.sentence.word(0) in {"what", "whats", "which"}
    if said and which and question.measure in {"first", "last"}:
        return said  # type: ignore[return-value]
    total = "total" in reading.signs
    if total or (question.measure in {"first", "last"} and named):
        return named or _of_a_total(reading, question, said)
    if said and not (said == "tracks" and plan.given & _SUMMED and reading.signs.isdisjoint({"asks which"})):
        return said  # type: ignore[return-value]
    if named:
        return named
    yes_or_no = reading.sentence.word(0) in {"did", "have", "do"}
    if len(reading.request.genres) > 1 or (reading.request.genres and (plan.given & _SUMMED or yes_or_no)):
        return "genres"
    return "plays" if plan.given & _SUMMED else "tracks"


def _several(reading: Reading) -> bool:
    """Whether things of one kind are put side by side: `X compared to Y`."""
    request = reading.request
    if max(len(request.artists), len(request.tracks), len(request.albums), len(request.genres)) < 2:
        return False
    for token in reading.sentence.tokens:
        if token.role is None and token.word in _BETWEEN_NAMES:
            token.role = "frame"
    return True


def _named(reading: Reading) -> Subject | None:
    request = reading.request
    return "tracks" if request.tracks else "albums" if request.albums else "artists" if request.artists else None


def _of_a_total(reading: Reading, question: InsightQuestion, said: str) -> Subject:
    if said and ("counts things" in reading.signs or question.measure in {"first", "last", "discoveries"}):
        return said  # type: ignore[return-value]
    return "genres" if reading.request.genres and said not in {"tracks", "albums", "artists"} else "plays"


def _read_limit(reading: Reading, bare: Bare) -> int | None:
    sentence = reading.sentence
    for index in bare.indices:
        number = number_at(sentence, index)
        if not number or not sentence.free(index, number[1]) or not 0 < number[0] <= 1000:
            continue
        before = sentence.word(index - 1)
        after = sentence.word(number[1])
        nouns = {
            "least",
            "fewest",
            "bands",
            "sessions",
            "days",
            "months",
            "years",
            "weeks",
            "artists",
            "songs",
            "tracks",
            "albums",
            "genres",
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
