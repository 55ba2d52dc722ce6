"""Rows of a JSON array of objects, as a stream: a broken row costs that row alone.

A block that is well formed is decoded at once. Only where that fails are rows looked for one by one: first by the
text between two rows, then by walking the JSON grammar, and past a broken row by the next text that opens an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeAlias, TypeVar

import msgspec

T = TypeVar("T")
RowOrReason: TypeAlias = "T | str"
"""A decoded row, or the reason why it could not be."""

ROW_BYTES = 1 << 20
"""Longest row that is looked at; nothing longer has ever been a play."""
BLOCK_BYTES = 1 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BETWEEN_ROWS = re.compile(rb"\}\s*,?\s*\{")
_ROW_START = re.compile(rb'\{\s*"')
_SEPARATORS = re.compile(rb"[\s,]*")
_SPACE = re.compile(rb"\s*")
_STRING = re.compile(rb'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')
_SCALAR = re.compile(rb"[-+.\w]+")
_FIELD = re.compile(r"at `\$\.(\w+)")


class _Walk(NamedTuple):
    """Where the JSON value that begins at a position ends, or where it stops being JSON."""

    state: str
    """`whole`, `broken` or `cut` (the text ends first)."""
    end: int


class JsonRows(Generic[T]):
    """Decodes the objects of one array into `row_type`."""

    def __init__(self, row_type: type[T]) -> None:
        self._one = msgspec.json.Decoder(row_type)
        self._many = msgspec.json.Decoder(list[row_type])  # type: ignore[valid-type]
        self._lost = False

    def read(self, chunks: Iterator[bytes]) -> Iterator[list[RowOrReason[T]]]:
        """Lists of rows in the order of the file. Memory: a few times BLOCK_BYTES, whatever the file's size."""
        text, enough, opened = b"", BLOCK_BYTES, False
        for chunk in chunks:
            text += chunk
            if not opened:
                text = text.removeprefix(_BYTE_ORDER_MARK).lstrip()
                opened = bool(text)
                text = text.removeprefix(b"[")
            if self._lost:
                text = self._found_again(text, 0)
            if len(text) < enough:
                continue
            cut = _last_row_start(text) or len(text)
            rows, rest = self._block(text[:cut], final=False)
            text = rest + text[cut:]
            if len(rest) > ROW_BYTES:
                rows.append("row_too_long")
                text = self._found_again(text, 1)
            elif self._lost:
                text = self._found_again(text, 0)
            enough = len(text) + BLOCK_BYTES
            if rows:
                yield rows
        if not self._lost:
            rows, _ = self._block(text, final=True)
            if rows:
                yield rows

    def _found_again(self, text: bytes, at: int) -> bytes:
        """After a broken row whose end is not in sight: the text from the next row on, or too little to hold one."""
        start = _next_row(text, at)
        self._lost = start is None
        return text[-64:] if start is None else text[start:]

    def _block(self, text: bytes, *, final: bool) -> tuple[list[RowOrReason[T]], bytes]:
        """The rows of `text`, and what of it must wait for more text."""
        body = text.rstrip()
        if final and body.endswith(b"]"):
            body = body[:-1].rstrip()
        body = body.removesuffix(b",")
        try:
            rows: list[RowOrReason[T]] = self._many.decode(b"[" + body + b"]")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return self._one_by_one(text, final=final)
        return rows, b""

    def _one_by_one(self, text: bytes, *, final: bool) -> tuple[list[RowOrReason[T]], bytes]:
        rows: list[RowOrReason[T]] = []
        at = _SEPARATORS.match(text).end()  # type: ignore[union-attr]
        while at < len(text):
            if text[at : at + 1] == b"]":
                at = _after_array(text, at)
            else:
                row, end = self._row(text, at, final=final)
                if end is None:
                    return rows, text[at:]
                if row is not None:
                    rows.append(row)
                at = end
            at = _SEPARATORS.match(text, at).end()  # type: ignore[union-attr]
        return rows, b""

    def _row(self, text: bytes, at: int, *, final: bool) -> tuple[RowOrReason[T] | None, int | None]:
        """The row that begins at `at` and where it ends; no end when more text is needed to tell."""
        between = _BETWEEN_ROWS.search(text, at)
        likely_end = between.start() + 1 if between else len(text)
        try:
            return self._one.decode(text[at:likely_end]), likely_end
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass
        walk = _walk(text, at)
        if walk.state == "whole":
            return self._decoded(text[at : walk.end]), walk.end
        if walk.state == "cut" and not final:
            return None, None
        end = _next_row(text, max(walk.end if walk.state == "broken" else at, at + 1))
        reason = "cut_off" if walk.state == "cut" and end is None else "broken_json"
        if walk.end == at and (comma := text.find(b",", at, end)) > 0:  # no JSON at all: an element all the same
            end = comma
        self._lost = end is None and not final
        return reason, len(text) if end is None else end

    def _decoded(self, text: bytes) -> RowOrReason[T]:
        try:
            return self._one.decode(text)
        except UnicodeDecodeError:
            return "bad_encoding"
        except RecursionError:
            return "too_deep"
        except msgspec.ValidationError as wrong:
            field = _FIELD.search(str(wrong))
            return f"bad_{field[1]}" if field else "not_an_object"
        except msgspec.DecodeError as wrong:
            return "bad_encoding" if "surrogate" in str(wrong) else "broken_json"


