"""A listener over an invented catalogue who likes some genres, or nothing in particular."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from echotune.taste.labels import CODE
from echotune.taste.listener import FEATURES, ListenerModel, Members, Plays
from echotune.taste.places import Places
from echotune.taste.sequences import Ids
from echotune.taste.steering import Steering
from echotune.taste.tags import Tags
from echotune.training.content.inputs import Inputs

FIRST_SECOND = 1_500_000_000
GAP_SECONDS = 3_600
LIKED_GENRES = (0, 1, 2)


def listener_of(
    inputs: Inputs, genre: NDArray[np.int64], *, fussy: bool, plays: int = 900, seed: int = 5
) -> ListenerModel:
    """All songs are in the catalogue. A `fussy` listener mostly tries songs of LIKED_GENRES, hears those out, and leaves
    the others after three seconds; one who is not tries and hears out anything. Popularity tells nothing."""
    rng = np.random.default_rng(seed)
    liked = np.isin(genre, LIKED_GENRES)
    pull = np.where(liked, 5.0, 1.0) if fussy else np.ones(len(genre))
    song = rng.choice(len(genre), plays, p=pull / pull.sum()).astype(np.int32)
    heard = liked[song] if fussy else rng.random(plays) < 0.6
    size = len(inputs)
    raw_ids = np.frombuffer(rng.bytes(16 * size), "V16")
    rows = np.arange(size, dtype=np.int32)
    places = Places(raw_ids, rows)
    keys = [f"{inputs.artist_keys[artist]}\tsong {row}" for row, artist in enumerate(inputs.artist_no.tolist())]
    order = np.lexsort((inputs.tagged, inputs.tag))
    return ListenerModel(
        user_id=UUID(int=1),
        zone=ZoneInfo("UTC"),
        data_version=1,
        members=Members(
            raw_ids=raw_ids,
            recording=rows,
            titles=[f"song {row}" for row in range(size)],
            artists=[inputs.artist_keys[artist] for artist in inputs.artist_no.tolist()],
            albums=[""] * size,
            items=keys,
            duration_ms=np.full(size, 200_000, np.int32),
            explicit=np.full(size, -1, np.int8),
            places=places,
        ),
        plays=Plays(
            member=song,
            recording=song,
            ended_at=FIRST_SECOND + GAP_SECONDS * np.arange(plays, dtype=np.int64),
            ms=np.where(heard, 200_000, 3_000).astype(np.int32),
            reason_start=np.full(plays, CODE["trackdone"], np.int8),
            reason_end=np.where(heard, CODE["trackdone"], CODE["fwdbtn"]).astype(np.int8),
            shuffle=np.zeros(plays, bool),
            hour=np.zeros(plays, np.int8),
            weekday=np.zeros(plays, np.int8),
        ),
        steering=Steering(),
        recording_ids=Ids(raw_ids, rows),
        keys=keys,
        artist_no=inputs.artist_no,
        artist_names=inputs.artist_keys,
        artist_keys=inputs.artist_keys,
        released_year=inputs.year,
        features=inputs.features,
        feature_source=np.zeros((size, len(FEATURES)), np.int8),
        sources=("pack:invented",),
        tags=Tags(inputs.tag_names, inputs.tag[order], inputs.tagged[order], np.zeros(len(order), np.int8)),
        popularity=rng.uniform(0, 100, size).astype(np.float32),
        in_pack=np.ones(size, bool),
    )
