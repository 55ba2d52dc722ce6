"""How a sentence was understood, as the listener sees it."""

from __future__ import annotations

from echotune.chat.parts import Chip, Heard
from echotune.chat.understand.chips import chips
from echotune.chat.understand.request import UnderstoodRequest


def heard(request: UnderstoodRequest) -> Heard:
    return Heard(request=request, chips=[Chip(key=key, label=label) for key, label in chips(request)])
