"""Rows of a JSON array of objects, as a stream: a broken row costs that row alone.

A block that is well formed is decoded at once. Only where that fails are rows looked for one by one: first by the
text between two rows, then by walking the JSON grammar, and past a broken row by the next text that opens an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, TypeAlias, TypeVar

import msgspec

from echotune.history.json_walk import Landmarks, next_row

T = TypeVar("T")
RowOrReason: TypeAlias = "T | str"
"""A decoded row, or the reason why it could not be."""

ROW_BYTES = 1 << 20
"""Longest row that is looked at; nothing longer has ever been a play."""
BLOCK_BYTES = 1 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SEPARATORS = re.compile(rb"[\s,]*")
_FIELD = re.compile(r"at `\$\.(\w+)")


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
        start = next_row(text, at)
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
        view, marks = memoryview(text), Landmarks(text)
        at = _past_separators(text, 0)
        while at < len(text):
            if text[at : at + 1] == b"]":
                following = marks.next_row(at)  # past the array only another row is of interest
                at = len(text) if following is None else following
            else:
                row, end = self._row(view, marks, at, final=final)
                if end is None:
                    return rows, text[at:]
                if row is not None:
                    rows.append(row)
                at = end
            at = _past_separators(text, at)
        return rows, b""

    def _row(
        self, text: memoryview, marks: Landmarks, at: int, *, final: bool
    ) -> tuple[RowOrReason[T] | None, int | None]:
        """The row that begins at `at` and where it ends; no end when more text is needed to tell."""
        likely_end = marks.likely_end(at)
        try:
            return self._one.decode(text[at:likely_end]), likely_end
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass
        walk = marks.walk(at)
        if walk.state == "whole":
            return self._decoded(text[at : walk.end]), walk.end
        if walk.state == "cut" and not final:
            return None, None
        end = marks.next_row(max(walk.end if walk.state == "broken" else at, at + 1))
        reason = "cut_off" if walk.state == "cut" and end is None else "broken_json"
        if walk.end == at and (comma := marks.text.find(b",", at, end)) > 0:  # no JSON at all: an element all the same
            end = comma
        self._lost = end is None and not final
        return reason, len(text) if end is None else end

    def _decoded(self, text: memoryview) -> RowOrReason[T]:
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


def _past_separators(text: bytes, at: int) -> int:
    found = _SEPARATORS.match(text, at)
    return found.end() if found else at
