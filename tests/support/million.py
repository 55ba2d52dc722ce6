"""A listener model of a million recordings, made of arrays without a database.

The plays are the demo's: a listening life of 320,000 rows over its invented world. The rest of the million is a second
invented world that was never heard. Features lie around each genre and artist and are unknown for a share of the
tracks; `content` vectors have 64 dimensions, around 26 genres, then artists, then tracks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from echotune.core.local_time import hour_and_weekday
from echotune.history.demo.generate import Demo, generate
from echotune.history.demo.genres import GENRES
from echotune.history.demo.names import album_title
from echotune.history.demo.rows import END_REASONS, START_REASONS, TRACK
from echotune.history.demo.world import World, build_world
from echotune.recommend.spaces import Space
from echotune.taste.labels import CODE
from echotune.taste.listener import FEATURES, ListenerModel, Members, Plays, started_at
from echotune.taste.places import Places
from echotune.taste.sequences import Ids
from echotune.taste.steering import Steering
from echotune.taste.tags import Tags

ROWS, SEED, UNTIL, DIMENSIONS = 320_000, 1, date(2026, 11, 20), 64
ZONE = ZoneInfo("Europe/Stockholm")
Floats = NDArray[np.float32]


def million(tracks: int = 1_000_000, *, coverage: float = 0.75) -> tuple[ListenerModel, Space]:
    """The model, and its `content` space. `coverage`: share of the recordings with features and vectors."""
    demo = generate(ROWS, SEED, until=UNTIL)
    dice = np.random.default_rng(SEED)
    unheard = build_world(int(1.06 * tracks) - demo.naming.world.tracks, UNTIL.year, dice)
    making = _Making(demo, unheard, tracks, dice)
    model = making.model(coverage)
    return model, making.space(model, coverage)


class _Making:
    def __init__(self, demo: Demo, unheard: World, tracks: int, dice: np.random.Generator) -> None:
        self.demo, self.dice, self.heard = demo, dice, demo.naming.world
        self.worlds = (self.heard, unheard)
        keys, artists, kept = [], [], []
        for place, (artist, title) in enumerate(self._songs()):
            keys.append(f"{artist.lower()}\t{title.lower()}")
            artists.append((artist, title))
            kept.append(place)
        # the same artist and title again is the same recording: only its first track stays
        order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.intp)
        new = np.array([at == 0 or keys[order[at]] != keys[order[at - 1]] for at in range(len(order))])
        number = np.cumsum(new) - 1
        self.row_of = np.empty(len(keys), np.int32)
        self.row_of[order] = number
        self.track = order[new][:tracks]
        self.keys = [keys[at] for at in self.track.tolist()]
        self.names = [artists[at] for at in self.track.tolist()]
        self.size = len(self.track)
        genre = np.concatenate([world.genre[world.artist_of] for world in self.worlds])
        self.genre = genre[self.track]
        self.year = np.concatenate([world.year for world in self.worlds])[self.track]
        self.duration = np.concatenate([world.duration_ms for world in self.worlds])[self.track]
        fame = np.concatenate([np.log(world.fame[world.artist_of]) + world.catchiness for world in self.worlds])
        self.fame = fame[self.track]

    def _songs(self) -> Iterator[tuple[str, str]]:
        for world, mark in zip(self.worlds, ("", " II"), strict=True):
            names = world.artist_names
            for track, artist in enumerate(world.artist_of.tolist()):
                yield names[artist] + mark, world.title(track)

    def model(self, coverage: float) -> ListenerModel:
        numbers: dict[str, int] = {}
        artist_no = np.array([numbers.setdefault(key.partition("\t")[0], len(numbers)) for key in self.keys], np.int32)
        self.artist_no = artist_no
        raw = self.dice.bytes(16 * self.size)
        ids = np.frombuffer(raw, "V16")
        rows = np.arange(self.size, dtype=np.int32)
        places = Places(ids, rows)
        explicit = np.where(self.dice.random(self.size) < 0.12, -1, self.dice.random(self.size) < 0.1).astype(np.int8)
        first = {key: at for at, key in reversed(list(enumerate(artist_no.tolist())))}
        features = self._features(coverage)
        return ListenerModel(
            user_id=UUID(int=1),
            zone=ZONE,
            data_version=1,
            members=Members(
                raw_ids=ids,
                recording=rows,
                titles=[title for _, title in self.names],
                artists=[artist for artist, _ in self.names],
                albums=[
                    album_title(7919 * artist + year % 7)
                    for artist, year in zip(artist_no.tolist(), self.year.tolist(), strict=True)
                ],
                items=[f"spotify:track:{at:022d}" for at in range(self.size)],
                duration_ms=self.duration.astype(np.int32),
                explicit=explicit,
                places=places,
            ),
            plays=self._plays(),
            steering=Steering(),
            recording_ids=Ids(ids, rows),
            keys=self.keys,
            artist_no=artist_no,
            artist_names=[self.names[first[at]][0] for at in range(len(numbers))],
            artist_keys=list(numbers),
            released_year=np.where(self.dice.random(self.size) < 0.1, 0, self.year).astype(np.int16),
            features=features,
            feature_source=np.where(np.isnan(features), -1, 0).astype(np.int8),
            sources=("pack:million",),
            tags=self._tags(),
            popularity=np.clip(38 + 9 * self.fame, 0, 100).astype(np.float32),
            in_pack=np.ones(self.size, bool),
        )

    def _features(self, coverage: float) -> Floats:
        centre = np.array([[getattr(genre, name) for name in FEATURES] for genre in GENRES], np.float32)
        spread = np.array([12.0 if name == "tempo" else 1.5 if name == "loudness" else 0.12 for name in FEATURES])
        own = self.dice.normal(0, 0.7, (int(self.artist_no.max()) + 1, len(FEATURES)))[self.artist_no]
        values = centre[self.genre] + spread * (own + self.dice.normal(0, 0.8, (self.size, len(FEATURES))))
        for column, name in enumerate(FEATURES):
            if name not in ("tempo", "loudness"):
                np.clip(values[:, column], 0.002, 0.995, out=values[:, column])
        values = values.astype(np.float32)
        values[self.dice.random(values.shape) < 0.015] = np.nan
        values[self.dice.random(self.size) >= coverage] = np.nan
        return values

    def _tags(self) -> Tags:
        tagged = np.flatnonzero(self.dice.random(self.size) < 0.9)
        second = tagged[self.dice.random(len(tagged)) < 0.3]
        names = tuple(sorted({name for genre in GENRES for name in (genre.name, genre.related[0])}))
        own = np.array([names.index(genre.name) for genre in GENRES])[self.genre[tagged]]
        related = np.array([names.index(genre.related[0]) for genre in GENRES])[self.genre[second]]
        pair = np.unique(np.concatenate([own, related]).astype(np.int64) * self.size + np.concatenate([tagged, second]))
        tag, recording = (pair // self.size).astype(np.int32), (pair % self.size).astype(np.int32)
        return Tags(names, tag, recording, np.zeros(len(tag), np.int8))

    def _plays(self) -> Plays:
        rows = self.demo.rows
        rows = rows.take((rows.kind == TRACK) & ~rows.incognito)
        recording = self.row_of[rows.item]
        rows, recording = rows.take(recording < self.size), recording[recording < self.size]
        order = np.lexsort((recording, rows.end))
        rows, recording = rows.take(order), recording[order]
        hour, weekday = hour_and_weekday(started_at(rows.end, rows.ms_played), ZONE)
        begun, ended = (
            np.array([CODE.get(reason or "", 0) for reason in reasons], np.int8)
            for reasons in (START_REASONS, END_REASONS)
        )
        return Plays(
            member=recording,
            recording=recording,
            ended_at=rows.end,
            ms=rows.ms_played,
            reason_start=begun[rows.reason_start],
            reason_end=ended[rows.reason_end],
            shuffle=rows.shuffle,
            hour=hour,
            weekday=weekday,
        )

    def space(self, model: ListenerModel, coverage: float) -> Space:
        centres = self.dice.normal(size=(len(GENRES), DIMENSIONS)).astype(np.float32)
        artists = (
            centres[self.genre]
            + 0.7 * self.dice.normal(size=(len(model.artist_keys), DIMENSIONS)).astype(np.float32)[self.artist_no]
        )
        vectors = artists + 0.6 * self.dice.normal(size=(self.size, DIMENSIONS)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        known = self.dice.random(self.size) < coverage
        vectors[~known] = 0
        return Space("content", "million-1", vectors, known)
