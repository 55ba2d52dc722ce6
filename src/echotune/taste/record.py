"""The listens of one model as columns, with the wall clock: what beliefs and headlines count over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.core.local_time import local_seconds
from echotune.taste import words
from echotune.taste.listener import FEATURES, ListenerModel
from echotune.taste.rings import RingMaker

DAY_SECONDS = 86_400
YEAR_DAYS = 365
LONG_SESSION_SECONDS = 7_200

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Record:
    """H plays of 30 s and more, ascending by end. "Lately" is the year that ends with the latest of them."""

    model: ListenerModel

    def __len__(self) -> int:
        return len(self.at)

    @cached_property
    def at(self) -> Ints:
        """Indices into the model's plays."""
        return np.flatnonzero(self.model.play_is_listen)

    @cached_property
    def recording(self) -> Ints:
        return self.model.plays.recording[self.at].astype(np.int64)

    @cached_property
    def artist(self) -> Ints:
        return self.model.artist_no[self.recording].astype(np.int64)

    @cached_property
    def ended_at(self) -> Ints:
        return self.model.plays.ended_at[self.at]

    @cached_property
    def started_at(self) -> Ints:
        return self.model.plays.started_at[self.at]

    @cached_property
    def finished(self) -> Mask:
        return self.model.play_is_finished[self.at]

    @cached_property
    def hour(self) -> Ints:
        """0-23, of the start."""
        return self.model.plays.hour[self.at].astype(np.int64)

    @cached_property
    def clock(self) -> Floats:
        """Hours since midnight of the start, 0..24."""
        return self._wall % DAY_SECONDS / 3600

    @cached_property
    def is_weekday(self) -> Mask:
        return np.asarray(self.model.plays.weekday[self.at] < 5)

    @cached_property
    def _wall(self) -> Ints:
        return local_seconds(self.started_at, self.model.zone)

    @cached_property
    def _months(self) -> Ints:
        return self._wall.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)

    @cached_property
    def year(self) -> Ints:
        return self._months // 12 + 1970

    @cached_property
    def month(self) -> Ints:
        """0-11."""
        return self._months % 12

    @cached_property
    def day(self) -> Ints:
        return self._wall // DAY_SECONDS

    @property
    def end(self) -> int:
        """Epoch seconds of the latest listen's end."""
        return int(self.ended_at[-1])

    @property
    def lately_since(self) -> int:
        return self.end - YEAR_DAYS * DAY_SECONDS

    @cached_property
    def lately(self) -> Mask:
        return np.asarray(self.ended_at > self.lately_since)

    @property
    def lately_in_words(self) -> str:
        """`in the 12 months to 20 November 2026`."""
        return f"in the 12 months to {self.on(self.end)}"

    @cached_property
    def in_long_session(self) -> Mask:
        """Whether the play's session (pauses up to 30 minutes, short plays included) lasted more than two hours."""
        session, plays = self.model.play_session, self.model.plays
        count = int(session[-1]) + 1
        begin, end = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
        np.minimum.at(begin, session, plays.started_at)
        np.maximum.at(end, session, plays.ended_at)
        return np.asarray((end - begin > LONG_SESSION_SECONDS)[session[self.at]])

    def feature(self, name: str) -> Floats:
        """float64[H], NaN where unknown."""
        values: Floats = self.model.features[self.recording, FEATURES.index(name)].astype(np.float64)
        return values

    def on(self, epoch: int) -> str:
        return words.day(epoch, self.model.zone)

    @cached_property
    def rings(self) -> RingMaker:
        return RingMaker(self.model)

    # -- by artist -----------------------------------------------------------------------------------------------------

    @property
    def artists(self) -> int:
        return len(self.model.artist_keys)

    @cached_property
    def by_artist(self) -> Ints:
        """Listens per artist."""
        return np.bincount(self.artist, minlength=self.artists)

    def of_artist(self, artist: int) -> Ints:
        """Places in the columns, ascending in time."""
        order, starts = self._artist_order
        return order[starts[artist] : starts[artist + 1]]

    @cached_property
    def _artist_order(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.artist, kind="stable")
        return order, np.searchsorted(self.artist[order], np.arange(self.artists + 1))

    def artist_table(self, column: Ints, width: int) -> Ints:
        """int64[artists, width]: listens per artist and value of the column (0..width-1)."""
        return np.bincount(self.artist * width + column, minlength=self.artists * width).reshape(-1, width)
