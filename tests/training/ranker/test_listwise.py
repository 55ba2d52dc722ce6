"""The loss of a listener's own ranker: its gradient, its optimum, and what the penalty and the sampling do."""

from __future__ import annotations

import numpy as np
import pytest

from echotune.training.ranker.listwise import Week, _Loss, fit


def weeks(truth: list[float], *, count: int = 60, candidates: int = 80, listens: int = 5) -> list[Week]:
    """Weeks in which songs are drawn by a softmax over `truth`, the first entry being the default's worth."""
    rng = np.random.default_rng(0)
    made = []
    for _ in range(count):
        inputs = rng.standard_normal((candidates, len(truth))).astype(np.float32)
        drawn = np.argsort(-(inputs @ np.array(truth) + rng.gumbel(size=candidates)))[:listens]
        made.append(
            Week(inputs[:, 0], inputs[:, 1:], np.zeros(candidates, np.float32), np.isin(np.arange(candidates), drawn))
        )
    return made


def test_the_gradient_is_that_of_the_loss() -> None:
    loss, at = _Loss(weeks([1, 1, -1, 0], count=8), penalty=0.3), np.array([0.7, 0.2, -0.4, 0.1])
    step = 1e-2
    slopes = [(loss(at + step * axis)[0] - loss(at - step * axis)[0]) / (2 * step) for axis in np.eye(4)]
    assert loss(at)[1] == pytest.approx(slopes, abs=1e-3)


def test_the_loss_is_the_mean_log_probability_of_what_was_listened_to() -> None:
    (week,) = weeks([1, 1, -1, 0], count=1)
    at = np.array([0.7, 0.2, -0.4, 0.1])
    score = 0.7 * week.default + week.features @ at[1:]
    chance = np.exp(score) / np.exp(score).sum()
    penalty = 0.15 * float(at[1:] @ at[1:])
    assert _Loss([week], 0.3)(at)[0] == pytest.approx(-np.log(chance[week.listened]).mean() + penalty, abs=1e-4)


def test_a_habit_is_learned_and_what_does_not_matter_stays_near_nothing() -> None:
    scale, weights = fit(weeks([0.8, 1.5, -1.0, 0.0], count=600, listens=1), penalty=0.001)
    assert scale == pytest.approx(0.8, abs=0.15)
    assert weights == pytest.approx([1.5, -1.0, 0.0], abs=0.2)


def test_a_strong_penalty_leaves_the_default_ranking() -> None:
    scale, weights = fit(weeks([0.8, 1.5, -1.0, 0.0]), penalty=1000)
    assert scale > 0
    assert np.abs(weights).max() < 0.01


def test_a_sample_that_names_its_odds_is_fitted_as_the_whole_would_be() -> None:
    rng = np.random.default_rng(3)
    whole = weeks([0.8, 1.2], count=120, candidates=400)
    sampled = []
    for week in whole:
        others = np.flatnonzero(~week.listened)
        kept = np.sort(np.concatenate([np.flatnonzero(week.listened), rng.choice(others, 100, replace=False)]))
        odds = np.where(week.listened[kept], 0, np.log(len(others) / 100)).astype(np.float32)
        sampled.append(Week(week.default[kept], week.features[kept], odds, week.listened[kept]))
    assert fit(sampled, 0.01)[1] == pytest.approx(fit(whole, 0.01)[1], abs=0.15)
