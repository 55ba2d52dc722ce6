"""What every request of one listener at one hour shares: computed once, then only read.

`asOf` cuts the record: nothing that ended at or after it is looked at, so the past can be replayed.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.core.local_time import local_seconds
from echotune.recommend.names import Names
from echotune.recommend.provenance import Evidence
from echotune.recommend.request import Mode
from echotune.recommend.sittings import Sittings
from echotune.recommend.sound import Sound, Target
from echotune.recommend.spaces import Space
from echotune.taste import memory
from echotune.taste.listener import ListenerModel
from echotune.taste.ranking import FEWEST_LISTENS, REST_DAYS, Ranking, Recall
from echotune.taste.rings import RingMaker, RingPeriod
from echotune.taste.steering import Steering
from echotune.training.ranker.fitting import Fit, fit_all
from echotune.training.ranker.ranking import rank
from echotune.training.ranker.weeks import Weeks

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]

VARIED_BY = "content"  # the space that variety is measured in
ANCHORS = 24  # recordings that stand for the listener's taste in sound
RESTED_DAYS = 240  # of rest beyond the first 60, until about two thirds are reached
RECENT = 20  # recordings of the last sitting that co-occurrence starts from


class Kind(IntEnum):
    """What a recording is to the listener at `asOf`."""

    RELISTEN = 0  # listened to, and not of the next kind
    REDISCOVER = 1  # at least 2 listens, none in the last 60 days
    EXPLORE = 2  # in a catalogue, never started
    OTHER = 3  # started but never listened to, or saved and never played


class Moment(NamedTuple):
    """When an answer is for. Replayed: what the listener said later is left out too, as everything later is."""

    as_of: datetime
    replayed: bool = False

    def steering(self, model: ListenerModel) -> Steering:
        return model.until(self.as_of).steering if self.replayed else model.steering


class Prepared:
    """One listener's record before `as_of`. Arrays are float32[R] in 0..1 unless said otherwise.

    Plays are cut to the hour; what the listener says counts at once, unless the past is replayed.
    """

    def __init__(
        self,
        model: ListenerModel,
        moment: Moment,
        sound: Sound,
        names: Names,
        heard_apart: Bools,
        spaces: dict[str, Space] | None = None,
        fits: Mapping[str, Fit] | None = None,
    ) -> None:
        self.model = replace(model.until(moment.as_of), steering=moment.steering(model))
        self.moment = moment
        self.sound, self.names = sound, names
        self.spaces, self.fits = spaces or {}, fits or {}
        self._heard_apart = heard_apart
        self._ring_maker = RingMaker(self.model)
        self.evidence: dict[int, Evidence] = {}
        self._rings: dict[int, list[RingPeriod]] = {}
        self._at_hours: dict[tuple[int, int], Floats] = {}

    def steered(self, model: ListenerModel) -> Prepared:
        """The same plays and facts under another steering; what was computed from plays is kept."""
        steered = copy(self)
        steering = self.moment.steering(model)
        steered.model = replace(self.model, steering=steering, data_version=model.data_version)
        for said in ("blocked", "said", "_of_mode", "_rows_of_mode", "orders"):
            vars(steered).pop(said, None)
        return steered

    def rings(self, recording: int) -> list[RingPeriod]:
        """Echo rings of a recording; none when it was never listened to."""
        if recording not in self._rings:
            self._rings[recording] = self._ring_maker.of_recordings([recording])
        return self._rings[recording]

    def warm(self) -> None:
        """Compute what nearly every request needs, away from the event loop."""
        _ = self.kind, self.blocked, self.relisten, self.rediscover, self.rested, self.explore, self.same_artist
        _ = self.together_lately, self.following_lately, self.sound_of_favourites, self.sound.units, self.sound.filled
        _ = self.model.shown, self.model.duration_ms, self.model.explicit, self.said
        self.names.warm()
        for space in self.spaces.values():
            space.warm()

    @property
    def as_of(self) -> datetime:
        return self.moment.as_of

    @property
    def epoch(self) -> int:
        return int(self.as_of.timestamp())

    @cached_property
    def kind(self) -> NDArray[np.int8]:
        """int8[R] of `Kind`."""
        model = self.model
        rested = model.last_listened_at < self.epoch - REST_DAYS * memory.DAY_SECONDS
        kind = np.full(model.size, Kind.OTHER, np.int8)
        kind[model.in_pack & (model.starts == 0) & ~self._heard_apart] = Kind.EXPLORE
        kind[model.listens > 0] = Kind.RELISTEN
        kind[(model.listens >= FEWEST_LISTENS) & rested] = Kind.REDISCOVER
        return kind

    def rows_of(self, kind: Kind) -> Index:
        """Recordings of a kind, ascending."""
        return self._rows_of_kind[kind]

    @cached_property
    def _rows_of_kind(self) -> dict[Kind, Index]:
        return {kind: np.flatnonzero(self.kind == kind) for kind in Kind}

    def is_of(self, kind: Kind) -> Bools:
        """bool[R]."""
        if kind not in self._is_of:
            self._is_of[kind] = self.kind == kind
        return self._is_of[kind]

    @cached_property
    def _is_of(self) -> dict[Kind, Bools]:
        return {}

    def rows_of_mode(self, mode: Mode) -> Index:
        """The same as rows, ascending."""
        if mode not in self._rows_of_mode:
            self._rows_of_mode[mode] = np.flatnonzero(self.of_mode(mode))
        return self._rows_of_mode[mode]

    @cached_property
    def _rows_of_mode(self) -> dict[Mode, Index]:
        return {}

    def of_mode(self, mode: Mode) -> Bools:
        """bool[R]: what a mode may show; `blend` takes all that is known of by then."""
        if mode not in self._of_mode:
            self._of_mode[mode] = self._allowed(mode)
        return self._of_mode[mode]

    def _allowed(self, mode: Mode) -> Bools:
        model = self.model
        if mode == "relisten":
            return np.asarray(model.listens > 0)
        if mode == "blend":
            return model.in_pack | (model.starts > 0) | model.saved | model.liked
        return np.asarray(self.kind == Kind[mode.upper()])

    @cached_property
    def _of_mode(self) -> dict[Mode, Bools]:
        return {}

    def part(self, space: Space, name: str, rows: Index) -> Space:
        """A group of recordings as a space of its own, made once."""
        if (space, name) not in self.parts:
            self.parts[space, name] = space.part(rows)
        return self.parts[space, name]

    @cached_property
    def parts(self) -> dict[tuple[Space, str], Space]:
        return {}

    @cached_property
    def orders(self) -> dict[tuple[object, ...], NDArray[np.int32]]:
        """Recordings in the order of what does not depend on a request, as far as it was asked for."""
        return {}

    @cached_property
    def unclean(self) -> NDArray[np.int8]:
        """int8[R]: 3, the tier of what comes last, where it is not known whether a recording is explicit, else 0."""
        return np.asarray(3 * (self.model.explicit == -1), np.int8)

    @cached_property
    def released(self) -> Bools:
        """bool[R]: not known to be younger than `as_of`."""
        return np.asarray(self.model.released_year <= self.as_of.year)

    @cached_property
    def blocked(self) -> Bools:
        """Blocked by the listener, guests of other artists' tracks included."""
        blocked = self.model.blocked.copy()
        for artist_key in self.model.steering.targets("artist", "block"):
            blocked[self.names.featuring(artist_key)] = True
        return blocked

    @cached_property
    def said(self) -> Floats:
        """What the listener said of a recording: 0 nothing; up to 1 for boosts, likes and saves; mutes and dislikes below 0."""
        model = self.model
        values = np.minimum(0.67 * model.boosted + 0.5 * model.liked + 0.15 * model.saved, 1)
        values[model.disliked] = -1.3
        values[model.muted] = -2
        return np.asarray(values, np.float32)

    # -- memory ------------------------------------------------------------------------------------------------------

    @cached_property
    def _listened(self) -> Bools:
        return self.model.play_is_listen

    @cached_property
    def _recordings(self) -> NDArray[np.int32]:
        return self.model.plays.recording[self._listened]

    @cached_property
    def recall(self) -> Recall:
        return Recall(self.model, self.epoch)

    @cached_property
    def recency(self) -> NDArray[np.float64]:
        """Two-term decay, float64[R]."""
        return self.recall.two_term_decay()

    @cached_property
    def relisten(self) -> Floats:
        return _by_rank(rank("relisten", self.recall, self.fits))

    @cached_property
    def rediscover(self) -> Floats:
        return _by_rank(rank("rediscover", self.recall, self.fits))

    @cached_property
    def rested(self) -> Floats:
        """Grows from the 60th day after the last listen on; 0 for what was never listened to."""
        last = self.model.last_listened_at
        days = (self.epoch - last) / memory.DAY_SECONDS - REST_DAYS
        rested = 1 - np.exp(-np.maximum(days, 0) / RESTED_DAYS)
        return np.asarray(np.where(last > 0, rested, 0), np.float32)

    @cached_property
    def explore(self) -> Floats:
        ranking = rank("explore", self.recall, self.fits)
        return np.where(self.kind == Kind.EXPLORE, _by_rank(ranking), np.float32(0))

    @cached_property
    def same_artist(self) -> Floats:
        """How much the artist is played (log rank of the two-term decay), for recordings without a listen."""
        by_artist = np.bincount(self.model.artist_no, weights=self.recency, minlength=len(self.model.artist_keys))
        affinity = log_rank(by_artist, by_artist > 0)[self.model.artist_no]
        return np.where(self.model.listens == 0, affinity, np.float32(0))

    @cached_property
    def artist_history(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Per artist: number of listens, and the plays (indices) of the first and the last one."""
        heard = np.flatnonzero(self._listened)
        artist, artists = self.model.artist_no[self._recordings], len(self.model.artist_keys)
        return (
            np.bincount(artist, minlength=artists),
            memory.first(artist, heard, artists),
            memory.last(artist, heard, artists),
        )

    # -- hours -------------------------------------------------------------------------------------------------------

    @cached_property
    def wall_start(self) -> NDArray[np.int64]:
        """int64[P]: the second each play began, on the listener's wall clock."""
        plays = self.model.plays
        return local_seconds(plays.ended_at + -plays.ms // 1000, self.model.zone)

    @cached_property
    def _hours(self) -> NDArray[np.int8]:
        return (self.wall_start[self._listened] % memory.DAY_SECONDS // 3600).astype(np.int8)

    def at_hours(self, first: int, end: int) -> Floats:
        """Share of a recording's listens that began in [first, end) o'clock; with few listens nearer to the whole."""
        if (first, end) not in self._at_hours:
            self._at_hours[first, end] = self._share_at_hours(first, end)
        return self._at_hours[first, end]

    def _share_at_hours(self, first: int, end: int) -> Floats:
        wanted = np.array([_within(hour, first, end) for hour in range(24)])
        inside = wanted[self._hours]
        usual = float(inside.mean()) if len(inside) else 0.0
        hits = np.bincount(self._recordings[inside], minlength=self.model.size)
        share = (hits + 4 * usual) / (self.model.listens + 4)
        return np.where(self.model.listens > 0, share, 0).astype(np.float32)

    # -- sittings ----------------------------------------------------------------------------------------------------

    @cached_property
    def sittings(self) -> Sittings:
        return Sittings(self.model)

    @cached_property
    def lately(self) -> Index:
        """Recordings of the last sitting."""
        return self.sittings.latest(RECENT)

    @cached_property
    def sittings_lately(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        return self.sittings.of(self.lately)

    @cached_property
    def following_lately(self) -> Floats:
        """See `Sittings.following`."""
        return self.sittings.following(self.lately)

    @cached_property
    def together_lately(self) -> Floats:
        """See `Sittings.together`, which numbers recordings its own way."""
        return self.sittings.together(self.lately)

    # -- sound -------------------------------------------------------------------------------------------------------

    @cached_property
    def favourites(self) -> Index:
        """The most played of late whose sound is known; they stand for the listener's taste."""
        known = np.flatnonzero(self.sound.compared & (self.recency > 0))
        return known[np.argsort(-self.recency[known], kind="stable")[:200]]

    @property
    def variety_vectors(self) -> NDArray[np.floating]:
        """float16 or float32[R, d], unit rows: what the tracks of an answer should differ in. The content space, which knows
        artists and tags too; before it is trained the known features."""
        space = self.spaces.get(VARIED_BY)
        return self.sound.units if space is None else space.vectors

    @cached_property
    def sound_of_favourites(self) -> Floats:
        """Likeness to the nearest other one of the first favourites, NaN where too little is known."""
        everything = np.arange(self.model.size)
        nearest = np.full(self.model.size, np.nan, np.float32)
        for favourite in self.favourites[:ANCHORS]:
            target = Target(self.sound.points[favourite], self.sound.known[favourite])
            likeness = self.sound.likeness(target, everything)
            likeness[favourite] = np.nan  # not to itself
            np.fmax(nearest, likeness, out=nearest)
        return nearest


def log_rank(value: NDArray[Any], among: Bools) -> Floats:
    """1 for the highest, falling with the logarithm of the rank to 0; 0 outside `among`; equals rank equal.

    Keeps the order of any score, spreads the top, and makes different scores comparable.
    """
    ordered = -np.sort(-value[among])
    rank = np.searchsorted(-ordered, -value[among], side="left") + 1
    score = np.zeros(len(value), np.float32)
    score[among] = 1 - np.log(rank) / np.log(len(ordered) + 1)
    return score


def _by_rank(ranking: Ranking) -> Floats:
    return log_rank(ranking.score, ranking.candidates)


def _within(hour: int, first: int, end: int) -> bool:
    return first <= hour < end if first < end else hour >= first or hour < end


class _Kept:
    """What is kept beside one listener's newest model: its look-ups, and the latest moments asked about."""

    MOMENTS, LISTENERS = 4, 8

    def __init__(self, model: ListenerModel, before: _Kept | None) -> None:
        self.model = model
        same_facts = before is not None and before.model.keys is model.keys and before.model.features is model.features
        self.sound: Sound = before.sound if before and same_facts else Sound(model)
        self.names: Names = before.names if before and same_facts else Names(model)
        self.spaces: dict[str, Space] | None = before.spaces if before and same_facts else None
        self.moments: dict[Moment, Prepared] = {}
        if before and same_facts and model.plays.continues(before.model.plays):
            self.moments = {
                moment: prepared.steered(model)
                for moment, prepared in before.moments.items()
                if prepared.model.plays.count_until(moment.as_of) == model.plays.count_until(moment.as_of)
            }

    @cached_property
    def weeks(self) -> Weeks:
        return Weeks(self.model)

    def at(
        self, moment: Moment, heard_apart: Bools | None, spaces: dict[str, Space] | None, fits: Mapping[str, Fit] | None
    ) -> Prepared:
        if self.spaces is None:
            self.spaces = spaces
        if moment not in self.moments:
            apart = np.zeros(self.model.size, bool) if heard_apart is None else heard_apart
            self.moments[moment] = Prepared(self.model, moment, self.sound, self.names, apart, self.spaces, fits)
            _trim(self.moments, self.MOMENTS)
        return self.moments[moment]


_kept: dict[UUID, _Kept] = {}
_lock = Lock()


def prepare(
    model: ListenerModel,
    moment: Moment,
    heard_apart: Bools | None = None,
    spaces: dict[str, Space] | None = None,
    fits: Mapping[str, Fit] | None = None,
) -> Prepared:
    """The listener's record at a moment, kept until a newer model comes.

    `heard_apart`: bool[R], recordings that were started outside the model (private listening, video). `spaces`: what
    the recordings can be compared in beside their features; kept as long as the facts stay. `fits`: what was learned of
    the listener by now; a replayed moment learns from what was known then.
    """
    if moment.replayed and prepared_already(model, moment) is None:
        with _lock:
            weeks = _of(model).weeks
        fits = fit_all(weeks, moment.as_of.timestamp())
    with _lock:
        return _of(model).at(moment, heard_apart, spaces, fits)


def prepared_already(model: ListenerModel, moment: Moment) -> Prepared | None:
    """What `prepare` has made before, if it is still there."""
    kept = _kept.get(model.user_id)
    return kept.moments.get(moment) if kept is not None and kept.model is model else None


def spaces_already(model: ListenerModel) -> dict[str, Space] | None:
    """The spaces of the same recordings, if they have been loaded; they outlast a model that only plays changed."""
    with _lock:
        return _of(model).spaces


def _of(model: ListenerModel) -> _Kept:
    """What is kept beside a model, which from here on is the listener's newest."""
    kept = _kept.get(model.user_id)
    if kept is None or kept.model is not model:
        _kept.pop(model.user_id, None)
        kept = _Kept(model, kept)
        _kept[model.user_id] = kept
        _trim(_kept, _Kept.LISTENERS)
    return kept


def _trim(kept: dict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.pop(next(iter(kept)))
