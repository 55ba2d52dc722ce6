"""The listener's own word: boost, mute or block an artist, a track or a genre, and take it back."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest, NotFound
from echotune.taste import store
from echotune.taste.listener import ListenerModel
from echotune.taste.schemas import LONGEST_NAME
from echotune.taste.steering import Action, Correction, CorrectionKind

MOST_CORRECTIONS: Final = 2_000


async def keep(
    conn: Connection,
    account: Account,
    model: ListenerModel,
    kind: CorrectionKind,
    target: str,
    action: Action,
    label: str | None = None,
) -> Correction:
    """Store a correction; it holds from the next request on and survives every rebuild.

    An artist or genre need not be known yet (a block then waits for it); a track must be one of the listener's or the
    catalogue's, named by its recording or by any release. Raises NotFound, InvalidRequest.
    """
    target = canonical(model, kind, target)
    if await store.count_corrections(conn, account.id) >= MOST_CORRECTIONS:
        raise InvalidRequest(f"There are {MOST_CORRECTIONS:,} corrections already. Remove one first.", code="too_many")
    correction = Correction(kind, target, label or _label(model, kind, target), action, clock.now())
    await store.put_correction(conn, account.id, correction)
    await accounts.bump_steering_version(conn, account.id)
    return correction


async def remove(conn: Connection, account: Account, model: ListenerModel, kind: CorrectionKind, target: str) -> None:
    """Take a correction back. Raises NotFound where there is none."""
    if not await store.remove_correction(conn, account.id, kind, canonical(model, kind, target)):
        raise NotFound()
    await accounts.bump_steering_version(conn, account.id)


def canonical(model: ListenerModel, kind: CorrectionKind, target: str) -> str:
    """How the store names it: an artist's key, a recording id, a genre in lower case."""
    name = target.strip().lower()
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise InvalidRequest(f"A name has 1 to {LONGEST_NAME} characters.")
    return str(model.recording_ids[_recording(model, name)]) if kind == "track" else name


def _recording(model: ListenerModel, text: str) -> int:
    try:
        asked = UUID(text)
    except ValueError:
        raise NotFound() from None
    found = model.index_of_recording_id.get(asked)
    found = model.recording_of_track(asked) if found is None else found
    if found is None:
        raise NotFound()
    return found


def _label(model: ListenerModel, kind: CorrectionKind, target: str) -> str:
    if kind == "artist" and target in model.index_of_artist:
        return model.artist_names[model.index_of_artist[target]]
    if kind == "track":
        return model.titles[model.index_of_recording_id[UUID(target)]]
    return target
