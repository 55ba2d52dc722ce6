"""A command that is the whole sentence."""

from __future__ import annotations

from echotune.chat.understand.reading import Reading
from echotune.chat.understand.request import Action


def whole_sentence(reading: Reading, action: Action, value: int | None = None) -> bool:
    reading.request.intent = "playback"
    reading.request.action = action
    reading.request.value = value
    reading.take(0, len(reading.sentence), "frame")
    return True
