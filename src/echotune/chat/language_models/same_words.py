"""One form for sentences that ask for the same: what differs only in writing or manners is written alike.

It must never join two wishes: a word of politeness goes only where it cannot be part of a name or a wish. "Please play
jazz" loses its first word; "Please Please Me", "songs like Please" and "Hey Jude" keep theirs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_QUOTES: Final = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
)
_REPEATED_MARKS: Final = re.compile(r"([!?.,;:])[!?.,;:]*(?=[!?.,;:])")
_SPACE_BEFORE_MARK: Final = re.compile(r"\s+([!?.,;:])")
_CLOSING: Final = re.compile(r"[\s!?.,;:]+$")

_ASKING: Final = (
    "(?:play|give|find|show|make|recommend|suggest|put|tell me|get|create|skip|list|pick|choose|build|help me|queue|explain|"
    "turn (?:up|down|off|on|it)|pause|resume|add|remove|search|some|something|any|"
    "(?:what|which|who|when|how|why) (?:did|do|does|was|were|have|has|is|are|many|much|often|songs|artists|albums|genres))"
)
_OPENING: Final = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|um|uh)\b(?:\s+(?:there|echotune))?[,!.]*\s+|(?:please|pls|kindly)\b,?\s+|"
    rf"(?:could|can|would|will) you\s+)(?=(?:(?:hey|please|pls|kindly|(?:could|can|would|will) you)\s+)*{_ASKING}\b)"
)
_FAREWELL: Final = r"(?:please|pls|thanks|thank you|thanks a lot|thx|cheers)"
_AFTER_COMMA: Final = re.compile(rf"[,.!?;]\s*{_FAREWELL}$")
_AFTER_WORDS: Final = re.compile(rf"\s+{_FAREWELL}$")
_NAMES_FOLLOW: Final = re.compile(
    r"\b(?:by|like|from|called|titled|named|play|song|track|album|say|to|and|or|is|a|the|no|without)$"
)


def same_words(text: str) -> str:
    """The text in the form that all its ways of writing share."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    plain = " ".join(_SPACE_BEFORE_MARK.sub(r"\1", plain).split())
    plain = _CLOSING.sub("", _REPEATED_MARKS.sub("", plain))
    return _without_farewell(_without_opening(plain))


def _without_opening(plain: str) -> str:
    while (shorter := _OPENING.sub("", plain, count=1)) != plain:
        plain = shorter
    return plain


def _without_farewell(plain: str) -> str:
    while True:
        shorter = _AFTER_COMMA.sub("", plain)
        if shorter == plain:
            shorter = _AFTER_WORDS.sub("", plain)
            if len(shorter.split()) < 3 or _NAMES_FOLLOW.search(shorter):
                return plain
        if not shorter or shorter == plain:
            return plain
        plain = _CLOSING.sub("", shorter)
