"""Is it a question about the record, although nobody says "I played"? `yearly minutes`, `which artist ruled my summer`."""

from __future__ import annotations

from echotune.chat.understand.frames.asking.draft import Draft
from echotune.chat.understand.frames.asking.subjects import subject_of
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.wordset import wordset

_ASKING = wordset(
    """
    what which who whom whose how when did do does am is was were have had are compare rank list number count average
    total whats whos hows break chart plot graph sum share percentage
    """
)
_MINE = wordset("i my ive im me mine")
_WISHES = wordset(
    """
    play put queue make create build spin shuffle recommend suggest add start blast no save remove delete skip like
    """
)
_OF_NOW = wordset(
    "should shall could can might recommend suggest would something anything some next else please want need"
)
_COUNTED = Pattern(
    """
    (plays|streams|skips|listens|sessions|listening time|listening day|listening days|listening session|skip rate|playtime|
    minutes listened|hours listened|total hours|total minutes|total time|session|session length|minutes|playcount|play count|play counts|number of|how many|how much|how often|
    listening|listened|heard|played|skipped|streamed|discovered|discoveries|repeated|replayed|new artists|new songs|new albums|most played)
    """
)
_TALLIED = Pattern(
    "(plays|streams|skips|sessions|listening|skip rate|minutes listened|hours listened|total hours|total minutes|total time)"
)
_REMEMBERED = wordset("used forgot forgotten havent love loved like liked miss missed")
_THING = Pattern("(artist|artists|band|bands|song|songs|track|tracks|album|albums|genre|genres|singer|singers)")
_MOST = Pattern("(most|least)")
_DID_I = Pattern("(did i|do i|have i|was i|am i)")
_OUTSIDE = Pattern(
    "(released|came out|come out|coming out|made|recorded|written|charted|won|lyrics|tour|concert|concerts|tickets)"
)


_LEAD = Pattern("(know|tell me|wondering|wonder|curious|show me|give me|gimme|remind me|see|let me know)")
_LEADS_WITHIN = 7
_TELL = Pattern("^ (tell me|let me know|show me)")
_LINKS = wordset("in on at during over the and of for since")
_SUMS = Pattern("(percentage|percent|number of|count of|rate|total|average|how many|how much|share)")


def may_ask(bare: Bare) -> bool:
    """Whether it is worth reading as a question: nothing is wished for."""
    words = _after_lead(bare)
    return bool(words) and words[0] not in _WISHES and not set(words[:4]) & _OF_NOW


def _after_lead(bare: Bare) -> list[str]:
    """`I'd love to know which ...`: what is asked begins after it."""
    lead = _LEAD.search(bare)
    start = sum(1 for index in bare.indices if index < lead.end) if lead else 0
    return bare.words[start:] if start < _LEADS_WITHIN else bare.words


def _asks(draft: Draft, words: list[str]) -> bool:
    """Whether it begins with a word that asks, times aside: `between 2018 and 2022, who ...`."""
    tokens = draft.reading.sentence.tokens
    times = {"period", "hours", "weekdays", "months"}
    first = next((i for i in draft.bare.indices if tokens[i].role not in times and tokens[i].word not in _LINKS), None)
    led = _TELL.search(draft.bare)
    return words[0] in _ASKING or "when" in words or bool(led) or (first is not None and tokens[first].word in _ASKING)


def speaks_of_the_record(draft: Draft) -> bool:
    """After the parts are read: whether they add up to a question about what was played."""
    words, given = _after_lead(draft.bare) or draft.bare.words, draft.more.given
    if _OUTSIDE.search(draft.bare):
        return False
    asking, mine = _asks(draft, words), bool(set(words) & _MINE)
    counted = bool(_COUNTED.search(draft.bare))
    when = bool(draft.periods or draft.hours or given & {"weekdays", "months", "versus"})
    structured = bool(given - {"weekdays", "months", "device"}) or "share" in draft.reading.signs
    if counted and structured and (asking or mine or len(words) <= 6):
        return True
    if asking and (mine or when) and structured:
        return True
    if "which time" in draft.reading.signs and (when or mine or counted):
        return True
    if asking and _SUMS.search(draft.bare) and _TALLIED.search(draft.bare):
        return True
    if set(words) & _REMEMBERED:
        return False  # `what I used to love in the evening` wishes for it
    if when and (
        (asking and (counted or _DID_I.search(draft.bare)))
        or ((mine or "total" in words) and _TALLIED.search(draft.bare))
    ):
        return True
    if mine and when and _MOST.search(draft.bare) and _THING.search(draft.bare):
        return True  # `the 5 tracks I hammered most last winter`
    about = subject_of(draft.reading.sentence, draft.bare, "plays")
    if asking and mine and (_TALLIED.search(draft.bare) or about in {"hours", "days", "sessions", "skips"}):
        return True
    return asking and bool(_THING.search(draft.bare)) and ((mine and when) or "versus" in given)
