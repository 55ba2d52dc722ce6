"""The evidence table, row by row."""

from __future__ import annotations

import numpy as np
import pytest

from echotune.taste import labels


@pytest.mark.parametrize(
    ("ms_played", "start", "end", "shuffle", "weight"),
    [
        (90_000, "trackdone", "trackdone", False, 1.0),
        (30_000, "trackdone", "fwdbtn", False, 1.0),  # a forward press after 30 s is no dislike
        (90_000, "clickrow", "endplay", False, 1.25),
        (90_000, "trackdone", "trackdone", True, 0.8),
        (90_000, "clickrow", "trackdone", True, 1.0),
        (4_999, "trackdone", "backbtn", False, 0.5),
        (4_999, "trackdone", "fwdbtn", False, -1.0),
        (4_999, "trackdone", "nextbtn", True, -1.0),
        (5_000, "clickrow", "fwdbtn", False, -0.5),
        (29_999, "trackdone", "endplay", False, -0.5),
        (4_999, "trackdone", "endplay", False, 0.0),
        (10_000, "trackdone", "logout", False, 0.0),
        (10_000, "remote", "remote", False, 0.0),
        (10_000, "trackdone", "unexpected-exit-while-paused", False, 0.0),
        (90_000, "trackdone", "trackerror", False, 0.0),
        (10_000, "trackdone", "a reason of next year", False, 0.0),
    ],
)
def test_a_play_weighs_what_the_table_says(ms_played: int, start: str, end: str, shuffle: bool, weight: float) -> None:
    codes = [np.array([labels.CODE.get(reason, 0)], np.int8) for reason in (start, end)]
    answer = labels.weights(np.array([ms_played], np.int32), *codes, np.array([shuffle]))
    assert answer.tolist() == [pytest.approx(weight)]


def test_a_skip_is_an_early_departure_whatever_the_export_flag_says() -> None:
    ends = np.array(
        [labels.CODE[end] for end in ("fwdbtn", "fwdbtn", "clickrow", "trackdone", "logout", "backbtn")], np.int8
    )
    ms_played = np.array([29_999, 30_000, 1_000, 1_000, 1_000, 1_000], np.int32)
    assert labels.skipped(ms_played, ends).tolist() == [True, False, True, False, False, False]
