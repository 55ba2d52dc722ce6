"""Echo rings: the periods of a listener's, an artist's or a track's life in plays, ready to be drawn.

One period a ring, oldest first, from the first play of the thing drawn to the listener's latest play of anything: the
coarsest of year, quarter and month that gives at least four rings; the newest 24 are kept. Periods are calendar periods
of the listener's own clock (start of the play). A silent one keeps its place with 0 plays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from echotune.core.local_time import local_seconds
from echotune.core.wire import WireModel
from echotune.taste.labels import CODE
from echotune.taste.listener import FEATURES, ListenerModel

Unit = Literal["year", "quarter", "month"]
MONTHS: dict[Unit, int] = {"year": 12, "quarter": 3, "month": 1}
MOST_RINGS = 24
DAYS_A_MONTH = 30.44


class RingPeriod(WireModel):
    """One ring. `plays` counts plays >= 30 s; `completion` is the share of them that played to their end, among those
    whose ending is known; `hour` the circular mean of their local start (0..24); `valence` and `energy` means over the
    plays of recordings with known features."""

    label: str
    plays: int
    completion: float | None
    hour: float | None
    valence: float | None
    energy: float | None


def choose_unit(first_at: float, last_at: float) -> Unit:
    """By the span in epoch seconds."""
    months = (last_at - first_at) / (DAYS_A_MONTH * 86_400)
    return "year" if months >= 48 else "quarter" if months >= 12 else "month"


@dataclass(frozen=True, eq=False)
class RingMaker:
    """Rings over one model; made once, asked often."""

    model: ListenerModel

    def of_listener(self) -> list[RingPeriod]:
        return self._rings(np.arange(len(self._heard)))

    def of_recordings(self, recordings: NDArray[np.integer] | Sequence[int]) -> list[RingPeriod]:
        """All plays of these recordings together (a track, an artist, a genre); [] when never listened to."""
        plays = [self.model.plays_of(int(recording)) for recording in recordings]
        indices = np.sort(np.concatenate([np.zeros(0, np.int32), *plays]))
        return self._rings(self._place[indices[self.model.play_is_listen[indices]]])

    def of_mask(self, recordings: NDArray[np.bool_]) -> list[RingPeriod]:
        """All plays of the recordings chosen by a bool[R]."""
        return self._rings(np.flatnonzero(recordings[self._recording]))

    def of_artist(self, artist_no: int) -> list[RingPeriod]:
        return self._rings(np.flatnonzero(self.model.artist_no[self._recording] == artist_no))

    def _rings(self, heard: NDArray[np.integer]) -> list[RingPeriod]:
        """`heard`: indices into the plays >= 30 s."""
        if not len(heard):
            return []
        unit = choose_unit(self._ended[heard[0]], self._ended[-1])
        number = self._months // MONTHS[unit]
        first = int(number[heard].min())
        size = int(number.max()) - first + 1
        period = number[heard] - first
        plays = np.bincount(period, minlength=size)
        angle = self._hour[heard] * (np.pi / 12)
        east = np.bincount(period, np.sin(angle), size)
        north = np.bincount(period, np.cos(angle), size)
        hour = np.arctan2(east, north) * (12 / np.pi) % 24
        completion = _mean(period, self._ending[heard], size)
        valence, energy = (_mean(period, mood[heard], size) for mood in self._moods)
        return [
            RingPeriod(
                label=_label((first + at) * MONTHS[unit], unit),
                plays=int(plays[at]),
                completion=_known(completion[at], 3),
                hour=_known(hour[at], 2) if plays[at] else None,
                valence=_known(valence[at], 3),
                energy=_known(energy[at], 3),
            )
            for at in range(size)
        ][-MOST_RINGS:]

    # -- columns over the plays >= 30 s ------------------------------------------------------------------------------

    @cached_property
    def _heard(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.model.play_is_listen)

    @cached_property
    def _place(self) -> NDArray[np.int64]:
        """Index into all plays -> index into those >= 30 s."""
        return np.asarray(np.cumsum(self.model.play_is_listen) - 1)

    @cached_property
    def _recording(self) -> NDArray[np.int32]:
        return self.model.plays.recording[self._heard]

    @cached_property
    def _wall(self) -> NDArray[np.int64]:
        plays = self.model.plays
        return local_seconds(plays.started_at[self._heard], self.model.zone)

    @cached_property
    def _hour(self) -> NDArray[np.float64]:
        return self._wall % 86_400 / 3600

    @cached_property
    def _ended(self) -> NDArray[np.int64]:
        return self.model.plays.ended_at[self._heard]

    @cached_property
    def _months(self) -> NDArray[np.int64]:
        """Calendar months since January 1970."""
        return self._wall.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)

    @cached_property
    def _ending(self) -> NDArray[np.float64]:
        """1 finished, 0 not, NaN where the row does not say how it ended."""
        known = self.model.plays.reason_end[self._heard] != CODE[""]
        return np.where(known, self.model.play_is_finished[self._heard], np.nan)

    @cached_property
    def _moods(self) -> list[NDArray[np.float64]]:
        columns = [FEATURES.index("valence"), FEATURES.index("energy")]
        return [self.model.features[self._recording, column].astype(np.float64) for column in columns]


def _mean(period: NDArray[np.int64], value: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    known = ~np.isnan(value)
    with np.errstate(invalid="ignore"):
        return np.bincount(period[known], value[known], size) / np.bincount(period[known], minlength=size)


def _known(value: float, digits: int) -> float | None:
    return None if np.isnan(value) else round(float(value), digits)


def _label(month: int, unit: Unit) -> str:
    year, of_year = 1970 + month // 12, month % 12
    return {"year": f"{year}", "quarter": f"{year} Q{of_year // 3 + 1}", "month": f"{year}-{of_year + 1:02d}"}[unit]
