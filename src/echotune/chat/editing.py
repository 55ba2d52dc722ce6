"""Editing a part of the request that was heard: "Leave out “calm”", "Not “calm” but sad", "any decade is fine"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from echotune.chat.heard import Part, parts
from echotune.chat.understand.request import UnderstoodRequest

_LEAVE_OUT = re.compile(r"^\s*leave out [“\"](?P<label>.+?)[”\"]\W*$", re.IGNORECASE)
_REPLACE = re.compile(r"^\s*not [“\"](?P<label>.+?)[”\"],? but (?P<instead>.+)$", re.IGNORECASE | re.DOTALL)
_FORGET = re.compile(
    r"^\W*(?:ok(?:ay)?,? )?(?:forget(?: about)?|never ?mind(?: about)?|scrap|ignore|lift)\s+(?:the\s+)?(?P<label>.+?)"
    r"(?:\s+(?:part|bit|thing|filter|constraint|limit|restriction|rule))?\W*$",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"^\W*(?:from |in |of )?(?:any|whatever) (?P<what>decade|year|era|period|genre|style|language|mood|length|number)"
    r"(?: (?:is|will|would|works?)(?: be)?(?: (?:fine|ok|okay|good|do))?)?\W*$",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(
    r"^\W*explicit(?: (?:lyrics|songs|ones|content))? (?:is|are) (?:fine|ok|okay|allowed|alright)\b", re.IGNORECASE
)
_FIELDS = {
    **dict.fromkeys(("decade", "year", "era", "period"), "era"),
    **dict.fromkeys(("genre", "style"), "genres"),
    "language": "language",
    "mood": "moods",
    "length": "durationMinutes",
    "number": "count",
}


@dataclass(frozen=True)
class Edit:
    """The last request without the part that is edited, and the words to put in its place."""

    rest: UnderstoodRequest
    instead: str | None


def edit_of(text: str, previous: UnderstoodRequest | None) -> Edit | None:
    """None when the text edits nothing that was heard."""
    if previous is None:
        return None
    freed = _ANY.match(text)
    if freed:
        field = _FIELDS[freed["what"].lower()]
        return _without(previous, lambda part: part.key == field, None)
    if _EXPLICIT.match(text):
        return _without(previous, lambda part: part.label == "no explicit", None)
    said = _LEAVE_OUT.match(text) or _REPLACE.match(text) or _FORGET.match(text)
    if not said:
        return None
    label = said["label"].strip().lower()
    return _without(previous, lambda part: part.label.lower() == label, said.groupdict().get("instead"))


def _without(previous: UnderstoodRequest, unwanted: Callable[[Part], bool], instead: str | None) -> Edit | None:
    """The request without every such part; None when it has none."""
    rest, found = previous, next(filter(unwanted, parts(previous)), None)
    if found is None:
        return None
    while found:
        rest = UnderstoodRequest.model_validate({**found.without.model_dump(), "confidence": previous.confidence})
        found = next(filter(unwanted, parts(rest)), None)
    return Edit(rest, instead)
