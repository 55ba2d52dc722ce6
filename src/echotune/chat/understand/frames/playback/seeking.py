"""Moving inside a track: `seek to 1:30`, `skip forward 30 seconds`, `start over`."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.settling import whole_sentence
from echotune.chat.understand.frames.playback.times import seconds_at
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wish.era import years_at

_SEEK = Pattern(
    """
    (seek|jump|skip|go|fast forward|forward|rewind|scrub|move|start|play|wind|advance|ff|spool|jump back|go back|
    skip back|back|take me|replay|begin|skip ahead|resume|play it|play this|start it|start playing|play from|
    continue) [it|this|that|the song|the track|this song|playback|me|on|the|last|playing|song] [to|ahead|forward|
    forwards|back|backward|backwards|in|from|by|at|on] [to|by|at|the|from|around|about|last]
    """
)  # fmt: skip

_FROM_START = Pattern(
    """
    ^ (restart|start over|replay|rewind|go back to the start|go back to the beginning|go to the beginning|
    go to the start|back to the start|back to the beginning|start from the beginning|start from the top|
    play from the start|play from the beginning|start again from the beginning|start it over|start this over|
    from the top|take it from the top|rewind to the beginning|rewind to the start|play it from the beginning|
    play it from the start|play this from the beginning|play this song from the start|
    play this song from the beginning|jump to the beginning|jump to the start|seek to the beginning|
    seek to the start|start this song over|start the song over|restart the|rewind the|restart from|
    skip to the beginning|skip to the start|seek to start) [it|this|that|the|from] [song|track|tune|again|over|
    the beginning|the start|beginning] [from the beginning|from the start|from the top|over|again|please] $
    """
)  # fmt: skip

_START_AGAIN = Pattern(
    """
    ^ (start|play|restart|begin|take|run|put on|put|replay|go|go back|rewind|jump|skip|back) [playing] [this|that|the|it|
    my] [current] [song|track|tune|one|record|thing] [all|right] [back] [over] [again] (from the beginning|from the start|
    from the top|from scratch|to the beginning|to the start|to the top|to the very beginning|from the very beginning|
    over|over again|all over|from zero) [again] [of] [this|the|that] [song|track|tune|one] $
    """
)

_BACKWARDS = frozenset({"rewind", "back", "backward", "backwards"})


def read_from_start(reading: Reading, bare: Bare) -> bool:
    return bool(_FROM_START.search(bare) or _START_AGAIN.search(bare)) and whole_sentence(reading, "seek", 0)


def read_seek(reading: Reading, bare: Bare) -> bool:
    found = _SEEK.search(bare)
    if not found:
        return False
    decade = reading.sentence.word(found.end - 1) == "the" and years_at(reading.sentence, found.end)
    if found.end >= len(reading.sentence) or decade:
        return False  # `go back to the 70s`
    seconds = seconds_at(reading.sentence, found.end)
    if seconds is None:
        return False
    tail = {reading.sentence.word(index) for index in range(seconds[1], len(reading.sentence))}
    if tail - {
        "in",
        "mark",
        "into",
        "the",
        "song",
        "track",
        "ahead",
        "forward",
        "back",
        "of",
        "this",
        "please",
        "backwards",
        "backward",
        "it",
        "from",
        "here",
        "forwards",
        "now",
        "thanks",
        "on",
        "at",
    }:
        return False
    words = set(reading.sentence.words[found.start : found.end]) | tail
    absolute = words & {"to", "at", "from", "into", "mark"}
    backwards = words & _BACKWARDS and not absolute
    return whole_sentence(reading, "seek", -seconds[0] if backwards else seconds[0])
