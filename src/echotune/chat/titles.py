"""A conversation's automatic title: its first request, short; in the listener's words where those are short already."""

from __future__ import annotations

import re
from typing import Any, Final

from echotune.chat.store import UNTITLED

TITLE_CHARACTERS = 48
GREETING_WORDS = 4
_SENTENCES: Final = re.compile(r"(?<=[.!?…])\s|\n")
_POLITE: Final = re.compile(
    r"\W*(hi|hey|hello|good (morning|afternoon|evening)|please|can|could|would|will|do you|i('d| would| was| am|'m)|"
    r"let me|give me|find me|play me|show me|tell me|thanks|ok|okay)\b",
    re.IGNORECASE,
)


def title_of(text: str) -> str:
    """The first sentence, cut at a word, with a capital and without the stop."""
    line = _SENTENCES.split(text.strip(), maxsplit=1)[0].rstrip(".!?… ")
    return _short(line) or text[:TITLE_CHARACTERS]


def better_title(text: str, parts: list[dict[str, Any]]) -> str | None:
    """A title from how the request was understood, where the words do not make a good one; None: they do.

    `parts` are those of the answer. A greeting alone is no title: the conversation waits for its first request.
    """
    found = {part["type"]: part["data"] for part in parts if part["type"] != "text"}
    if not found:
        return UNTITLED if len(text.split()) <= GREETING_WORDS else None
    if len(text.strip()) <= TITLE_CHARACTERS and not _SENTENCES.search(text.strip()) and not _POLITE.match(text):
        return None
    if "data-insight" in found:
        return _short(found["data-insight"]["title"])
    labels = [chip["label"] for chip in found.get("data-heard", {"chips": []})["chips"]]
    return _short(", ".join(labels)) if labels else None


def _short(line: str) -> str:
    if len(line) > TITLE_CHARACTERS:
        line = line[: TITLE_CHARACTERS + 1].rsplit(None, 1)[0][:TITLE_CHARACTERS].rstrip(",;: ") + "…"
    return line[:1].upper() + line[1:]
