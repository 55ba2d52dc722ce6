"""Moving playback: `switch to my phone`, `move it to the bedroom`."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.devices import device_at
from echotune.chat.understand.frames.playback.settling import whole_sentence
from echotune.chat.understand.patterns import Bare, Pattern
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


def read_transfer(reading: Reading, bare: Bare) -> bool:
    found = _TRANSFER.search(bare) or _USE.search(bare)
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
