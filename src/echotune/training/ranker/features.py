"""What a listener's own ranker looks at: a number per candidate and feature, from what memory holds at a moment.

Chosen from published findings on when music comes back (decays, ACT-R activation, time since the last play, the artist's
recency, what shared a session with what is on) and from what endings mean. Decayed plays come as logarithms, as they are
and as a root: how much more the tenth play of a month says than the first differs from listener to listener. Hour, weekday
and season add nothing and are left out. A skip is three features and not one: tired of it, disliked, wrong moment
(`taste.skips`), the first two with half-lives of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.taste import labels, memory
from echotune.taste.ranking import (
    FAINTEST_DECAY,
    REST_DAYS,
    Floats,
    Mask,
    Ranking,
    Recall,
    floored_log,
    soft_log,
    standard,
)
from echotune.taste.skips import SkipMeaning, skip_meanings

Matrix = NDArray[np.float32]
"""float32[C, F]: standard scores over C candidates, in the order of the task's features."""

SPELL_GAP_DAYS = 14
"""A pause this long between two listens ends a spell of a song."""
TIRED_HALF_LIFE_DAYS, DISLIKE_HALF_LIFE_DAYS = 60, 365

MEMORY_FEATURES = (
    "two_term", "decay_3", "decay_14", "decay_30", "decay_365", "plays_7", "plays_30", "root_14", "activation_0.5", "activation_1", "since_last", "since_first",
    "returns", "overdue", "artist_7", "artist_60", "artist_last", "artist_listens", "company", "close_company",
    "chosen", "finished", "tired", "disliked", "wrong_moment",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class MemoryColumns:
    """All features of all recordings at one moment, float64[R] each; meaningful where there is a listen."""

    recall: Recall

    def matrix(self, ranking: Ranking) -> Matrix:
        """MEMORY_FEATURES of the ranking's candidates."""
        inside = ranking.candidates
        columns = self._own | {"company": soft_log(self.recall.company(7), inside)}
        return np.stack([standard(columns[name], inside)[inside] for name in MEMORY_FEATURES], axis=1).astype(
            np.float32
        )

    @cached_property
    def _own(self) -> dict[str, Floats]:
        recall, model = self.recall, self.recall.model
        since_last, since_first = recall.days_since(model.last_listened_at), recall.days_since(model.first_listened_at)
        returns, spells = self._returns_and_spells
        usual_pause = (since_first - since_last) / np.maximum(spells - 1, 1)
        endings = self._endings
        return {
            "two_term": floored_log(recall.two_term_decay(), FAINTEST_DECAY),
            "decay_3": floored_log(recall.decay(3), FAINTEST_DECAY),
            "decay_14": floored_log(recall.decay(14), FAINTEST_DECAY),
            "decay_30": floored_log(recall.decay(30), FAINTEST_DECAY),
            "decay_365": floored_log(recall.decay(365), FAINTEST_DECAY),
            "plays_7": recall.decay(7),
            "plays_30": recall.decay(30),
            "root_14": np.sqrt(recall.decay(14)),
            "activation_0.5": recall.activation(0.5),
            "activation_1": recall.activation(1.0),
            "since_last": np.log(since_last + 0.1),
            "since_first": np.log(since_first + 0.1),
            "returns": np.log1p(returns),
            "overdue": np.where(spells > 1, np.log((since_last + 1) / (usual_pause + 1)), 0),
            "artist_7": floored_log(recall.artist_decay_of_others(7), 0.05),
            "artist_60": floored_log(recall.artist_decay_of_others(60), 0.05),
            "artist_last": np.log(recall.days_since_artist + 0.1),
            "artist_listens": np.log1p(recall.of_artist(model.listens) - model.listens),
            "close_company": recall.company(7),
            "chosen": endings["chosen"],
            "finished": (model.finished + 0.6) / (model.listens + 1),
            "tired": endings["tired"],
            "disliked": endings["disliked"],
            "wrong_moment": endings["wrong_moment"],
        }

    @cached_property
    def _returns_and_spells(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Listens that ended a rest of 60 days, and spells of listening, per recording."""
        model = self.recall.model
        item = model.plays.recording[model.play_is_listen]
        order = np.argsort(item, kind="stable")
        item, ended_at = item[order], model.plays.ended_at[model.play_is_listen][order]
        pause = np.where(item[1:] == item[:-1], (ended_at[1:] - ended_at[:-1]) / memory.DAY_SECONDS, 0)
        returns = np.bincount(item[1:][pause >= REST_DAYS], minlength=model.size)
        return returns, 1 + np.bincount(item[1:][pause >= SPELL_GAP_DAYS], minlength=model.size)

    @cached_property
    def _endings(self) -> dict[str, Floats]:
        """Share of starts that were chosen by hand, and what skips said."""
        model = self.recall.model
        plays, size = model.plays, model.size
        meaning, age = skip_meanings(model), memory.age_days(plays.ended_at, self.recall.as_of)
        chosen = np.bincount(plays.recording[np.isin(plays.reason_start, labels.CHOSEN)], minlength=size)

        def skips(kind: SkipMeaning, half_life_days: float | None) -> Floats:
            those = meaning == kind
            if half_life_days is None:
                return memory.total(plays.recording[those], size)
            return memory.decay(plays.recording[those], age[those], size, half_life_days=half_life_days)

        return {
            "chosen": (chosen + 0.3) / (model.starts + 1.5),
            "tired": np.log1p(skips(SkipMeaning.TIRED, TIRED_HALF_LIFE_DAYS)),
            "disliked": np.log1p(skips(SkipMeaning.DISLIKE, DISLIKE_HALF_LIFE_DAYS)),
            "wrong_moment": np.log1p(skips(SkipMeaning.WRONG_MOMENT, None)),
        }


def stacked(columns: Sequence[Floats], inside: Mask) -> Matrix:
    """Standard scores of float64[R] columns over the candidates (bool[R])."""
    return np.stack([standard(column, inside)[inside] for column in columns], axis=1).astype(np.float32)
