"""Editing a part of the request that was heard: "Leave out “calm”", "Not “calm” but sad"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from echotune.chat.heard import parts
from echotune.chat.understand.request import UnderstoodRequest

_LEAVE_OUT = re.compile(r"^\s*leave out [“\"](?P<label>.+?)[”\"]\W*$", re.IGNORECASE)
_REPLACE = re.compile(r"^\s*not [“\"](?P<label>.+?)[”\"],? but (?P<instead>.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Edit:
    """The last request without the part that is edited, and the words to put in its place."""

    rest: UnderstoodRequest
    instead: str | None


def edit_of(text: str, previous: UnderstoodRequest | None) -> Edit | None:
    """None when the text edits nothing that was heard."""
    said = _LEAVE_OUT.match(text) or _REPLACE.match(text)
    if not said or previous is None:
        return None
    label = said["label"].strip().lower()
    for part in parts(previous):
        if part.label.lower() == label:
            rest = UnderstoodRequest.model_validate({**part.without.model_dump(), "confidence": previous.confidence})
            return Edit(rest, said.groupdict().get("instead"))
    return None
