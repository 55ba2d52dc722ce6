"""Sets of words, written as a reader would: in a row, parted by spaces."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """`"a b c"` -> the set of the three."""
    return frozenset(text.split())
