"""The metrics against a plain reading of their definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from echotune.recommend.evaluation import metrics
from echotune.training import paired


def plain_ndcg(ranked: list[int], targets: set[int], at: int) -> float:
    got = sum(1 / math.log2(place + 2) for place, item in enumerate(ranked[:at]) if item in targets)
    best = sum(1 / math.log2(place + 2) for place in range(min(at, len(targets))))
    return got / best


def plain_recall(ranked: list[int], targets: set[int], at: int) -> float:
    return len(set(ranked[:at]) & targets) / min(at, len(targets))


@pytest.mark.parametrize("seed", range(20))
def test_ndcg_and_recall_are_what_their_definitions_say(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ranked = rng.permutation(int(rng.integers(5, 200))).tolist()
    targets = set(rng.choice(300, int(rng.integers(1, 80)), replace=False).tolist())
    hits = np.array([item in targets for item in ranked])
    for at in (10, 20):
        assert metrics.ndcg(hits, len(targets), at) == pytest.approx(plain_ndcg(ranked, targets, at))
    assert metrics.recall(hits, len(targets), 50) == pytest.approx(plain_recall(ranked, targets, 50))


def test_a_paired_interval_holds_the_mean_and_shrinks_with_more_windows() -> None:
    rng = np.random.default_rng(0)
    few, many = rng.normal(0.1, 0.2, 24), rng.normal(0.1, 0.2, 1_200)
    low, high = paired.paired_interval(few)
    assert low < few.mean() < high
    assert high - low == pytest.approx(2 * 1.96 * few.std() / math.sqrt(24), rel=0.1)
    narrow = paired.paired_interval(many)
    assert narrow[1] - narrow[0] < (high - low) / 5
