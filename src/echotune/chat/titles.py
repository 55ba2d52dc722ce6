"""A conversation's automatic title: its first request, short."""

from __future__ import annotations

import re

TITLE_CHARACTERS = 48


def title_of(text: str) -> str:
    """The first sentence, cut at a word, with a capital and without the stop."""
    line = re.split(r"(?<=[.!?…])\s|\n", text.strip(), maxsplit=1)[0].rstrip(".!?… ")
    if len(line) > TITLE_CHARACTERS:
        line = line[: TITLE_CHARACTERS + 1].rsplit(None, 1)[0][:TITLE_CHARACTERS].rstrip(",;: ") + "…"
    return line[:1].upper() + line[1:] if line else text[:TITLE_CHARACTERS]
