"""Which rows stand in which file of the ZIP: generations, overlaps, repeats, and names that sort badly."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.rows import EPISODE, LOCAL, NAMELESS, TRACK, VIDEO, Rows

OLD, NEW, SHORT, SHORT_PODCAST = "old", "new", "short", "short podcast"
EXTENDED_FOLDER, OLD_FOLDER, ACCOUNT_FOLDER = "Spotify Extended Streaming History", "MyData", "Spotify Account Data"
ENDSONG_UNTIL = int(datetime(2018, 1, 1, tzinfo=UTC).timestamp())
OLD_UNTIL = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
ROWS_PER_FILE = 16_000
FILES_AT_LEAST = 12


@dataclass(frozen=True)
class HistoryFile:
    """One file of streaming history: its path in the ZIP, the form of its rows, and which rows, in order."""

    path: str
    form: str
    rows: NDArray[np.int64]


def lay_out(rows: Rows, repeats: int, overlap: int, extended_until: int, rng: np.random.Generator) -> list[HistoryFile]:
    """Deals `rows` (in order of time) into files, sorted by path.

    `repeats` exact duplicates are added, partly in the same file and partly in the next one. The short account form
    holds what ended after `extended_until` and, once more, the last `overlap` plays before it.
    """
    extended = rows.end < extended_until
    video = rows.kind == VIDEO
    endsong = np.flatnonzero(extended & ~video & (rows.end < ENDSONG_UNTIL))
    middle = np.flatnonzero(extended & ~video & (rows.end >= ENDSONG_UNTIL) & (rows.end < OLD_UNTIL))
    recent = np.flatnonzero(extended & ~video & (rows.end >= OLD_UNTIL))
    size = int(np.clip(len(rows) // FILES_AT_LEAST, 40, ROWS_PER_FILE))
    files = _endsong_files(endsong, size, rng)
    audio = [(OLD, part) for part in _parts(middle, size)] + [(NEW, part) for part in _parts(recent, size)]
    files += [_audio_file(rows, number, form, part) for number, (form, part) in enumerate(audio)]
    files = _repeat_some(files, repeats, rng)
    files += _video_files(rows, np.flatnonzero(video))
    files += _short_files(rows, extended_until, overlap)
    return sorted(files, key=lambda file: file.path)


def _parts(index: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    return np.array_split(index, max(1, -(-len(index) // size))) if len(index) else []


def _endsong_files(index: NDArray[np.int64], size: int, rng: np.random.Generator) -> list[HistoryFile]:
    """Every one of them spans all the years, in no order."""
    parts = _parts(rng.permutation(index), size)
    return [HistoryFile(f"{OLD_FOLDER}/endsong_{n}.json", OLD, part) for n, part in enumerate(parts)]


def _years(rows: Rows, index: NDArray[np.int64]) -> str:
    first, last = (datetime.fromtimestamp(int(rows.end[i]), UTC).year for i in (index.min(), index.max()))
    return str(first) if first == last else f"{first}-{last}"


def _audio_file(rows: Rows, number: int, form: str, index: NDArray[np.int64]) -> HistoryFile:
    name = f"Streaming_History_Audio_{_years(rows, index)}_{number}.json"
    return HistoryFile(f"{EXTENDED_FOLDER}/{name}", form, index)


def _repeat_some(files: list[HistoryFile], repeats: int, rng: np.random.Generator) -> list[HistoryFile]:
    lengths = np.array([len(file.rows) for file in files])
    shares = rng.multinomial(repeats, lengths / lengths.sum())
    result = []
    for number, (file, share) in enumerate(zip(files, shares.tolist(), strict=True)):
        inside = share // 2
        own = rng.choice(file.rows, inside)
        others = files[number - 1].rows[-(share - inside) :] if share > inside else file.rows[:0]
        others = np.resize(others, share - inside)
        result.append(HistoryFile(file.path, file.form, np.concatenate([others, file.rows, own])))
    return result


def _video_files(rows: Rows, index: NDArray[np.int64]) -> list[HistoryFile]:
    old, new = index[rows.end[index] < OLD_UNTIL], index[rows.end[index] >= OLD_UNTIL]
    files = [HistoryFile(f"{OLD_FOLDER}/endvideo.json", OLD, old)] if len(old) else []
    if len(new):
        files.append(HistoryFile(f"{EXTENDED_FOLDER}/Streaming_History_Video_{_years(rows, new)}.json", NEW, new))
    return files


def _short_files(rows: Rows, extended_until: int, overlap: int) -> list[HistoryFile]:
    named = (rows.kind == TRACK) | (rows.kind == LOCAL) | (rows.kind == EPISODE)
    later = np.flatnonzero((rows.end >= extended_until) & named)
    before = np.flatnonzero((rows.end < extended_until) & named)
    chosen = np.concatenate([before[len(before) - overlap :], later])
    spoken = rows.kind[chosen] == EPISODE
    music, podcasts = chosen[~spoken], chosen[spoken]
    files = [
        HistoryFile(f"{ACCOUNT_FOLDER}/StreamingHistory_music_{n}.json", SHORT, part)
        for n, part in enumerate(_parts(music, 10_000))
    ]
    files.append(HistoryFile(f"{ACCOUNT_FOLDER}/StreamingHistory_podcast_0.json", SHORT_PODCAST, podcasts))
    return files


def settle_tail(rows: Rows, extended_until: int) -> None:
    """What the short form cannot tell becomes a song: it knows neither rows without a name nor videos."""
    untold = (rows.kind == LOCAL) | (rows.kind == NAMELESS) | (rows.kind == VIDEO)
    rows.kind[(rows.end >= extended_until) & untold] = TRACK
