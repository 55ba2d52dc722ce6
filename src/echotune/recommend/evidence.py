"""The facts of one recording, counted from the plays before `asOf`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.chosen import Chosen
from echotune.recommend.prepared import Prepared
from echotune.recommend.provenance import Evidence, Season
from echotune.recommend.resolve import Seed
from echotune.recommend.sound import COLUMN
from echotune.recommend.strategy import Asked
from echotune.taste.labels import CODE

Index = NDArray[np.intp]
SEASONS: tuple[Season, ...] = ("winter", "spring", "summer", "autumn")
WINDOW_HOURS = 4
WINDOWS = (np.arange(24)[:, None] + np.arange(WINDOW_HOURS)) % 24
LEAST_LIKENESS = 0.5  # below it a track is not called near to another
LEAST_SITTINGS = 2
LEAST_COMPANY = 100  # ten-thousandths of the score before company is worth naming


def recorded(prepared: Prepared, recording: int) -> Evidence:
    """What the plays say of a recording, whatever was asked; kept with the record."""
    if recording not in prepared.evidence:
        prepared.evidence[recording] = _recorded(prepared, recording)
    return prepared.evidence[recording]


def _recorded(prepared: Prepared, recording: int) -> Evidence:
    model = prepared.model
    plays = model.plays_of(recording)
    heard = plays[model.play_is_listen[plays]]
    return Evidence(
        starts=len(plays),
        plays=len(heard),
        finished=_if_told(model.play_is_finished[heard], model.plays.reason_end[heard]),
        skipped=_if_told(model.play_is_skipped[plays], model.plays.reason_end[plays]),
        first_played_at=_began(prepared, heard[0]) if len(heard) else None,
        last_played_at=_began(prepared, heard[-1]) if len(heard) else None,
        **_when(prepared, heard),
        **_artist(prepared, recording),
    )


def _began(prepared: Prepared, play: int) -> datetime:
    plays = prepared.model.plays
    return datetime.fromtimestamp(int(plays.ended_at[play]) + -int(plays.ms[play]) // 1000, UTC)


def _when(prepared: Prepared, heard: NDArray[np.int32]) -> dict[str, Any]:
    """The fullest year, season and four hours; of equals the earliest."""
    if not len(heard):
        return {}
    wall = prepared.wall_start[heard]
    months = wall.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    year, year_plays = _fullest(1970 + months // 12)
    season, season_plays = _fullest((months + 1) // 3)  # December opens the winter
    hours = np.bincount(wall % 86_400 // 3600, minlength=24)[WINDOWS].sum(axis=1)
    first = int(np.argmax(hours))
    return {
        "best_year": year,
        "best_year_plays": year_plays,
        "best_season": SEASONS[season % 4],
        "best_season_year": 1970 + (season * 3 - 1) // 12,
        "best_season_plays": season_plays,
        "hour_from": first,
        "hour_to": (first + WINDOW_HOURS) % 24,
        "hour_plays": int(hours[first]),
    }


def _artist(prepared: Prepared, recording: int) -> dict[str, Any]:
    artist = int(prepared.model.artist_no[recording])
    heard, first, last = prepared.artist_history
    if not heard[artist]:
        return {}
    return {
        "artist_plays": int(heard[artist]),
        "artist_first_played_at": _began(prepared, first[artist]),
        "artist_last_played_at": _began(prepared, last[artist]),
    }


class EvidenceMaker:
    """Evidence for the tracks of one answer: what was recorded, and what it has to do with the request."""

    def __init__(self, asked: Asked, chosen: list[Chosen], suggested_at: dict[int, datetime]) -> None:
        self.asked, self.prepared, self._suggested_at = asked, asked.prepared, suggested_at
        self._recordings = np.array([one.recording for one in chosen], np.intp)

    def of(self, place: int, one: Chosen) -> Evidence:
        """Evidence of the answer's track at that place."""
        model, recording = self.prepared.model, one.recording
        base = recorded(self.prepared, recording)
        related: dict[str, Any] = {
            "saved": bool(model.saved[recording]),
            "liked": bool(model.liked[recording]),
            "suggested_at": self._suggested_at.get(recording),
        }
        if self.asked.resolved.seeds or not base.plays:
            related |= self._nearest(place, recording)
        if self.asked.resolved.seeds:
            related["seed_artist"] = self._seed(place)
        if one.parts.get("session_cooccurrence", 0) >= LEAST_COMPANY:
            related |= self._together(recording)
        return base.model_copy(update=related)

    # -- what it resembles -------------------------------------------------------------------------------------------

    def _seed(self, place: int) -> str | None:
        """The seed nearest in sound, when there is likeness at all."""
        likeness = [float(one[place]) for one in self._seed_likeness]
        if not likeness or not max(likeness) > LEAST_LIKENESS:
            return None
        return self._sounding_seeds[likeness.index(max(likeness))].name

    @cached_property
    def _sounding_seeds(self) -> list[Seed]:
        return [seed for seed in self.asked.resolved.seeds if seed.target.usable]

    @cached_property
    def _seed_likeness(self) -> list[NDArray[np.float32]]:
        sound = self.prepared.sound
        return [np.nan_to_num(sound.likeness(seed.target, self._recordings), nan=-1) for seed in self._sounding_seeds]

    def _nearest(self, place: int, recording: int) -> dict[str, Any]:
        """The nearest in sound among the seeds' exemplars, else among the favourites."""
        among, likeness = self._likenesses
        if not len(among):
            return {}
        ranked = np.where(among == recording, -1, likeness[place])
        at = int(np.argmax(ranked))
        if not ranked[at] > LEAST_LIKENESS:
            return {}
        model, nearest = self.prepared.model, int(among[at])
        tempo = self.prepared.sound.values[[recording, nearest], COLUMN["tempo"]].astype(np.float64)
        return {
            "nearest_recording_id": model.recording_ids[nearest],
            "nearest_title": model.titles[nearest],
            "nearest_artist": model.artists[nearest],
            "nearest_tempo_difference": None if np.isnan(tempo).any() else round(float(tempo[0] - tempo[1])),
        }

    @cached_property
    def _likenesses(self) -> tuple[Index, NDArray[np.float32]]:
        """What the tracks are compared with, and how like each is, -1 where too little is known."""
        seeds = _all(self.asked.resolved.seeds, exemplars=True)
        among = seeds if len(seeds) else self.prepared.favourites
        return among, np.nan_to_num(self.prepared.sound.likenesses(self._recordings, among), nan=-1)

    def _together(self, recording: int) -> dict[str, Any]:
        """The seed's (else lately played) recording that shared most sittings with this one."""
        model = self.prepared.model
        sitting, other = self._partners
        plays = model.plays_of(recording)
        mine = np.unique(model.play_session[plays[model.play_is_listen[plays]]])
        shared = other[_among(sitting, mine) & (other != recording)]
        if not len(shared):
            return {}
        partner, sittings = _fullest(shared)
        if sittings < LEAST_SITTINGS:
            return {}
        return {
            "together_recording_id": model.recording_ids[partner],
            "together_title": model.titles[partner],
            "together_artist": model.artists[partner],
            "together_sittings": sittings,
        }

    @cached_property
    def _partners(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        seeds = self.asked.resolved.seeds
        if not seeds:
            return self.prepared.sittings_lately
        return self.prepared.sittings.of(_all(seeds, exemplars=False))


def _fullest(values: NDArray[np.integer]) -> tuple[int, int]:
    """The commonest value and how often it comes; of equals the lowest."""
    lowest = int(values.min())
    counts = np.bincount(values - lowest)
    at = int(np.argmax(counts))
    return lowest + at, int(counts[at])


def _among(values: NDArray[np.int32], ascending: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which values are among some ascending distinct ones."""
    at = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return np.asarray(ascending[at] == values)


def _if_told(happened: NDArray[np.bool_], reason_end: NDArray[np.int8]) -> int | None:
    """How often; None where no row says how it ended."""
    return int(happened.sum()) if (reason_end != CODE[""]).any() or not len(happened) else None


def _all(seeds: Iterable[Seed], *, exemplars: bool) -> Index:
    parts = [seed.exemplars if exemplars else seed.recordings for seed in seeds]
    return np.concatenate(parts) if parts else np.zeros(0, np.intp)
