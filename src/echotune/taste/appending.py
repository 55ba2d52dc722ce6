"""One more play: a new listener model that shares all but what the play changes with the one before it.

What was derived from the plays is carried over with the play counted in, so that nothing is computed again; the result
equals a model that is built from all plays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.core.local_time import hour_and_weekday
from echotune.taste import labels, memory
from echotune.taste.listener import ListenerModel, Plays, started_at

SHARED: Final = (
    "index_of_key", "index_of_artist", "index_of_recording_id", "blocked", "muted", "boosted", "liked", "disliked", "saved",
)  # fmt: skip
"""Derived without plays."""
SHOWN: Final = ("shown", "track_ids", "titles", "artists", "albums", "duration_ms", "explicit")
"""Derived from which release of a recording was played most."""
MOST_LATER: Final = 4096
"""Plays that may stand outside the order by recording, before it is made again."""


@dataclass(frozen=True)
class NewPlay:
    """A stored play that a model would hold: audio, not private, not replaced. `ended_at` in epoch seconds."""

    track_id: UUID
    ended_at: int
    ms: int
    reason_start: str | None = None
    reason_end: str | None = None
    shuffle: bool = False


def appended(model: ListenerModel, play: NewPlay, data_version: int) -> ListenerModel | None:
    """The model with one more play, after all others, as the account's `data_version` has it. None when the play does not come last, or is of a track that the
    model does not know: then it has to be built again."""
    member = int(model.members.places.members(np.frombuffer(play.track_id.bytes, "V16"))[0])
    if member < 0 or not _is_last(model.plays, play, member):
        return None
    plays = model.plays.followed_by(_row(model, play, member))
    longer = replace(model, plays=plays, data_version=data_version)
    known, derived = vars(model), vars(longer)
    for name in SHARED:
        if name in known:
            derived[name] = known[name]
    recording = int(plays.recording[-1])
    for name, extend in EXTENDED.items():
        if name in known:
            derived[name] = extend(known[name], plays, recording)
    _carry_shown(model, longer, recording)
    if "_by_recording" in known and len(plays) - len(known["_by_recording"][0]) <= MOST_LATER:
        derived["_by_recording"] = known["_by_recording"]
    return longer


def _is_last(plays: Plays, play: NewPlay, member: int) -> bool:
    """Plays are in the order of their ends, then members, then lengths."""
    if not len(plays):
        return True
    return (play.ended_at, member, play.ms) >= (int(plays.ended_at[-1]), int(plays.member[-1]), int(plays.ms[-1]))


def _row(model: ListenerModel, play: NewPlay, member: int) -> dict[str, Any]:
    ended_at, ms = np.array([play.ended_at], np.int64), np.array([play.ms], np.int32)
    hour, weekday = hour_and_weekday(started_at(ended_at, ms), model.zone)
    return {
        "member": member,
        "recording": model.members.recording[member],
        "ended_at": play.ended_at,
        "ms": play.ms,
        "reason_start": labels.CODE.get(play.reason_start or "", 0),
        "reason_end": labels.CODE.get(play.reason_end or "", 0),
        "shuffle": play.shuffle,
        "hour": hour[0],
        "weekday": weekday[0],
    }


def _carry_shown(model: ListenerModel, longer: ListenerModel, recording: int) -> None:
    """The release that is shown stays, unless the play makes another one the most played."""
    known, derived = vars(model), vars(longer)
    if "shown" not in known:
        return
    member = int(longer.plays.member[-1])
    if member != known["shown"][recording]:
        mine = longer.plays.member[longer.plays.recording == recording]
        members, counts = np.unique(mine, return_counts=True)
        if int(members[np.argmax(counts)]) != known["shown"][recording]:
            return
    for name in SHOWN:
        if name in known:
            derived[name] = known[name]


# -- what is derived from plays, with one more ------------------------------------------------------------------------

Derived = NDArray[Any]


def _listened(plays: Plays) -> bool:
    return bool(labels.listened(plays.ms[-1:])[0])


def _per_play(of: Callable[[Plays], Derived]) -> Callable[[Derived, Plays, int], Derived]:
    return lambda before, plays, _: np.append(before, of(plays)).astype(before.dtype)


def _counted(where: Callable[[Plays], bool]) -> Callable[[Derived, Plays, int], Derived]:
    def extend(before: Derived, plays: Plays, recording: int) -> Derived:
        return _with(before, recording, before[recording] + 1) if where(plays) else before

    return extend


def _latest(where: Callable[[Plays], bool]) -> Callable[[Derived, Plays, int], Derived]:
    def extend(before: Derived, plays: Plays, recording: int) -> Derived:
        return _with(before, recording, plays.ended_at[-1]) if where(plays) else before

    return extend


def _first(before: Derived, plays: Plays, recording: int) -> Derived:
    never = before[recording] == 0
    return _with(before, recording, plays.ended_at[-1]) if never and _listened(plays) else before


def _session(before: Derived, plays: Plays, _: int) -> Derived:
    if not len(before):
        return memory.sessions(plays.ended_at, plays.ms)
    apart = int(memory.sessions(plays.ended_at[-2:], plays.ms[-2:])[-1])
    return np.append(before, before[-1] + apart).astype(before.dtype)


def _with(before: Derived, recording: int, value: Any) -> Derived:
    after = before.copy()
    after[recording] = value
    return after


def _weight(plays: Plays) -> Derived:
    return labels.weights(plays.ms[-1:], plays.reason_start[-1:], plays.reason_end[-1:], plays.shuffle[-1:])


def _finished(plays: Plays) -> Derived:
    return labels.finished(plays.ms[-1:], plays.reason_end[-1:])


def _skipped(plays: Plays) -> Derived:
    return labels.skipped(plays.ms[-1:], plays.reason_end[-1:])


EXTENDED: Final[dict[str, Callable[[Derived, Plays, int], Derived]]] = {
    "play_is_listen": _per_play(lambda plays: labels.listened(plays.ms[-1:])),
    "play_is_finished": _per_play(_finished),
    "play_is_skipped": _per_play(_skipped),
    "play_weight": _per_play(_weight),
    "play_session": _session,
    "starts": _counted(lambda plays: True),
    "listens": _counted(_listened),
    "finished": _counted(lambda plays: bool(_finished(plays)[0])),
    "skipped": _counted(lambda plays: bool(_skipped(plays)[0])),
    "first_listened_at": _first,
    "last_listened_at": _latest(_listened),
}
"""By derived column: what it becomes (before, all plays with the new one last, its recording)."""
