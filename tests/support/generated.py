"""A generated life as plays, for tests that store it row by row."""

from __future__ import annotations

from datetime import UTC, datetime

from echotune.history.demo.generate import Demo
from echotune.history.demo.rows import END_REASONS, START_REASONS, TRACK
from tests.support.listening import Play, Track


def plays_of(demo: Demo) -> list[Play]:
    """Its music, releases included; no podcasts, videos or nameless rows."""
    rows = demo.rows.take(demo.rows.kind == TRACK)
    tracks = {pair: _track(demo, *pair) for pair in set(zip(rows.item.tolist(), rows.release.tolist(), strict=True))}
    return [
        Play(
            tracks[rows.item[at].item(), rows.release[at].item()],
            datetime.fromtimestamp(int(rows.end[at]), UTC),
            int(rows.ms_played[at]),
            START_REASONS[rows.reason_start[at]],
            END_REASONS[rows.reason_end[at]],
            bool(rows.shuffle[at]),
            bool(rows.incognito[at]),
        )
        for at in range(len(rows))
    ]


def _track(demo: Demo, item: int, release: int) -> Track:
    title, artist, album, _ = demo.naming.song(item, release)
    return Track(artist, title, album)
