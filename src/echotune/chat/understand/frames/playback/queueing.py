"""The queue: `queue Karma Police`, `add this to the queue`, `play Creep next`."""

from __future__ import annotations

from echotune.chat.understand.fillers import SONG_NOUNS
from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.names import Cue
from echotune.chat.understand.patterns import Bare, Found, Pattern, first_match
from echotune.chat.understand.reading import Reading

_QUEUE = [
    Pattern("^ (queue up|queue|enqueue|que|line up next|add next|play next)"),
    Pattern(
        """
        ^ (add|put|throw|stick|place|drop|append|toss|insert|chuck|get|include|pop) {thing} (to|in|on|into|onto|
        at the end of|at the top of|to the end of|to the top of) [the|my|our|end of the|top of the|play|current]
        (queue|up next|play queue|line up|que|playing queue) [next|please] $
        """
    ),
    Pattern(
        """
        ^ (play|put|put on|have|add) {thing} (next|after this|after this song|after this one|after that|
        after the current song|as the next song|as next|up next|right after this|right after this song|
        after the current track|right next|straight after this|following this) $
        """
    ),
    Pattern(
        """
        ^ (show|show me|whats|what is|what|view|see|open|display|list|clear|empty|whats coming|what songs are|
        which songs are|whos|flush|reset|check|delete|what are the songs|what do i have|whats left|which song) [me|
        is|comes|coming|are|plays] [up|in|the] [on|in] [the|my] (queue|next|up next|next song|up next in the queue|
        next track|next in the queue|play queue) [please|look like] $
        """
    ),
    Pattern(
        """
        ^ (what|whats|which|which song|what song|what track) [is|comes|plays|will be|will play|are] [going to be|
        coming|playing|on|in|up] [up] (next|after this|afterwards) [in the queue|on the queue|song|in my queue] $
        """
    ),
]  # fmt: skip


_NEXT = Pattern("^ {thing} (next|after this|after this song|after this one|after that|up next) $")


def _named_next(reading: Reading, bare: Bare) -> Found | None:
    """`Running Up That Hill next`: no verb is needed where a known name is all that is said."""
    found = _NEXT.search(bare)
    if not found or bare.words[0] in {"stop", "pause", "skip"}:
        return None
    named = reading.names.known(found.slots["thing"][0], Cue.NAMED)
    return found if named and named.end == found.slots["thing"][1] else None


def read_queue(reading: Reading, bare: Bare) -> bool:
    found = first_match(_QUEUE, bare)
    if not found:
        found = _named_next(reading, bare)
    if not found or (bare.words[:2] == ["play", "next"] and set(bare.words[2:]) <= SONG_NOUNS | {"one"}):
        return False  # `play next song` skips
    request = reading.request
    request.action = "queue"
    thing = found.slots.get("thing")
    if thing:
        for index in (*range(found.start, thing[0]), *range(thing[1], found.end)):
            reading.take(index, index + 1, "frame")
        start = thing[0]
    else:
        start = reading.take(found.start, found.end, "frame")
    reading.expects = "track"
    if start < len(reading.sentence) and reading.sentence.word(start) not in {"some", "something", "a"}:
        read_object(reading, start, "track")
    return True
