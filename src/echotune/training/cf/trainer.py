"""From interactions to the model that did best on what was held out of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from echotune.training.cf.collaborative_model import CollaborativeModel, Parameters
from echotune.training.cf.grids import Grid
from echotune.training.cf.interactions import Interactions
from echotune.training.cf.metrics import Metrics, measured
from echotune.training.cf.models import CF_MODELS
from echotune.training.cf.ranking import rank
from echotune.training.cf.splits import Split
from echotune.training.cf.validation import Validation


@dataclass(frozen=True)
class Tried:
    """One point of a grid: means over the validation splits, and their standard deviation."""

    model: str
    parameters: Parameters
    metrics: Metrics
    spread: Metrics


@dataclass(frozen=True, eq=False)
class Trained:
    """The chosen point, fitted on everything."""

    name: str
    """Its key in `CF_MODELS`."""
    model: CollaborativeModel
    parameters: Parameters
    metrics: Metrics
    """On validation, not on what the model was fitted on last."""
    spread: Metrics
    tried: list[Tried]
    validation: Validation
    seconds: float


class Trainer(Protocol):
    """Chooses by validation and fits. Whether one machine does it or many is its own affair."""

    def train(self, interactions: Interactions, grid: Grid) -> Trained:
        """Raises InvalidRequest where nothing can be held out for validation."""
        ...


@dataclass(frozen=True)
class LocalTrainer:
    """In this process, one thread."""

    validation: Validation = field(default_factory=Validation)

    def train(self, interactions: Interactions, grid: Grid) -> Trained:
        began = time.perf_counter()
        splits = list(self.validation.of(interactions))
        tried = [judged(grid.model, point, splits) for point in grid.points]
        best = max(tried, key=lambda one: one.metrics[self.validation.objective])
        return Trained(
            name=grid.model,
            model=fitted(grid.model, best.parameters, interactions),
            parameters=best.parameters,
            metrics=best.metrics,
            spread=best.spread,
            tried=tried,
            validation=self.validation,
            seconds=time.perf_counter() - began,
        )


def fitted(name: str, parameters: Parameters, interactions: Interactions) -> CollaborativeModel:
    """A model of `CF_MODELS`, built and fitted."""
    return CF_MODELS[name](**parameters).fit(interactions)


def judged(name: str, parameters: Parameters, splits: Sequence[Split]) -> Tried:
    """One point on all splits."""
    return tried(name, parameters, [_measured(fitted(name, parameters, split.train), split) for split in splits])


def tried(name: str, parameters: Parameters, figures: Sequence[Metrics]) -> Tried:
    """The figures of one point, one entry a split, summed up."""
    columns = {metric: np.array([one[metric] for one in figures]) for metric in figures[0]}
    return Tried(
        name,
        parameters,
        {metric: float(values.mean()) for metric, values in columns.items()},
        {metric: float(values.std()) for metric, values in columns.items()},
    )


def _measured(model: CollaborativeModel, split: Split) -> Metrics:
    return measured(rank(model, split.train, split.targets).hits, split.targets.counts)