def _last_row_start(text: bytes) -> int:
    """Where the last row of `text` begins, judged by the text before it; 0 if none can be seen near the end."""
    end = len(text)
    for _ in range(1000):
        end = text.rfind(b"{", 0, end)
        if end < 0:
            break
        before = text[max(0, end - 64) : end].rstrip()
        if before.endswith(b",") and before[:-1].rstrip().endswith(b"}"):
            return end
    return 0


def _next_row(text: bytes, at: int) -> int | None:
    """Where an object seems to open, at or after `at`."""
    opening, between = _ROW_START.search(text, at), _BETWEEN_ROWS.search(text, at)
    found = [match for match in (opening and opening.start(), between and between.end() - 1) if match is not None]
    return min(found, default=None)


def _after_array(text: bytes, at: int) -> int:
    """Past a closing bracket: what follows is of interest only where a row opens again."""
    following = _next_row(text, at + 1)
    return len(text) if following is None else following


def _walk(text: bytes, at: int) -> _Walk:
    """Walk one JSON value by its grammar. Iterative, so that depth costs nothing.

    Text that breaks right after a string is taken to be broken in the string: a quote too many or too few.
    """
    closers: list[bytes] = []
    expect = "value"
    string_at: int | None = None
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text):
            return _Walk("cut", at)
        token, after_string, string_at = text[at : at + 1], string_at, None
        if token in b"{[" and expect in ("value", "value_or_close"):
            closers.append(b"}" if token == b"{" else b"]")
            expect = "key_or_close" if token == b"{" else "value_or_close"
            at += 1
            continue
        if (
            token in b"}]"
            and closers
            and token == closers[-1]
            and expect in ("after", "key_or_close", "value_or_close")
        ):
            closers.pop()
            at += 1
        elif token == b'"' and expect != "after" and expect != "colon":
            string = _STRING.match(text, at)
            if string is None:
                return _Walk("cut" if _unfinished_string(text, at) else "broken", at)
            string_at, at = at, string.end()
            if expect in ("key", "key_or_close"):
                expect = "colon"
                continue
        elif token == b":" and expect == "colon":
            at, expect = at + 1, "value"
            continue
        elif token == b"," and expect == "after":
            at, expect = at + 1, "key" if closers[-1] == b"}" else "value"
            continue
        elif expect in ("value", "value_or_close") and (scalar := _SCALAR.match(text, at)):
            at = scalar.end()
        else:
            return _Walk("broken", at if after_string is None else after_string + 1)
        if not closers:
            return _Walk("whole", at)
        expect = "after"


def _unfinished_string(text: bytes, at: int) -> bool:
    """Whether the string that begins at `at` is fine as far as the text goes."""
    return re.compile(rb'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*\\?\Z').match(text, at) is not None
