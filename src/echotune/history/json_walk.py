"""Where rows begin and end in JSON text that does not decode: by the text between rows, and by the grammar."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

_BETWEEN_ROWS = re.compile(rb"\}\s{0,64},?\s{0,64}\{")
_ROW_START = re.compile(rb'\{\s{0,256}"')
_SPACE = re.compile(rb"\s*")
_STRING = re.compile(rb'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')
_UNFINISHED_STRING = re.compile(rb'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*\\?\Z')
_SCALAR = re.compile(rb"[-+.\w]+")
WALKS_A_BYTE = 8


class Walk(NamedTuple):
    """Where the JSON value that begins at a position ends, or where it stops being JSON."""

    state: Literal["whole", "broken", "cut"]
    """`cut`: the text ends first."""
    end: int


class Landmarks:
    """Where rows seem to end and begin in one text, found once, so that looking for them costs no more than reading.

    Walking may be repeated over the same bytes only WALKS_A_BYTE times: text that opens object in object for ever
    would otherwise cost its length squared.
    """

    def __init__(self, text: bytes) -> None:
        between = [(found.start() + 1, found.end() - 1) for found in _BETWEEN_ROWS.finditer(text)]
        self.text = text
        self._ends = [end for end, _ in between]
        self._begins = [begin for _, begin in between]
        self._starts = [found.start() for found in _ROW_START.finditer(text)]
        self._walks_left = WALKS_A_BYTE * len(text)

    def likely_end(self, at: int) -> int:
        """Where the row that begins at `at` ends, by the text between rows."""
        place = bisect_left(self._ends, at)
        return self._ends[place] if place < len(self._ends) else len(self.text)

    def next_row(self, at: int) -> int | None:
        """Where an object seems to open, at or after `at`; where text stands between two rows, once walks run out."""
        lists = [self._begins, self._starts] if self._walks_left > 0 else [self._begins]
        found = [places[bisect_left(places, at)] for places in lists if places and places[-1] >= at]
        return min(found, default=None)

    def walk(self, at: int) -> Walk:
        if self._walks_left <= 0:
            return Walk("broken", at + 1)
        walked = walk(self.text, at)
        if walked.state != "whole":
            self._walks_left -= walked.end - at
        return walked


def next_row(text: bytes, at: int) -> int | None:
    """Where an object seems to open in a text that is looked at once."""
    found = _ROW_START.search(text, at)
    return found.start() if found else None


def walk(text: bytes, at: int) -> Walk:
    """Walk one JSON value by its grammar. Iterative, so that depth costs nothing.

    Text that breaks right after a string is taken to be broken in the string: a quote too many or too few.
    """
    closers: list[int] = []
    expect = "value"
    string_at: int | None = None
    while True:
        at = _past_space(text, at)
        if at >= len(text):
            return Walk("cut", at)
        token, after_string, string_at = text[at : at + 1], string_at, None
        if token in b"{[" and expect in ("value", "value or close"):
            closers.append(ord("}") if token == b"{" else ord("]"))
            expect = "key or close" if token == b"{" else "value or close"
            at += 1
            continue
        if closers and token[0] == closers[-1] and expect in ("after", "key or close", "value or close"):
            closers.pop()
            at += 1
        elif token == b'"' and expect not in ("after", "colon"):
            string = _STRING.match(text, at)
            if string is None:
                return Walk("cut" if _UNFINISHED_STRING.match(text, at) else "broken", at)
            string_at, at = at, string.end()
            if expect in ("key", "key or close"):
                expect = "colon"
                continue
        elif token == b":" and expect == "colon":
            at, expect = at + 1, "value"
            continue
        elif token == b"," and expect == "after":
            at, expect = at + 1, "key" if closers[-1] == ord("}") else "value"
            continue
        elif expect in ("value", "value or close") and (scalar := _SCALAR.match(text, at)):
            at = scalar.end()
        else:
            return Walk("broken", at if after_string is None else after_string + 1)
        if not closers:
            return Walk("whole", at)
        expect = "after"


def _past_space(text: bytes, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
