"""Build a listener's model from the database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.core.local_time import hour_and_weekday
from echotune.taste import facts, labels, queries
from echotune.taste.columns import epoch_seconds, fetch_columns, halves
from echotune.taste.listener import ListenerModel, Members, Plays, started_at
from echotune.taste.places import Places
from echotune.taste.sequences import Ids
from echotune.taste.steering import Correction, Judgement, Seed, Steering, start_of_day


async def build_listener_model(
    conn: Connection, account: Account, *, gate: bool = True, as_of: datetime | None = None
) -> ListenerModel:
    """Everything known of one account, or only what came before `as_of`. `gate`: leave out Spotify API facts.

    Reads one snapshot of the database; must be the first use of the transaction.
    """
    await conn.execute("set transaction isolation level repeatable read, read only")
    await conn.execute(
        "set local work_mem = '64MB'; set local jit = off; set local max_parallel_workers_per_gather = 0"
    )
    params = {"user": account.id, "reasons": list(labels.REASONS), "gate": gate}
    raw_plays = await _fetch_plays(conn, params)
    raw = await _fetch_members(conn, params)
    raw_facts = await facts.fetch(conn, params)
    model = await asyncio.to_thread(_assemble, account, raw_plays, raw, raw_facts)
    model = replace(model, steering=await load_steering(conn, model))
    return model.until(as_of) if as_of else model


async def load_steering(conn: Connection, model: ListenerModel) -> Steering:
    """What the account has said by now, in the model's numbers."""
    params, places = {"user": model.user_id}, model.members.places
    seeds = await (await conn.execute(queries.SEEDS, params)).fetchall()
    judgements = await (await conn.execute(queries.JUDGEMENTS, params)).fetchall()
    corrections = await (await conn.execute(queries.CORRECTIONS, params)).fetchall()
    judged = places.recording_of(row["item_id"] for row in judgements)
    seeded = places.recording_of(row["track_id"] for row in seeds)
    return Steering(
        tuple(Correction(**row) for row in corrections),
        tuple(
            Judgement(recording, row["event_type"], row["occurred_at"])
            for recording, row in zip(judged, judgements, strict=True)
            if recording >= 0
        ),
        tuple(
            Seed(recording, row["added_on"] and start_of_day(row["added_on"]))
            for recording, row in zip(seeded, seeds, strict=True)
            if recording >= 0
        ),
    )


async def _fetch_plays(conn: Connection, params: dict[str, Any]) -> dict[str, Any]:
    return await fetch_columns(
        conn,
        queries.PLAYS,
        {
            "ended_at": "i8",
            "item_id": "uuid",
            "ms_played": "i4",
            "reason_start": "i2",
            "reason_end": "i2",
            "shuffle": "bool",
        },
        params,
    )


async def _fetch_members(conn: Connection, params: dict[str, Any]) -> dict[str, Any]:
    return await fetch_columns(
        conn,
        queries.MEMBERS,
        {
            "track_id": "uuid",
            "recording_id": "uuid",
            "duration_ms": "i4",
            "explicit": "i2",
            "released_year": "i2",
            "title": "text",
            "artist": "text",
            "album": "text",
            "item": "text",
            "recording_key": "text",
        },
        params,
    )


def _assemble(account: Account, raw_plays: dict[str, Any], raw: dict[str, Any], raw_facts: facts.Raw) -> ListenerModel:
    recording, opening = _recordings(raw["recording_id"])
    size = len(opening)
    keys = [raw["recording_key"][at] for at in opening.tolist()]
    places = Places(raw["track_id"], recording)
    members = Members(
        raw_ids=raw["track_id"],
        recording=recording,
        titles=raw["title"],
        artists=raw["artist"],
        albums=raw["album"],
        items=raw["item"],
        duration_ms=facts.completed(raw_facts, places, "duration_ms", raw["duration_ms"], -1),
        explicit=facts.completed(raw_facts, places, "explicit", raw["explicit"].astype(np.int8), -1),
        places=places,
    )
    year = facts.completed(raw_facts, places, "released_year", raw["released_year"], 0)
    artist_no, artist_keys, artist_names = _artists(keys, [raw["artist"][at] for at in opening.tolist()])
    features, feature_source = facts.features(raw_facts, places, size)
    return ListenerModel(
        user_id=account.id,
        zone=account.zone,
        data_version=account.data_version,
        members=members,
        plays=_plays(raw_plays, places, recording, account),
        steering=Steering(),
        recording_ids=Ids(raw["recording_id"], opening),
        keys=keys,
        artist_no=artist_no,
        artist_names=artist_names,
        artist_keys=artist_keys,
        released_year=_earliest(year, recording, size),
        features=features,
        feature_source=feature_source,
        sources=raw_facts.sources,
        tags=facts.tags(raw_facts, places),
        popularity=facts.popularity(raw_facts, places, size),
        in_pack=facts.in_packs(raw_facts, places, size),
    )


def _recordings(raw_ids: NDArray[Any]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Number recordings by their first member (members come by key): int32[M] of each member, int32[R] first members."""
    high, low = halves(raw_ids)
    order = np.lexsort((low, high))
    opens = np.ones(len(order), bool)
    opens[1:] = (high[order][1:] != high[order][:-1]) | (low[order][1:] != low[order][:-1])
    first = order[opens]  # the sort is stable: the first member of each
    rank = np.empty(len(first), np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    recording = np.empty(len(order), np.int32)
    recording[order] = rank[np.cumsum(opens) - 1]
    return recording, np.sort(first).astype(np.int32)


def _artists(keys: list[str], names: list[str]) -> tuple[NDArray[np.int32], list[str], list[str]]:
    """Number artists in the order of the keys: int32[R], artist keys, the spelling of each one's first recording."""
    numbers: dict[str, int] = {}
    spelled: list[str] = []
    artist_no = np.empty(len(keys), np.int32)
    for at, key in enumerate(keys):
        artist = key.partition("\t")[0]
        if artist not in numbers:
            numbers[artist] = len(spelled)
            spelled.append(names[at])
        artist_no[at] = numbers[artist]
    return artist_no, list(numbers), spelled


def _plays(raw: dict[str, Any], places: Places, recording: NDArray[np.int32], account: Account) -> Plays:
    ended_at, member = epoch_seconds(raw["ended_at"]), places.members(raw["item_id"])
    order = np.lexsort((raw["ms_played"], member, ended_at))
    order = order[member[order] >= 0]  # an item that is no track has no place here
    ended_at, member, ms = ended_at[order], member[order], raw["ms_played"][order]
    hour, weekday = hour_and_weekday(started_at(ended_at, ms), account.zone)
    return Plays(
        member=member,
        recording=recording[member],
        ended_at=ended_at,
        ms=ms,
        reason_start=raw["reason_start"][order].astype(np.int8),
        reason_end=raw["reason_end"][order].astype(np.int8),
        shuffle=raw["shuffle"][order],
        hour=hour,
        weekday=weekday,
    ).roomy()


def _earliest(year: NDArray[np.int16], recording: NDArray[np.int32], size: int) -> NDArray[np.int16]:
    unknown = np.int16(np.iinfo(np.int16).max)
    earliest = np.full(size, unknown, np.int16)
    np.minimum.at(earliest, recording, np.where(year > 0, year, unknown))
    return np.where(earliest == unknown, np.int16(0), earliest)
