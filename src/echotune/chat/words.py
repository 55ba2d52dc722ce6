"""Small words of answers: counts, lists, and names made safe for Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from echotune.chat.understand.coverage import is_left_out

NUMBERS: Final = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#!&]|(?<=\w):(?=//)|(?<=www)\.)")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def safe(name: str) -> str:
    """A name from data as Markdown text that shows exactly the name: no markup, no links, one line."""
    return _MARKDOWN.sub(r"\\\1", _UNSEEN.sub(" ", name).strip())


def plain(markdown: str) -> str:
    """Our own Markdown as plain text, for a terminal."""
    return re.sub(r"\\([\\`*_\[\]<>|~#!&:.])", r"\1", markdown)


def song(title: str, artist: str) -> str:
    return f"“{safe(title)}” by {safe(artist)}"


def count(number: int) -> str:
    """In words up to twelve, else in digits with thousands."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`counted(3, "song")` -> "three songs"."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def listed(things: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} {last} {things[-1]}"


def sentence(text: str) -> str:
    """With a capital in front and a stop behind."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".?…" else ".") if text else text


def not_understood(said: Sequence[str]) -> str:
    """One sentence on the words that had no effect, and one on what was to be kept away and could not be."""
    unkept = [phrase for phrase in said if is_left_out(phrase)]
    unknown = [phrase for phrase in said if phrase not in unkept]
    sentences = []
    if unknown:
        sentences.append(f"I did not understand {_quoted(unknown)}, so I went on without {_it(unknown)}.")
    if unkept:
        sentences.append(f"I cannot hold to {_quoted(unkept)}, so some of this may not fit.")
    return " ".join(sentences)


def _quoted(phrases: Sequence[str]) -> str:
    return listed([f"“{safe(phrase)}”" for phrase in phrases])


def _it(things: Sequence[str]) -> str:
    return "it" if len(things) == 1 else "them"
