"""What a play's beginning and ending mean.

Evidence: P(listened >= 30 s again within 28 days | how the first ever play ended), 8 exports pooled. Played to 30 s is
the positive threshold; a forward press after 30 s is no dislike (.20-.22, as after `trackdone`); only an early one is
(.07 below 5 s, .10 below 30 s). A row picked by hand returns more often (.25) than one that was only continued (.20),
one on shuffle less (.18).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

LISTEN_MS: Final = 30_000
"""A play counts as listened to from here on."""

INSTANT_MS: Final = 5_000
"""A forward press before this says most."""

REASONS: Final = (
    "", "trackdone", "fwdbtn", "endplay", "clickrow", "logout", "backbtn", "playbtn", "appload", "remote",
    "unexpected-exit-while-paused", "unexpected-exit", "trackerror", "clickside", "click-row", "nextbtn", "popup",
    "uriopen", "persisted", "reconnect", "reload", "interupted", "switched-to-audio", "switched-to-video",
)  # fmt: skip
"""Codes of `reason_start` and `reason_end`, commonest first; 0 stands for none, `unknown` and anything new."""

CODE: Final = {reason: code for code, reason in enumerate(REASONS)}

FORWARD: Final = (CODE["fwdbtn"], CODE["nextbtn"])
REPLACED: Final = (CODE["endplay"],)
PICKED_ANOTHER: Final = (CODE["clickrow"], CODE["click-row"], CODE["clickside"])
CHOSEN: Final = (CODE["clickrow"], CODE["click-row"], CODE["clickside"], CODE["uriopen"])
FAILED: Final = (CODE["trackerror"],)

Codes = NDArray[np.int8]
Milliseconds = NDArray[np.int32]


def listened(ms_played: Milliseconds) -> NDArray[np.bool_]:
    """>= 30 s."""
    return np.asarray(ms_played >= LISTEN_MS, bool)


def finished(ms_played: Milliseconds, reason_end: Codes) -> NDArray[np.bool_]:
    """Listened to, and ended by itself (`trackdone`)."""
    ended_by_itself: NDArray[np.bool_] = reason_end == CODE["trackdone"]
    return listened(ms_played) & ended_by_itself


def skipped(ms_played: Milliseconds, reason_end: Codes) -> NDArray[np.bool_]:
    """Left before 30 s by pressing forward or picking another row. The export's own `skipped` flag is not used: it is
    always false or null for years of every export."""
    left: NDArray[np.bool_] = np.isin(reason_end, FORWARD + PICKED_ANOTHER)
    return ~listened(ms_played) & left


def weights(
    ms_played: Milliseconds, reason_start: Codes, reason_end: Codes, shuffle: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Evidence of liking in one play, float32[P].

    +1 from 30 s, x 1.25 when chosen, x 0.8 on shuffle; +0.5 when ended by the back button; -1 for a forward press
    below 5 s, -0.5 for forward or a replaced playback in 5-30 s; 0 for everything else that is short (logout, exits,
    remote) and for playback errors.
    """
    listen, instant = listened(ms_played), ms_played < INSTANT_MS
    weight = listen.astype(np.float32)
    weight[listen & np.isin(reason_start, CHOSEN)] *= 1.25
    weight[listen & shuffle] *= 0.8
    weight[reason_end == CODE["backbtn"]] += 0.5
    forward = np.isin(reason_end, FORWARD)
    weight[instant & forward] = -1.0
    weight[~listen & ~instant & (forward | np.isin(reason_end, REPLACED))] = -0.5
    weight[np.isin(reason_end, FAILED)] = 0.0
    return weight
