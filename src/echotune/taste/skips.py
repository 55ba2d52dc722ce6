"""What a skip meant, judged by what came before and after it. Not one number: skips are context too.

- wrong moment: the same song was listened to again within 28 days;
- tired of it: it was not, and it had been listened to three times or more before;
- dislike: it was not, and it had hardly been listened to before;
- open: fewer than 28 days of the record follow.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import ListenerModel
from echotune.taste.memory import DAY_SECONDS

RETURN_DAYS: Final = 28
KNOWN_LISTENS: Final = 3


class SkipMeaning(IntEnum):
    NO_SKIP = 0
    WRONG_MOMENT = 1
    TIRED = 2
    DISLIKE = 3
    OPEN = 4


def skip_meanings(model: ListenerModel) -> NDArray[np.int8]:
    """int8[P] of `SkipMeaning`, one per play of the model."""
    order = np.argsort(model.plays.recording, kind="stable")
    recording, ended_at = model.plays.recording[order], model.plays.ended_at[order]
    listened, place = model.play_is_listen[order], np.arange(len(order))
    listens = np.flatnonzero(listened)
    following = np.append(listens, len(order))[np.searchsorted(listens, place, side="right")]
    inside = np.minimum(following, len(order) - 1)
    same = (following < len(order)) & (recording[inside] == recording)
    returned = same & (ended_at[inside] - ended_at <= RETURN_DAYS * DAY_SECONDS)
    before = np.concatenate([[0], np.cumsum(listened)])
    known = before[place] - before[np.searchsorted(recording, recording)] >= KNOWN_LISTENS
    last = model.plays.ended_at[-1] if len(order) else 0
    meaning = np.select(
        [~model.play_is_skipped[order], returned, ended_at > last - RETURN_DAYS * DAY_SECONDS, known],
        [SkipMeaning.NO_SKIP, SkipMeaning.WRONG_MOMENT, SkipMeaning.OPEN, SkipMeaning.TIRED],
        SkipMeaning.DISLIKE,
    )
    answer = np.empty(len(order), np.int8)
    answer[order] = meaning
    return answer
