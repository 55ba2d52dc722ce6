"""What lies near: exactly where it is small, and nearly so where it is indexed."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import numpy as np
import pytest
from numpy.typing import NDArray

from echotune.recommend.spaces import EXACT_NUMBERS, Space, aligned
from echotune.taste.sequences import Ids

DIMENSIONS = 48


def a_space(size: int, seed: int = 0, *, known: float = 0.9) -> tuple[Space, NDArray[np.intp]]:
    """Songs around artists around genres, some of them unknown; and each one's genre."""
    dice = np.random.default_rng(seed)
    genre = dice.integers(0, 12, 900)
    artists = dice.normal(size=(12, DIMENSIONS))[genre] + 0.7 * dice.normal(size=(900, DIMENSIONS))
    artist = dice.integers(0, 900, size)
    vectors = (artists[artist] + 0.5 * dice.normal(size=(size, DIMENSIONS))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    has = dice.random(size) < known
    vectors[~has] = 0
    return Space("sound", "test", vectors, has), genre[artist]


@pytest.fixture(scope="module")
def large() -> tuple[Space, NDArray[np.intp]]:
    space, genre = a_space(80_000)
    assert space.vectors.size > EXACT_NUMBERS
    return space, genre


def by_definition(space: Space, query: NDArray[np.float32], among: NDArray[np.bool_], count: int) -> list[int]:
    products = [(-float(space.vectors[row] @ query), row) for row in np.flatnonzero(among & space.known).tolist()]
    return [row for _, row in sorted(products)[:count]]


def test_a_small_space_is_looked_through_exactly() -> None:
    space, genre = a_space(700)
    among = genre < 6
    query = space.vectors[3]
    rows, similarities = space.nearest(query, among, 40)
    assert rows.tolist() == by_definition(space, query, among, 40)
    np.testing.assert_allclose(similarities, space.vectors[rows] @ query, atol=1e-6)


def test_at_least_99_of_100_nearest_are_found_in_a_large_one_whatever_is_allowed(
    large: tuple[Space, NDArray[np.intp]],
) -> None:
    space, genre = large
    dice = np.random.default_rng(5)
    masks = [None, dice.random(len(genre)) < 0.3, dice.random(len(genre)) < 0.001, genre == 2, genre != 2]
    shares = []
    for seed in dice.choice(np.flatnonzero(space.known), 12):
        query = space.vectors[seed]
        for among in masks:
            allowed = space.known if among is None else space.known & among
            products = np.where(allowed, space.vectors @ query, -2)
            count = min(300, int(allowed.sum()))
            rows, _ = space.nearest(query, among, 300)
            assert allowed[rows].all()
            assert len(rows) == len(set(rows.tolist())) == count
            shares.append(len(np.intersect1d(rows, np.argsort(-products)[:count])) / count)
    assert np.mean(shares) >= 0.99
    assert min(shares) >= 0.95


def test_the_same_question_has_the_same_answer(large: tuple[Space, NDArray[np.intp]]) -> None:
    space, genre = large
    again = Space(space.name, space.model_id, space.vectors, space.known)
    for one in (5, 17, 23):
        first, second = (this.nearest(space.vectors[one], genre < 5, 100) for this in (space, again))
        assert first.rows.tolist() == second.rows.tolist()


def test_half_precision_answers_as_full_precision_does() -> None:
    space, genre = a_space(900)
    halved = Space("sound", "test", space.vectors.astype(np.float16), space.known)
    full, half = (one.nearest(space.vectors[8], genre < 9, 50) for one in (space, halved))
    assert len(np.intersect1d(full.rows, half.rows)) >= 48
    np.testing.assert_allclose(full.similarities, half.similarities, atol=2e-3)


def test_what_is_not_known_is_near_to_nothing() -> None:
    space, _ = a_space(60, known=0.5)
    everything = np.arange(60)
    assert (np.isnan(space.similarities(space.vectors[0], everything)) == ~space.known).all()
    assert set(space.nearest(np.ones(DIMENSIONS, np.float32), None, 60).rows) == set(np.flatnonzero(space.known))
    nothing = Space("sound", "test", np.zeros((5, DIMENSIONS), np.float32), np.zeros(5, bool))
    assert not len(nothing.nearest(np.ones(DIMENSIONS, np.float32), None, 3).rows)
    assert nothing.mean(np.arange(5)) is None


def test_the_mean_of_rows_is_the_direction_between_the_known_ones() -> None:
    space, _ = a_space(60, known=0.5)
    known = np.flatnonzero(space.known)[:2]
    mean = space.mean(np.concatenate([known, np.flatnonzero(~space.known)]))
    assert mean is not None
    assert np.linalg.norm(mean) == pytest.approx(1)
    assert mean @ space.vectors[known[0]] == pytest.approx(mean @ space.vectors[known[1]], abs=1e-5)


def test_stored_vectors_are_put_beside_the_recordings_that_they_belong_to() -> None:
    ids = [uuid4() for _ in range(6)]
    raw = np.frombuffer(b"".join(one.bytes for one in ids), "V16")
    model = SimpleNamespace(size=4, recording_ids=Ids(raw, np.array([4, 0, 5, 2], np.int32)))
    stored = np.eye(3, dtype=np.float16)
    order = sorted((0, 2, 3), key=lambda at: ids[at].bytes)  # the store keeps them by id; one is not the listener's
    space = aligned("text", "test", model, raw[order], stored)  # type: ignore[arg-type]
    assert space is not None
    assert space.known.tolist() == [False, True, False, True]
    for row, held in ((1, 0), (3, 2)):
        assert space.vectors[row].tolist() == stored[order.index(held)].tolist()
    assert aligned("text", "test", model, raw[[1, 3]], stored[:2]) is None  # type: ignore[arg-type]
    assert aligned("text", "test", model, raw[:0], stored[:0]) is None  # type: ignore[arg-type]
