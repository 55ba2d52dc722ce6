"""`echotune evaluate cf`: choose on the training alone, then look at the test once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from echotune.training.cf.grids import Grid
from echotune.training.cf.guardrails import guardrails
from echotune.training.cf.metrics import Metrics, by_listener, mean_of, measured, spread_of
from echotune.training.cf.ranking import Ranked, rank
from echotune.training.cf.reach import Reach, reach
from echotune.training.cf.seeds import is_seeded, reseeded
from echotune.training.cf.splits import Split
from echotune.training.cf.trainer import Trained, Trainer, fitted
from echotune.training.paired import paired_interval

SEEDS: Final = 3
STRANGE_STEP: Final = 1_000
"""Between the seeds of two runs, so that members that differ by their seeds alone do not meet one another's."""

BASELINE: Final = "itemknn"
BASELINE_PARAMETERS: Final = {"neighbours": 1000, "shrinkage": 5.0}
"""What every other model has to beat; as in the stated figures."""


@dataclass(frozen=True)
class Gain:
    """Mean of paired differences, with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Evaluation:
    trained: Trained
    split: Split
    ranked: Ranked
    """Of the trained model, which is the first seed."""
    metrics: Metrics
    """Of `ranked`."""
    by_seed: list[Metrics]
    """`metrics` and those of the same point fitted under other seeds; one where chance has no part."""
    gains: dict[str, Gain]
    """Of the trained model over the baseline, by metric."""
    guardrails: Metrics
    reach: Reach
    seconds: float

    @property
    def mean(self) -> Metrics:
        return mean_of(self.by_seed)

    @property
    def spread(self) -> Metrics:
        """Standard deviation over the seeds."""
        return spread_of(self.by_seed)


def evaluate(split: Split, trainer: Trainer, grid: Grid, *, seeds: int = SEEDS) -> Evaluation:
    """Raises InvalidRequest where the training is too small to hold anything out for validation."""
    began = time.perf_counter()
    trained = trainer.train(split.train, grid)
    with threadpool_limits(1, "blas"):  # as in training
        ranked = rank(trained.model, split.train, split.targets)
        metrics = measured(ranked.hits, split.targets.counts)
        others = _under_other_seeds(trained, split, seeds)
    return Evaluation(
        trained=trained,
        split=split,
        ranked=ranked,
        metrics=metrics,
        by_seed=[metrics, *others],
        gains=_gains(split, ranked),
        guardrails=guardrails(ranked.items, split.train),
        reach=reach(
            split.train, users=int(np.count_nonzero(split.targets.users < 0)), items=split.targets.unknown_items
        ),
        seconds=time.perf_counter() - began,
    )


def _gains(split: Split, ranked: Ranked) -> dict[str, Gain]:
    counts = split.targets.counts
    baseline = rank(fitted(BASELINE, BASELINE_PARAMETERS, split.train), split.train, split.targets)
    own, theirs = by_listener(ranked.hits, counts), by_listener(baseline.hits, counts)
    differences = {name: own[name] - theirs[name] for name in own}
    return {name: Gain(float(one.mean()), *paired_interval(one)) for name, one in differences.items()}


def _under_other_seeds(trained: Trained, split: Split, seeds: int) -> list[Metrics]:
    if not is_seeded(trained.parameters):
        return []
    figures = []
    for number in range(1, seeds):
        model = fitted(trained.name, reseeded(trained.parameters, number * STRANGE_STEP), split.train)
        figures.append(measured(rank(model, split.train, split.targets).hits, split.targets.counts))
    return figures
