"""Is it a question about one's own listening? `what did I play most`, `my top 10 artists`, `skip rate`."""

from __future__ import annotations

from typing import Literal

from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.wordset import wordset

KindOfQuestion = Literal["sure", "bounded", "none"]
"""`bounded`: only with a period or hours is it a question (`my favourite songs of 2020`)."""

_LISTENED = wordset(
    """
    listen listened listening play played playing plays hear heard skip skipped skips stream streamed streaming
    discover discovered discovering spend spent had enjoyed binge binged obsessed hooked into repeat find found
    """
)
_ASKS = wordset(
    """
    what which who whom whose when how did do have has was were am is whats whos hows whens where had are
    """
)
_BEFORE_ASKING = wordset("at on in of during for to and so until from by since")
_SELF = wordset("i me my ive mine im")
_RANKED = wordset("session sessions plays minutes skips streams top favourite favourites most biggest best")
_REMEMBERED = wordset("used forgot forgotten havent love loved like liked repeat usually")
_OF_NOW = wordset("should shall could can might recommend suggest would something anything some next else")
_WISHES = wordset(
    """
    play put queue make create build spin shuffle recommend suggest find save add start blast no without like
    """
)
_LEAVING_OUT = wordset("without minus except excluding but no skip")
_LEAD = Pattern(
    """
    ^ (tell me|show me|give me|let me know|let me see|list|display|do you know|do you remember|i wonder|im curious|
    i am curious|im wondering|i am wondering|i want to know|id like to know|i would like to know|tell|show|
    remind me|explain|can i see|i want to see|get me|pull up|see|find out|any idea|i would love to know|
    id love to know|i was wondering|check|look up|what about) [about|me|all|us]
    """
)
_NOUN = (
    "(artist|artists|song|songs|track|tracks|album|albums|genre|genres|band|bands|tune|tunes|singer|singers|"
    "record|records|musician|musicians|hits)"
)
_RANK = (
    "(top|most played|most listened|most listened to|most streamed|most skipped|most heard|biggest|least played|"
    "most frequent|most often played|most replayed|number one|most common|least listened|most loved|longest|first|"
    "last|most recent|latest)"
)
_RANKING = [
    Pattern(
        """
        ^ how (many|much) [total] (plays|streams|minutes|hours|skips|listens|listening time) (does|do|did|has|
        have|are there|is there)
        """
    ),
    Pattern("^ [when was|whens|when is] [the] [very] (first|last) time [that] i "),
    Pattern(
        f"""
        ^ [the|a list of|list of|what is|what are|what were|what was|whats|who is|who are|who were|who was|whos]
        [the] (my|mine) [{{n}}] {_RANK}
        """
    ),
    Pattern(f"^ [the] top {{n}} {_NOUN} $"),
    Pattern(f"^ [the] top {{n}} {_NOUN} (of|in|from|this|last|since|during|between|over) "),
    Pattern(
        "^ [my|the] top (3|5|10|20|25|50|100|three|five|ten|twenty|fifty) (of|in|from|this|last|since|during|between)"
    ),
    Pattern(
        f"""
        ^ [the] {_RANK} [{{n}}] {_NOUN} [i|ive|that i|of mine|in my] [have|ever|history] [played|listened to|heard|
        streamed|skipped|library] $
        """
    ),
    Pattern(
        f"""
        ^ [my|the] [{{n}}] (most played|most listened|most listened to|most streamed|most skipped|most heard|
        most replayed|least played) [{{k}}] {_NOUN} (of all time|of all times|ever|overall|so far|to date|in total|
        since the beginning|since the start)
        """
    ),
]
_BOUNDED = [
    Pattern(f"^ [my|the] [all time] (favourite|favourites|best|top) [{{k}}] {_NOUN}"),
    Pattern(f"^ (my|the) [{{n}}] [all time] (favourite|favourites|best|top) [{{k}}] {_NOUN}"),
    Pattern(f"^ [my|the] [{{n}}] {_RANK} [{{k}}] {_NOUN}"),
    Pattern(
        f"""
        ^ [all|the|all the|new|the new|all new] {_NOUN} [that|which|who] (i|ive|i have) [have] (skip|skipped|play|played|listen|
        listened|streamed|discovered|heard|discover)
        """
    ),
    Pattern(
        """
        ^ (listening|plays|skips|minutes|sessions|songs played|music played|hours listened|minutes listened)
        """
    ),
]
_MOST = Pattern(
    f"""
    ^ {_NOUN} [that|which|who] (i|ive|i have) [have] (skip|skipped|play|played|listen|listened|listen to|
    listened to|heard|stream|streamed) [to] [the] (most|least)
    """
)
_DATA = Pattern(
    """
    (stats|statistics|listening history|my history|listening habits|insights|listening time|skip rate|
    year in review|wrapped|listening report|listening patterns|scrobbles|playcount|play count|play counts|
    my numbers|my plays|listening sessions|my sessions|my skips|listening trends|discovery rate|my listening|
    listening clock|total plays|total minutes|number of plays|number of skips|number of songs|skipping habits|
    total listening)
    """
)


def kind_of_question(bare: Bare) -> KindOfQuestion:
    """Whether the sentence asks about the listener's own record."""
    words = bare.words
    if not words or words[0] in _WISHES:
        return "none"
    lead = _LEAD.search(bare)
    start = sum(1 for index in bare.indices if index < lead.end) if lead else 0
    rest = words[start:]
    if not rest or (set(rest[:4]) & _OF_NOW) or "recommend" in rest:
        return "none"
    if (
        not lead
        and rest[0] in _ASKS
        and rest[0] not in {"do", "did", "have", "am", "was", "had"}
        and rest[1:2]
        and rest[1] in {"i", "ive", "im"}
    ):
        # `what I have on repeat` names music, `what have I played` asks
        return "none" if set(rest) & _REMEMBERED else "bounded"
    asked = (
        rest[0] in _ASKS
        or (rest[0] in _BEFORE_ASKING and rest[1:2] and rest[1] in _ASKS)
        or bool(set(rest[:5]) & {"how", "which", "what"} and rest[0] in _BEFORE_ASKING)
    )
    if asked and set(rest) & _SELF and (set(rest) & _LISTENED or set(rest) & _RANKED):
        return "sure"
    tail = Bare.of(" ".join(rest)) if lead else bare
    if not asked and set(rest) & _LEAVING_OUT and not lead:
        return "bounded" if first_match(_BOUNDED, tail) else "none"  # `my most played, without X`
    if first_match(_RANKING, tail) or _MOST.search(tail) or _DATA.search(tail):
        return "sure"
    return "bounded" if first_match(_BOUNDED, tail) else "none"
