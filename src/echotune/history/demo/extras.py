"""What is in an export beside songs, and the oddities of real ones, as further rows."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.endings import SKIP_FLAG_SINCE
from echotune.history.demo.rows import CHAPTER, END, EPISODE, LOCAL, NAMELESS, START, VIDEO, Rows

SHOWS, EPISODES_PER_SHOW = 14, 180
BOOKS, CHAPTERS_PER_BOOK = 9, 30
AUDIOBOOKS_SINCE = datetime(2022, 11, 1, tzinfo=UTC).timestamp()
LONGEST_MS = 19_768_112
"""The longest single row seen in real exports: five and a half hours."""

GAPS = (
    (datetime(2022, 10, 1, tzinfo=UTC).timestamp(), datetime(2023, 3, 1, tzinfo=UTC).timestamp()),
    (datetime(2024, 5, 1, tzinfo=UTC).timestamp(), datetime(2024, 8, 1, tzinfo=UTC).timestamp()),
)
"""The months in which Spotify wrote rows without any item."""


def _sample(rows: Rows, count: int, rng: np.random.Generator, since: float = 0.0) -> Rows:
    first = min(int(np.searchsorted(rows.end, since)), len(rows) - 2)
    last = max(first + 1, int(len(rows) * 0.97))
    return rows.take(np.sort(rng.integers(first, last, count)))


def spoken(rows: Rows, kind: int, count: int, rng: np.random.Generator) -> Rows:
    """Podcast episodes or audiobook chapters, begun near times at which music was played."""
    made = _sample(rows, count, rng, AUDIOBOOKS_SINCE if kind == CHAPTER else 0.0)
    per_title, titles = (EPISODES_PER_SHOW, SHOWS) if kind == EPISODE else (CHAPTERS_PER_BOOK, BOOKS)
    title = np.minimum(rng.geometric(0.25, count) - 1, titles - 1)
    ms_played = np.where(rng.random(count) < 0.25, rng.integers(0, 30_000, count), rng.gamma(2.0, 700_000, count))
    if count:
        ms_played[count // 2] = LONGEST_MS
    whole = rng.random(count) < 0.4
    return replace(
        made,
        end=made.end + rng.integers(60, 5_400, count),
        ms_played=ms_played.astype(np.int32),
        kind=np.full(count, kind, np.int8),
        item=(title * per_title + rng.integers(0, per_title, count)).astype(np.int32),
        release=np.zeros(count, np.int8),
        reason_start=np.where(whole, START["trackdone"], START["clickrow"]).astype(np.int8),
        reason_end=np.where(whole, END["trackdone"], END["endplay"]).astype(np.int8),
        shuffle=np.zeros(count, bool),
        skipped=np.zeros(count, bool),
    )


def videos(rows: Rows, count: int, rng: np.random.Generator) -> Rows:
    """Music videos: nearly all previews of some seconds, nearly all flagged as skipped."""
    made = _sample(rows, count, rng)
    preview = rng.random(count) < 0.96
    return replace(
        made,
        end=made.end + rng.integers(1, 900, count),
        ms_played=np.where(preview, rng.integers(300, 29_000, count), rng.integers(30_000, 200_000, count)).astype(
            np.int32
        ),
        kind=np.full(count, VIDEO, np.int8),
        release=np.zeros(count, np.int8),
        reason_end=np.where(preview, END["endplay"], END["trackdone"]).astype(np.int8),
        skipped=rng.random(count) < 0.985,
    )


def near_repeats(rows: Rows, count: int, rng: np.random.Generator) -> Rows:
    """The same song and ms a few seconds later, as `endsong` exports have them."""
    made = _sample(rows, count, rng)
    return replace(made, end=made.end + rng.integers(1, 30, count))


def same_second(rows: Rows, count: int, rng: np.random.Generator) -> Rows:
    """The same song at the same second with another ms_played: a different play."""
    made = _sample(rows, count, rng)
    short = (made.ms_played // 3).astype(np.int32)
    ms_played = np.where(short == made.ms_played, made.ms_played + 1, short).astype(np.int32)
    return replace(
        made,
        ms_played=ms_played,
        reason_end=np.full(count, END["fwdbtn"], np.int8),
        skipped=made.end >= SKIP_FLAG_SINCE,
    )


def lose_items(rows: Rows, nameless: int, local: int, rng: np.random.Generator) -> None:
    """Takes the item from some rows (within the months of `GAPS` where there are any), the address from others."""
    in_gap = np.zeros(len(rows), bool)
    for start, end in GAPS:
        in_gap |= (rows.end >= start) & (rows.end < end)
    pool: NDArray[np.int64] = np.flatnonzero(in_gap)
    pool = pool if len(pool) >= nameless else np.arange(len(rows))
    rows.kind[rng.choice(pool, nameless, replace=False)] = NAMELESS
    music = np.flatnonzero(rows.kind == 0)
    rows.kind[rng.choice(music, min(local, len(music)), replace=False)] = LOCAL
