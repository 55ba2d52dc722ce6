"""Transport: every command to the player, in the order in which they are asked."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.playing import read_play_bare, read_play_now, read_play_on_device
from echotune.chat.understand.frames.playback.queueing import read_queue
from echotune.chat.understand.frames.playback.seeking import read_from_start, read_seek
from echotune.chat.understand.frames.playback.transfer import read_transfer
from echotune.chat.understand.frames.playback.transport import (
    read_emoji,
    read_simple,
    read_simple_on_device,
    read_skip_several,
)
from echotune.chat.understand.frames.playback.volume import read_volume
from echotune.chat.understand.frames.questions import kind_of_question
from echotune.chat.understand.patterns import Bare
from echotune.chat.understand.reading import Reading

_ASKING = frozenset({"what", "which", "who", "whom", "how", "when", "did", "do"})


def read_playback(reading: Reading, bare: Bare) -> bool:
    """A command to the player. Fills action, value and device; what to play is left for the readers of the wish."""
    if set(bare.words[:1]) & _ASKING and kind_of_question(bare) == "sure":
        return False  # `who do I listen to on my phone`
    for read in (
        read_emoji,
        read_queue,
        read_volume,
        read_from_start,
        read_seek,
        read_skip_several,
        read_simple,
        read_transfer,
        read_simple_on_device,
        read_play_on_device,
        read_play_now,
        read_play_bare,
    ):
        if read(reading, bare):
            reading.request.intent = "playback"
            return True
    return False
