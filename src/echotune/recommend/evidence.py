"""The facts of one recording, counted from the plays before `asOf`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.provenance import Evidence, Season
from echotune.recommend.resolve import Seed
from echotune.recommend.sound import COLUMN, Target
from echotune.recommend.strategy import Asked
from echotune.taste.labels import CODE

Index = NDArray[np.intp]
SEASONS: tuple[Season, ...] = ("winter", "spring", "summer", "autumn")
WINDOW_HOURS = 4
LEAST_LIKENESS = 0.5  # below it a track is not called near to another
LEAST_SITTINGS = 2


class EvidenceMaker:
    """Evidence for the tracks of one answer."""

    def __init__(self, asked: Asked, suggested_at: dict[int, datetime]) -> None:
        self.asked, self.prepared, self._suggested_at = asked, asked.prepared, suggested_at

    def of(self, recording: int) -> Evidence:
        model = self.prepared.model
        plays = model.plays_of(recording)
        heard = plays[model.play_is_listen[plays]]
        return Evidence(
            starts=len(plays),
            plays=len(heard),
            finished=_if_told(model.play_is_finished[heard], model.plays.reason_end[heard]),
            skipped=_if_told(model.play_is_skipped[plays], model.plays.reason_end[plays]),
            first_played_at=self._began(heard[0]) if len(heard) else None,
            last_played_at=self._began(heard[-1]) if len(heard) else None,
            **self._when(heard),
            **self._artist(recording),
            seed_artist=self._seed(recording),
            **self._nearest(recording),
            **self._together(recording, heard),
            saved=bool(model.saved[recording]),
            liked=bool(model.liked[recording]),
            suggested_at=self._suggested_at.get(recording),
        )

    def _began(self, play: int) -> datetime:
        plays = self.prepared.model.plays
        return datetime.fromtimestamp(int(plays.ended_at[play]) + -int(plays.ms[play]) // 1000, UTC)

    def _when(self, heard: NDArray[np.int32]) -> dict[str, Any]:
        """The fullest year, season and four hours; of equals the earliest."""
        if not len(heard):
            return {}
        wall = self.prepared.wall_start[heard]
        months = wall.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
        year, year_plays = _fullest(1970 + months // 12)
        season, season_plays = _fullest((months + 1) // 3)  # December opens the winter
        hours = np.bincount(wall % 86_400 // 3600, minlength=24)
        windows = np.sum([np.roll(hours, -shift) for shift in range(WINDOW_HOURS)], axis=0)
        first = int(np.argmax(windows))
        return {
            "best_year": year,
            "best_year_plays": year_plays,
            "best_season": SEASONS[season % 4],
            "best_season_year": 1970 + (season * 3 - 1) // 12,
            "best_season_plays": season_plays,
            "hour_from": first,
            "hour_to": (first + WINDOW_HOURS) % 24,
            "hour_plays": int(windows[first]),
        }

    def _artist(self, recording: int) -> dict[str, Any]:
        artist = int(self.prepared.model.artist_no[recording])
        heard, first, last = self.prepared.artist_history
        if not heard[artist]:
            return {}
        return {
            "artist_plays": int(heard[artist]),
            "artist_first_played_at": self._began(first[artist]),
            "artist_last_played_at": self._began(last[artist]),
        }

    # -- what it resembles -------------------------------------------------------------------------------------------

    def _seed(self, recording: int) -> str | None:
        """The seed nearest in sound, when there is likeness at all."""
        seeds = [seed for seed in self.asked.resolved.seeds if seed.target.usable]
        likeness = [float(self.prepared.sound.likeness(seed.target, np.array([recording]))[0]) for seed in seeds]
        best = max(zip(likeness, seeds, strict=True), key=lambda pair: np.nan_to_num(pair[0], nan=-1), default=None)
        return best[1].name if best and best[0] > LEAST_LIKENESS else None

    def _nearest(self, recording: int) -> dict[str, Any]:
        """The nearest in sound among the seeds' exemplars, else among the favourites."""
        sound, model = self.prepared.sound, self.prepared.model
        among = self._compared_with[self._compared_with != recording]
        if not sound.compared[recording] or not len(among):
            return {}
        likeness = sound.likeness(Target(sound.points[recording], sound.known[recording]), among)
        at = int(np.argmax(np.nan_to_num(likeness, nan=-1)))
        if not likeness[at] > LEAST_LIKENESS:
            return {}
        nearest, tempo = int(among[at]), sound.values[:, COLUMN["tempo"]].astype(np.float64)
        difference = tempo[recording] - tempo[nearest]
        return {
            "nearest_recording_id": model.recording_ids[nearest],
            "nearest_title": model.titles[nearest],
            "nearest_artist": model.artists[nearest],
            "nearest_tempo_difference": None if np.isnan(difference) else round(float(difference)),
        }

    @cached_property
    def _compared_with(self) -> Index:
        seeds = _all(self.asked.resolved.seeds, exemplars=True)
        return seeds if len(seeds) else self.prepared.favourites

    def _together(self, recording: int, heard: NDArray[np.int32]) -> dict[str, Any]:
        """The seed's (else lately played) recording that shared most sittings with this one."""
        sitting, other = self._partners
        shared = other[np.isin(sitting, self.prepared.model.play_session[heard]) & (other != recording)]
        if not len(shared):
            return {}
        partner, sittings = _fullest(shared)
        if sittings < LEAST_SITTINGS:
            return {}
        model = self.prepared.model
        return {
            "together_recording_id": model.recording_ids[partner],
            "together_title": model.titles[partner],
            "together_artist": model.artists[partner],
            "together_sittings": sittings,
        }

    @cached_property
    def _partners(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        seeds = self.asked.resolved.seeds
        return self.prepared.sittings_of(_all(seeds, exemplars=False) if seeds else self.prepared.lately)


def _fullest(values: NDArray[np.integer]) -> tuple[int, int]:
    """The commonest value and how often it comes; of equals the lowest."""
    found, counts = np.unique(values, return_counts=True)
    at = int(np.argmax(counts))
    return int(found[at]), int(counts[at])


def _if_told(happened: NDArray[np.bool_], reason_end: NDArray[np.int8]) -> int | None:
    """How often; None where no row says how it ended."""
    return int(happened.sum()) if (reason_end != CODE[""]).any() or not len(happened) else None


def _all(seeds: Iterable[Seed], *, exemplars: bool) -> Index:
    parts = [seed.exemplars if exemplars else seed.recordings for seed in seeds]
    return np.concatenate(parts) if parts else np.zeros(0, np.intp)
