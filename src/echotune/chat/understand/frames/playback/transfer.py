"""Moving playback: `switch to my phone`, `move it to the bedroom`."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.devices import device_at
from echotune.chat.understand.frames.playback.settling import whole_sentence
from echotune.chat.understand.patterns import Bare, Found, Pattern
from echotune.chat.understand.reading import Reading

_TRANSFER = Pattern(
    """
    ^ (transfer|switch|move|send|cast|hand off|shift|continue|stream|change|continue playing|continue playback|
    keep playing|carry on|push|beam|throw|route|swap|use|connect|switch over|mirror|airplay|redirect|
    pick this up|go on|listen|listen to this|output|select|carry on playing|transmit) [the|this|it|
    my|what im playing|that|what is playing|whats playing|to] [playback|music|it|this|that|song|playing|sound|
    device|speaker|speakers|output|audio|stream|track|playlist|session|listening|output device|over|current song|
    tunes] [over|listening|playing|back] (to|on|onto|in|through|via|into)
    """
)  # fmt: skip

_USE = Pattern(
    """
    ^ (use|connect|select|choose|change device to|change the device to|switch device to|connect to) [the|my]
    """
)


_HAVE = Pattern(
    """
    ^ [i|we] [have|get|want|need|rather have|prefer|hear] (this|it|that|the music|the sound|everything|the song) [playing|to play|played|
    coming|to come|come] [out] (on|in|to|through|over|from|of) $
    """
)
_ELSEWHERE = Pattern(
    """
    ^ (keep playing|keep going|continue|carry on|go on|stay on|the same) [playing] [it|this] [but] (on|in|through|
    over)
    """
)


def _having(bare: Bare) -> Found | None:
    """`this on my headphones`: the place where the device begins ends the words of the form."""
    words = bare.words
    for at, word in enumerate(words):
        if word in {"on", "in", "through", "over", "to"} and at:
            return _HAVE.search(Bare.of(" ".join(words[: at + 1])))
    return None


def read_transfer(reading: Reading, bare: Bare) -> bool:
    found = _TRANSFER.search(bare) or _USE.search(bare) or _ELSEWHERE.search(bare) or _having(bare)
    if not found:
        return False
    sentence = reading.sentence
    device = device_at(sentence, found.end)
    if (device and sentence.breaks(device[1] + (sentence.word(device[1]) in {"instead", "now", "please"}))) or (
        device and device[1] >= len(sentence)
    ):
        reading.request.device = device[0]
        return whole_sentence(reading, "transfer")
    words = set(sentence.words[found.start : found.end])
    said = words & {"transfer", "cast", "airplay", "playback", "beam", "mirror"} or (
        words & {"switch", "move", "send"} and words & {"playback", "music", "it"}
    )
    if said and found.end < len(sentence) and words & {"to", "on", "onto"}:
        start = found.end + (sentence.word(found.end) in {"the", "my", "our"})
        if start < len(sentence):
            reading.request.device = sentence.written(start, len(sentence))
            return whole_sentence(reading, "transfer")
    return False
