"""One account's listening in memory: what every ranking, explanation and profile is computed from.

One index space 0..R-1 over recordings: those the listener played, saved or judged, and those of the catalogue packs
that the account can see. It is ordered by recording key, so that ties by index are ties by name and do not depend on
when a recording was first met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from echotune.taste import labels, memory
from echotune.taste.places import Places
from echotune.taste.room import Room
from echotune.taste.sequences import Ids, Texts
from echotune.taste.steering import Steering
from echotune.taste.tags import Tags

MODEL_VERSION: Final = "listener-1"

FEATURES: Final = (
    "danceability", "energy", "valence", "tempo", "acousticness", "instrumentalness", "liveness", "speechiness",
    "loudness",
)  # fmt: skip
"""Columns of `features`: 0..1, but `tempo` in beats a minute and `loudness` in dB."""

Ints = NDArray[np.int32]
Moments = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Members:
    """The tracks (releases) behind the recordings, M of them, each belonging to one recording."""

    raw_ids: NDArray[Any]
    """V16[M], raw track ids."""
    recording: Ints
    titles: list[str]
    artists: list[str]
    albums: list[str]
    items: list[str]
    duration_ms: Ints
    explicit: NDArray[np.int8]
    places: Places


@dataclass(frozen=True, eq=False)
class Plays:
    """Audio plays, not superseded, not incognito, ascending by end; P of them."""

    member: Ints
    recording: Ints
    ended_at: Moments
    """Epoch seconds, UTC."""
    ms: Ints
    reason_start: NDArray[np.int8]
    """Code in `labels.REASONS`; so is `reason_end`."""
    reason_end: NDArray[np.int8]
    shuffle: NDArray[np.bool_]
    hour: NDArray[np.int8]
    """Of the play's start on the listener's wall clock at that date; so is `weekday` (0 = Monday)."""
    weekday: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ended_at)

    @property
    def started_at(self) -> Moments:
        """Epoch seconds in which each play began (end - ms, cut to the second)."""
        return started_at(self.ended_at, self.ms)

    def count_until(self, moment: datetime) -> int:
        """How many ended before a moment."""
        return int(np.searchsorted(self.ended_at, moment.timestamp(), side="left"))

    def first(self, count: int) -> Plays:
        """The earliest `count` plays."""
        return Plays(**{name: column[:count] for name, column in self._columns().items()})

    def roomy(self) -> Plays:
        """The same plays, with places for more behind them."""
        return self._in(Room(self._columns()))

    def followed_by(self, row: Mapping[str, Any]) -> Plays:
        """With one more play at the end (a value for each column). These plays stay as they are."""
        room: Room | None = vars(self).get("_room")
        if room is None or room.used != len(self) or room.is_full:
            room = Room(self._columns())
        room.add(row)
        return self._in(room)

    def continues(self, earlier: Plays) -> bool:
        """Whether these are the `earlier` plays and some that were added later one by one."""
        room = vars(self).get("_room")
        return self is earlier or (
            room is not None and room is vars(earlier).get("_room") and len(self) >= len(earlier)
        )

    def _columns(self) -> dict[str, NDArray[Any]]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @staticmethod
    def _in(room: Room) -> Plays:
        plays = Plays(**room.views())
        vars(plays)["_room"] = room
        return plays


def started_at(ended_at: Moments, ms: Ints) -> Moments:
    """See `Plays.started_at`."""
    return ended_at + -ms // 1000


@dataclass(frozen=True, eq=False)
class ListenerModel:
    """See the module. Arrays are read-only by agreement: a model is shared between requests."""

    user_id: UUID
    zone: ZoneInfo
    data_version: int
    members: Members
    plays: Plays
    steering: Steering

    recording_ids: Ids
    keys: list[str]
    """`artist TAB title`, both stripped and in lower case."""
    artist_no: Ints
    artist_names: list[str]
    artist_keys: list[str]
    released_year: NDArray[np.int16]
    """Earliest known year of its releases, 0 unknown."""
    features: NDArray[np.float32]
    """float32[R, len(FEATURES)], NaN unknown."""
    feature_source: NDArray[np.int8]
    """int8[R, len(FEATURES)]: index into `sources`, -1 unknown."""
    sources: tuple[str, ...]
    tags: Tags
    popularity: NDArray[np.float32]
    """Highest of the packs' own popularity columns, NaN unknown."""
    in_pack: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """R, the number of recordings."""
        return len(self.keys)

    def until(self, moment: datetime) -> ListenerModel:
        """The same model with only what had happened before `moment`: plays, judgements and dated additions.

        Blocks and "never" stay whenever they were made: they are wishes about what to be shown, not evidence.
        """
        earlier = self.plays.first(self.plays.count_until(moment))
        return replace(self, plays=earlier, steering=self.steering.until(moment))

    # -- what is shown of a recording: its most played release, ties by id ------------------------------------------

    @cached_property
    def shown(self) -> Ints:
        """int32[R]: the member to show and to play."""
        plays = np.bincount(self.plays.member, minlength=len(self.members.recording))
        order = np.lexsort((np.arange(len(plays)), -plays, self.members.recording))
        starts = np.searchsorted(self.members.recording[order], np.arange(self.size), side="left")
        return order[starts].astype(np.int32)

    @cached_property
    def track_ids(self) -> Ids:
        return Ids(self.members.raw_ids, self.shown)

    @cached_property
    def titles(self) -> Sequence[str]:
        return Texts(self.members.titles, self.shown)

    @cached_property
    def artists(self) -> Sequence[str]:
        return Texts(self.members.artists, self.shown)

    @cached_property
    def albums(self) -> Sequence[str]:
        return Texts(self.members.albums, self.shown)

    def spotify_uri(self, recording: int) -> str | None:
        """The uri of the shown member, where it has one."""
        item = self.members.items[self.shown[recording]]
        return item if item.startswith("spotify:") else None

    @cached_property
    def duration_ms(self) -> Ints:
        """int32[R] of the shown member, else the longest known of the others; -1 unknown."""
        return _shown_or_any(self.members.duration_ms, self.shown, self.members.recording)

    @cached_property
    def explicit(self) -> NDArray[np.int8]:
        """int8[R]: 1 explicit, 0 not, -1 unknown; of the shown member, else explicit when any other is."""
        return _shown_or_any(self.members.explicit, self.shown, self.members.recording)

    # -- counts, each recomputable from the plays --------------------------------------------------------------------

    @cached_property
    def play_is_listen(self) -> NDArray[np.bool_]:
        """bool[P]: >= 30 s."""
        return labels.listened(self.plays.ms)

    @cached_property
    def play_is_finished(self) -> NDArray[np.bool_]:
        return labels.finished(self.plays.ms, self.plays.reason_end)

    @cached_property
    def play_is_skipped(self) -> NDArray[np.bool_]:
        return labels.skipped(self.plays.ms, self.plays.reason_end)

    @cached_property
    def play_weight(self) -> NDArray[np.float32]:
        """float32[P]: evidence of liking, see `labels.weights`."""
        return labels.weights(self.plays.ms, self.plays.reason_start, self.plays.reason_end, self.plays.shuffle)

    @cached_property
    def play_session(self) -> Ints:
        """int32[P]: number of the session (a pause of more than 30 minutes ends one)."""
        return memory.sessions(self.plays.ended_at, self.plays.ms)

    @cached_property
    def starts(self) -> Ints:
        """Plays of any length, per recording."""
        return self._count(np.ones(len(self.plays), bool))

    @cached_property
    def listens(self) -> Ints:
        """Plays of 30 s and more: "plays" on screen."""
        return self._count(self.play_is_listen)

    @cached_property
    def finished(self) -> Ints:
        return self._count(self.play_is_finished)

    @cached_property
    def skipped(self) -> Ints:
        return self._count(self.play_is_skipped)

    @cached_property
    def first_listened_at(self) -> Moments:
        """Epoch seconds, 0 = never; so is `last_listened_at`."""
        heard = self.play_is_listen
        return memory.first(self.plays.recording[heard], self.plays.ended_at[heard], self.size)

    @cached_property
    def last_listened_at(self) -> Moments:
        heard = self.play_is_listen
        return memory.last(self.plays.recording[heard], self.plays.ended_at[heard], self.size)

    def plays_of(self, recording: int) -> Ints:
        """Indices into `plays`, ascending in time."""
        order, starts = self._by_recording
        later = np.flatnonzero(self.plays.recording[len(order) :] == recording) + len(order)
        return np.concatenate([order[starts[recording] : starts[recording + 1]], later.astype(np.int32)])

    @cached_property
    def _by_recording(self) -> tuple[Ints, NDArray[np.int64]]:
        """The order of the plays by recording, and where each one's begin; plays added since are not in it."""
        order = np.argsort(self.plays.recording, kind="stable").astype(np.int32)
        return order, np.searchsorted(self.plays.recording[order], np.arange(self.size + 1))

    def _count(self, chosen: NDArray[np.bool_]) -> Ints:
        return np.bincount(self.plays.recording[chosen], minlength=self.size).astype(np.int32)

    # -- looking up ----------------------------------------------------------------------------------------------------

    @cached_property
    def index_of_key(self) -> dict[str, int]:
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def index_of_artist(self) -> dict[str, int]:
        return {key: at for at, key in enumerate(self.artist_keys)}

    @cached_property
    def index_of_recording_id(self) -> dict[UUID, int]:
        return {recording_id: at for at, recording_id in enumerate(self.recording_ids)}

    def recording_of_track(self, track_id: UUID) -> int | None:
        """The recording that any release belongs to; None for a track that is not here."""
        found = self.members.places.recording_of([track_id])[0]
        return found if found >= 0 else None

    # -- what the listener said ---------------------------------------------------------------------------------------

    @cached_property
    def blocked(self) -> NDArray[np.bool_]:
        """bool[R]: blocked itself, by its artist or by a tag, or "never"; hard, honoured everywhere."""
        return self._corrected("block") | self._mask(self.steering.judged("never"))

    @cached_property
    def muted(self) -> NDArray[np.bool_]:
        return self._corrected("mute")

    @cached_property
    def boosted(self) -> NDArray[np.bool_]:
        return self._corrected("boost")

    @cached_property
    def liked(self) -> NDArray[np.bool_]:
        return self._mask(self.steering.judged("like"))

    @cached_property
    def disliked(self) -> NDArray[np.bool_]:
        return self._mask(self.steering.judged("dislike"))

    @cached_property
    def saved(self) -> NDArray[np.bool_]:
        """bool[R]: in the library or a playlist of the listener's, or saved from an answer."""
        return self._mask(self.steering.saved)

    def _corrected(self, action: str) -> NDArray[np.bool_]:
        mask = self._mask(
            self.index_of_recording_id[track]
            for track in self.steering.tracks(action)
            if track in self.index_of_recording_id
        )
        artists = [
            self.index_of_artist[key] for key in self.steering.targets("artist", action) if key in self.index_of_artist
        ]
        mask |= np.isin(self.artist_no, artists)
        for genre in self.steering.targets("genre", action):
            mask[self.tags.recordings(genre)] = True
        return mask

    def _mask(self, recordings: Any) -> NDArray[np.bool_]:
        mask = np.zeros(self.size, bool)
        mask[np.fromiter(recordings, np.int64)] = True
        return mask


def _shown_or_any(known: NDArray[Any], shown: Ints, recording: Ints) -> NDArray[Any]:
    """`known` (-1 = unknown) of the shown member; where that is unknown, the highest of the recording's members."""
    highest = np.full(len(shown), -1, known.dtype)
    np.maximum.at(highest, recording, known)
    return np.where(known[shown] >= 0, known[shown], highest)
