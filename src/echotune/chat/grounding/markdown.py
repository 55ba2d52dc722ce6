"""A model's Markdown made harmless: emphasis and lists stay, links, images, HTML and code do not; names show as they are."""

from __future__ import annotations

import re
from typing import Final

from echotune.chat.words import safe

_MARKUP: Final = re.compile(r"(?<!\\)([\[\]<>|`~]|&(?=[#\w]+;)|(?<=\w):(?=//)|(?<=www)\.)|!(?=\[)", re.IGNORECASE)


def harmless(sentence: str, names: list[tuple[int, int]]) -> str:
    """The sentence with what is between names neutralised, and the names (their places) escaped."""
    pieces: list[str] = []
    at = 0
    for start, end in names:
        if start < at:
            continue
        pieces += [_neutral(sentence[at:start]), _escaped(sentence[start:end])]
        at = end
    return "".join([*pieces, _neutral(sentence[at:])])


def _neutral(text: str) -> str:
    return _MARKUP.sub(lambda found: f"\\{found.group()}", text)


def _escaped(name: str) -> str:
    """A name as `words.safe` writes it, whether or not the model had escaped it already."""
    return safe(re.sub(r"\\([\\`*_\[\]<>|~#!&:.])", r"\1", name)) if name.strip() else name
