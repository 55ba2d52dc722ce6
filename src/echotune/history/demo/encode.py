"""Rows as Spotify writes them: the older generation compact with 21 keys, the newer indented with 23, the short form."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.devices import (
    CANARY_ADDRESSES,
    CANARY_USER_AGENT,
    CANARY_USERNAME,
    COARSE_SINCE,
    COUNTRIES,
    DEVICES,
)
from echotune.history.demo.layout import NEW, OLD, SHORT, HistoryFile
from echotune.history.demo.naming import Naming, quoted
from echotune.history.demo.rows import (
    END_REASONS,
    OFFLINE_MS,
    OFFLINE_NULL,
    OFFLINE_SECONDS,
    OFFLINE_ZERO,
    START_REASONS,
    Rows,
)

ROWS_PER_CHUNK = 512

_BOOL = ("false", "true")
_Cells = tuple[str, str, int, str, str, tuple[int, int, int], str, str, str, str, str, str, str]


def encode_file(file: HistoryFile, rows: Rows, naming: Naming) -> Iterator[bytes]:
    """The JSON of one file, in pieces."""
    encode = {OLD: _old_rows, NEW: _new_rows, SHORT: _short_rows}.get(file.form, _short_podcast_rows)
    opening, comma, closing = ("[", ",", "]") if file.form == OLD else ("[\n", ",\n", "\n]")
    yield opening.encode()
    for start in range(0, len(file.rows), ROWS_PER_CHUNK):
        part = rows.take(file.rows[start : start + ROWS_PER_CHUNK])
        yield ((comma if start else "") + comma.join(encode(part, naming))).encode()
    yield closing.encode()


def _times(end: NDArray[np.int64]) -> list[str]:
    texts: list[str] = np.datetime_as_string(end.astype("datetime64[s]"), unit="s").tolist()
    return texts


def _platforms(rows: Rows) -> list[str]:
    texts = [(quoted(device.text), quoted(device.coarse)) for device in DEVICES]
    return [texts[d][c] for d, c in zip(rows.platform.tolist(), (rows.end >= COARSE_SINCE).tolist(), strict=True)]


def _offline_at(rows: Rows, seconds: int) -> list[str]:
    """Null, 0, seconds or milliseconds; `seconds` is the code that stands for seconds in this generation."""
    began = rows.end - rows.ms_played // 1000
    forms = {OFFLINE_NULL: "null", OFFLINE_ZERO: "0"}
    return [
        forms.get(form) or (str(at) if form == seconds else str(at * 1000 + at % 997))
        for form, at in zip(rows.offline_form.tolist(), began.tolist(), strict=True)
    ]


def _columns(rows: Rows, seconds: int) -> Iterator[_Cells]:
    starts = [quoted(reason) for reason in START_REASONS]
    ends = [quoted(reason) for reason in END_REASONS]
    return zip(
        _times(rows.end),
        _platforms(rows),
        rows.ms_played.tolist(),
        [COUNTRIES[code] for code in rows.country.tolist()],
        [CANARY_ADDRESSES[code] for code in rows.address.tolist()],
        zip(rows.kind.tolist(), rows.item.tolist(), rows.release.tolist(), strict=True),
        [starts[code] for code in rows.reason_start.tolist()],
        [ends[code] for code in rows.reason_end.tolist()],
        [_BOOL[flag] for flag in rows.shuffle.tolist()],
        [_BOOL[flag] for flag in rows.skipped.tolist()],
        [_BOOL[flag] for flag in rows.offline.tolist()],
        _offline_at(rows, seconds),
        [_BOOL[flag] for flag in rows.incognito.tolist()],
        strict=True,
    )


def _old_rows(rows: Rows, naming: Naming) -> list[str]:
    made = []
    for ts, platform, ms, country, ip, what, start, end, shuffle, _, offline, at, incognito in _columns(
        rows, OFFLINE_MS
    ):
        made.append(
            f'{{"ts":"{ts}Z","username":"{CANARY_USERNAME}","platform":{platform},"ms_played":{ms},'
            f'"conn_country":"{country}","ip_addr_decrypted":"{ip}","user_agent_decrypted":"{CANARY_USER_AGENT}",'
            f'{naming.compact(what)},"reason_start":{start},"reason_end":{end},"shuffle":{shuffle},"skipped":null,'
            f'"offline":{offline},"offline_timestamp":{at},"incognito_mode":{incognito}}}'
        )
    return made


def _new_rows(rows: Rows, naming: Naming) -> list[str]:
    made = []
    for ts, platform, ms, country, ip, what, start, end, shuffle, skipped, offline, at, incognito in _columns(
        rows, OFFLINE_SECONDS
    ):
        made.append(
            f'  {{\n    "ts": "{ts}Z",\n    "platform": {platform},\n    "ms_played": {ms},\n'
            f'    "conn_country": "{country}",\n    "ip_addr": "{ip}",\n{naming.indented(what)},\n'
            f'    "reason_start": {start},\n    "reason_end": {end},\n    "shuffle": {shuffle},\n'
            f'    "skipped": {skipped},\n    "offline": {offline},\n    "offline_timestamp": {at},\n'
            f'    "incognito_mode": {incognito}\n  }}'
        )
    return made


def _minutes(rows: Rows) -> list[str]:
    return [text[:16].replace("T", " ") for text in _times(rows.end)]


def _short_rows(rows: Rows, naming: Naming) -> list[str]:
    made = []
    for ended, ms, track, release in zip(
        _minutes(rows), rows.ms_played.tolist(), rows.item.tolist(), rows.release.tolist(), strict=True
    ):
        title, artist, _, _ = naming.song(track, release)
        made.append(
            f'  {{\n    "endTime" : "{ended}",\n    "artistName" : {quoted(artist)},\n'
            f'    "trackName" : {quoted(title)},\n    "msPlayed" : {ms}\n  }}'
        )
    return made


def _short_podcast_rows(rows: Rows, naming: Naming) -> list[str]:
    made = []
    for ended, ms, item in zip(_minutes(rows), rows.ms_played.tolist(), rows.item.tolist(), strict=True):
        title, show, _ = naming.episode(item)
        made.append(
            f'  {{\n    "endTime" : "{ended}",\n    "podcastName" : {quoted(show)},\n'
            f'    "episodeName" : {quoted(title)},\n    "msPlayed" : {ms}\n  }}'
        )
    return made
