"""Thirty-odd ways in which one row of an export can be bad, as the text that stands in its place."""

from __future__ import annotations

import json

from tests.support.exports import new_row

_GOOD = json.dumps(new_row("2020-02-02T02:02:02Z"), ensure_ascii=False).encode()


def _with(**changes: object) -> bytes:
    row = new_row("2020-02-02T02:02:02Z") | changes
    return json.dumps({key: value for key, value in row.items() if value is not ...}, ensure_ascii=False).encode()


def _raw(old: bytes, new: bytes) -> bytes:
    assert old in _GOOD
    return _GOOD.replace(old, new, 1)


POISON: dict[str, bytes] = {
    "null": b"null",
    "number": b"42",
    "text": b'"a row"',
    "true": b"true",
    "empty list": b"[]",
    "list of rows": b"[" + _GOOD + b"]",
    "empty object": b"{}",
    "no time": _with(ts=...),
    "null time": _with(ts=None),
    "time of another form": _with(ts="02/02/2020 02:02"),
    "time that is no date": _with(ts="2019-02-30T12:00:00Z"),
    "time as a number": _with(ts=1580608922),
    "time before streaming": _with(ts="1969-12-31T23:59:59Z"),
    "time far ahead": _with(ts="9999-12-31T23:59:59Z"),
    "no ms": _with(ms_played=...),
    "null ms": _with(ms_played=None),
    "ms as text": _with(ms_played="214000"),
    "ms as a fraction": _with(ms_played=214000.5),
    "negative ms": _with(ms_played=-1),
    "huge ms": _with(ms_played=2**63),
    "ms without end": _raw(b"214000", b"9" * 400),
    "ms infinite": _raw(b"214000", b"1e999"),
    "ms not a number": _raw(b"214000", b"NaN"),
    "ms true": _with(ms_played=True),
    "nothing named": _with(
        spotify_track_uri=None,
        master_metadata_track_name=None,
        master_metadata_album_artist_name=None,
        master_metadata_album_album_name=None,
    ),
    "title as a list": _with(master_metadata_track_name=["Wet", "Gravel"]),
    "title as an object": _with(master_metadata_track_name={"name": {"text": "Wet Gravel"}}),
    "uri as a number": _with(spotify_track_uri=17),
    "shuffle as text": _with(shuffle="maybe"),
    "offline time as text": _with(offline_timestamp="yesterday"),
    "bad UTF-8": _raw(b"Wet Gravel", b"Wet \xff\xfe Gravel"),
    "UTF-8 of a surrogate": _raw(b"Wet Gravel", b"Wet \xed\xa0\x80 Gravel"),
    "lone surrogate": _raw(b"Wet Gravel", rb"Wet \ud800 Gravel"),
    "NUL": _raw(b"Wet Gravel", rb"Wet \u0000 Gravel"),
    "raw control character": _raw(b"Wet Gravel", b"Wet \x01 Gravel"),
    "unknown escape": _raw(b"Wet Gravel", rb"Wet \q Gravel"),
    "endless title": _with(master_metadata_track_name="x" * 50_000),
    "unescaped quotes": _raw(b"Wet Gravel", b'Wet "Gravel" Road'),
    "single quotes": _GOOD.replace(b'"', b"'"),
    "comma too many": _raw(b"}", b",}"),
    "comma missing": _raw(b'"ios", ', b'"ios" '),
    "colon missing": _raw(b'"platform": ', b'"platform" '),
    "value missing": _raw(b'"platform": "ios"', b'"platform": '),
    "quote missing": _raw(b'"ios"', b'"ios'),
    "brace missing": _GOOD[:-1],
    "cut in a string": _GOOD[: _GOOD.index(b"Gravel")],
    "comment": _raw(b'"platform"', b'/* where */ "platform"'),
    "deep": _raw(b'"ios"', b"[" * 5_000 + b"]" * 5_000),
    "deep and open": _raw(b'"ios"', b"[" * 5_000),
    "Python's words": _raw(b'"skipped": false', b'"skipped": False'),
    "not JSON at all": b"<tr><td>2020-02-02</td></tr>",
}
"""Each counts as exactly one row."""
