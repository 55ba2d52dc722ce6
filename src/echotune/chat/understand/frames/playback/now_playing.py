"""What is playing: `what song is this`, `who sings this`."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.settling import whole_sentence
from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.reading import Reading

_NOW_PLAYING = [
    Pattern(
        """
        ^ (what|which|whats|whose) [is|s] [this|the|that] [song|track|tune|music|artist|band|one|album] [is]
        (playing|on) [now|right now|currently|at the moment|at present|just now] $
        """
    ),
    Pattern("(what|which|whats) [is|s] [currently|now] playing"),
    Pattern(
        """
        ^ (what|which) (song|track|tune|artist|band|album|music|singer) (is|was) (this|that|it|playing|on) [one]
        [now|right now|called|from] $
        """
    ),
    Pattern(
        """
        ^ (whats|what is) (this|that|the) (song|track|tune|album|artist|band) (called|named|playing|on) [now|
        right now|again] $
        """
    ),
    Pattern(
        """
        (whats|what is|what was|tell me) [the] (name of|title of|called) (this|that|the) (song|track|tune|one|
        artist|band)
        """
    ),
    Pattern(
        """
        (who|whos|whose) (is|sings|is singing|plays|is playing|performs|made|wrote|singing|playing|song is|
        is the artist|is the singer|sang|is performing) (this|that|it|now|here|right now|on this|of this) [song|
        track|tune|one|is] $
        """
    ),
    Pattern(
        """
        ^ (whos|who is) (this|that|singing|playing|the artist|the singer|performing) [playing|singing] $
        """
    ),
    Pattern(
        """
        (who|whos|which) [is|was] [the] (singer|artist|band|musician|performer|group|vocalist|composer|drummer|guitarist) (of|on|
        in|behind|for|singing|playing) (this|that|it|the current) [song|track|one|tune|music|piece|record] [now] $
        """
    ),
    Pattern("^ what (are|were) (we|they) (listening to|hearing|playing) [right now|now|here] $"),
    Pattern("what am i (listening to|hearing)"),
    Pattern(
        """
        (what|which|whats|name of the|title of the|whose) [song|track|tune|artist|band|singer|album|music|record] (is|
        this|that|it|we are|were|its|youre|you are) [this|that|it|currently|now|just] (is|playing|listening to|being
        played|on|playing now|on now) [right now|now|at the moment|currently|please] $
        """
    ),
    Pattern(
        """
        (who|whose) (is this|this is|is that|that is|song this is|track this is|music this is|voice is this|sings
        this|is the artist|is this by) [by|singing|artist|song|one] $
        """
    ),
    Pattern(
        """
        ^ [whats|what is] the (name|title) of (this|that|the current|the) (song|track|tune|one|album|artist|
        piece) [playing|thats playing|that is playing|called|right now|now] [now|right now] $
        """
    ),
    Pattern(
        """
        ^ (remind me|tell me|say) [again] [what] [is|this] [song|track|playing|is playing|the song] (this is|is
        playing|is this|playing) [now|again|called] $
        """
    ),
    Pattern("what are you playing"),
    Pattern(
        """
        ^ [show|show me|whats|what is|tell me] [the|is] (now playing|current song|current track|currently playing|
        this song|song name|name this song|identify this song|name that tune|this song called|this track|
        this song is|that song|song is this|the current song) $
        """
    ),
    Pattern("^ (name|identify|shazam) (this|that) (song|track|tune) $"),
    Pattern("^ what (song|track|tune) $"),
    Pattern("^ what (is|was) (this|that) (song|track|tune) $"),
    Pattern("^ (whats|what is) (on|this|that song) [right] [now] $"),
    Pattern(
        """
        ^ tell me (what|which|who) [song|track|artist|band] (this is|is this|is playing|that is|sings this|
        is singing) [now|right now] $
        """
    ),
]  # fmt: skip


def read_now_playing(reading: Reading, bare: Bare) -> bool:
    """`what song is this`, `who sings this`."""
    if not first_match(_NOW_PLAYING, bare):
        return False
    return whole_sentence(reading, "now_playing")
