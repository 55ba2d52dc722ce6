"""Decays and activation against their formulas, written out play by play."""

from __future__ import annotations

import math

import numpy as np
import pytest

from echotune.taste import memory

ITEM = np.array([0, 2, 0, 2, 2, 3], np.int32)
AGE = np.array([400.0, 200.0, 30.5, 14.0, 0.25, 61.0])


def by_hand(formula: object, item: int) -> float:
    return sum(formula(age) for number, age in zip(ITEM, AGE, strict=True) if number == item)  # type: ignore[operator]


@pytest.mark.parametrize("half_life", [1.0, 14.0, 180.0])
def test_a_decayed_count_halves_every_half_life(half_life: float) -> None:
    answer = memory.decay(ITEM, AGE, 5, half_life_days=half_life)
    assert answer == pytest.approx([by_hand(lambda age: 0.5 ** (age / half_life), item) for item in range(5)])


def test_the_two_term_decay_remembers_a_tenth_for_half_a_year() -> None:
    answer = memory.two_term_decay(ITEM, AGE, 5)
    assert answer == pytest.approx(
        [by_hand(lambda age: 0.5 ** (age / 14) + 0.1 * 0.5 ** (age / 180), item) for item in range(5)]
    )


@pytest.mark.parametrize("d", [0.5, 1.0])
def test_activation_is_the_log_of_summed_powers(d: float) -> None:
    answer = memory.actr(ITEM, AGE, 4, d=d)
    assert answer[[0, 2, 3]] == pytest.approx([math.log(by_hand(lambda age: age**-d, item)) for item in (0, 2, 3)])
    assert answer[1] == -math.inf


def test_a_session_ends_with_a_pause_of_more_than_half_an_hour_before_the_next_start() -> None:
    ended_at = np.array([0, 1800 + 60, 1800 + 60 + 1801 + 240], np.int64)
    ms_played = np.array([0, 60_000, 240_000], np.int32)
    assert memory.sessions(ended_at, ms_played).tolist() == [0, 0, 1]


def test_first_and_last_moments_are_kept_per_item() -> None:
    ended_at = np.arange(10, 16, dtype=np.int64)
    assert memory.first(ITEM, ended_at, 5).tolist() == [10, 0, 11, 15, 0]
    assert memory.last(ITEM, ended_at, 5).tolist() == [12, 0, 14, 15, 0]
