"""The first bytes of a file: what a format is recognised by."""

from __future__ import annotations

import csv
import re
from functools import cached_property

SAMPLE_BYTES = 64 * 1024
_KEY = re.compile(rb'"(\w{1,60})"\s*:')


class Sample:
    """`name` is a hint, `head` the first SAMPLE_BYTES or fewer."""

    def __init__(self, name: str, head: bytes) -> None:
        self.name = name
        self.is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        if self.is_utf16:
            head = head.decode("utf-16", "replace").encode("utf-8", "replace")
        self.head = head.removeprefix(b"\xef\xbb\xbf").lstrip()

    @property
    def is_json(self) -> bool:
        return self.head[:1] in (b"[", b"{")

    @property
    def is_empty_list(self) -> bool:
        return b"".join(self.head.split()) == b"[]"

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of the first objects (JSON)."""
        return frozenset(key.decode() for key in _KEY.findall(self.head))

    @cached_property
    def delimiter(self) -> str:
        """What separates the columns of the first line: a comma, else a semicolon or a tab."""
        line = self._first_line
        return max(",;\t", key=line.count)

    @cached_property
    def columns(self) -> list[str]:
        """Names of the first line's columns (CSV), as written; empty when the text is JSON or no table."""
        line = self._first_line
        if self.is_json or self.delimiter not in line or "\x00" in line:
            return []
        try:
            return next(csv.reader([line], delimiter=self.delimiter), [])
        except csv.Error:
            return []

    @cached_property
    def _first_line(self) -> str:
        return self.head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
