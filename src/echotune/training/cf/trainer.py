"""From interactions to the model that did best on what was held out of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from echotune.training.cf.blending import learned_weights, tabled
from echotune.training.cf.collaborative_model import CollaborativeModel, Parameters
from echotune.training.cf.grids import Grid
from echotune.training.cf.interactions import Interactions
from echotune.training.cf.metrics import Metrics, mean_of, measured, spread_of
from echotune.training.cf.models import CF_MODELS
from echotune.training.cf.models.blend import Fusion, Member
from echotune.training.cf.ranking import rank
from echotune.training.cf.splits import Split
from echotune.training.cf.validation import Validation


@dataclass(frozen=True)
class Tried:
    """One point of a grid: means over the validation splits, and their standard deviation."""

    model: str
    parameters: Parameters
    """All of them, those left to their defaults too."""
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
        with threadpool_limits(1, "blas"):  # so that figures do not depend on the number of cores
            attempts = self._searched(grid, splits)
            best = self._best(attempts)
            model = fitted(grid.model, best.parameters, interactions)
        return Trained(
            name=grid.model,
            model=model,
            parameters=best.parameters,
            metrics=best.metrics,
            spread=best.spread,
            tried=attempts,
            validation=self.validation,
            seconds=time.perf_counter() - began,
        )

    def _searched(self, grid: Grid, splits: Sequence[Split]) -> list[Tried]:
        """The points of the grid; for a blend those of its members, and then the blend of the best of each."""
        if not grid.members:
            return [judged(grid.model, point, splits) for point in grid.points]
        by_member = [self._searched(member, splits) for member in grid.members]
        blends = self._blended([self._best(attempts) for attempts in by_member], grid.fusions, splits)
        return [attempt for attempts in by_member for attempt in attempts] + blends

    def _best(self, attempts: Sequence[Tried]) -> Tried:
        """Of the model that was tried last: after its members comes the blend."""
        own = [one for one in attempts if one.model == attempts[-1].model]
        return max(own, key=lambda one: one.metrics[self.validation.objective])

    def _blended(self, members: Sequence[Tried], fusions: Sequence[Fusion], splits: Sequence[Split]) -> list[Tried]:
        """One blend a fusion, with the weights that do best on the splits."""
        models = [[fitted(one.model, one.parameters, split.train) for one in members] for split in splits]
        blends = []
        for fusion in fusions:
            tables = [tabled(own, split, fusion) for own, split in zip(models, splits, strict=True)]
            weights = learned_weights(tables, self.validation.objective)
            parameters = {"fusion": fusion, "members": _weighted(members, weights)}
            blends.append(tried("blend", parameters, [table.measured(weights) for table in tables]))
        return blends


def _weighted(members: Sequence[Tried], weights: NDArray[np.float64]) -> list[Member]:
    """The members that help."""
    return [
        {"model": one.model, "parameters": one.parameters, "weight": round(weight, 4)}
        for one, weight in zip(members, weights.tolist(), strict=True)
        if weight
    ]


def fitted(name: str, parameters: Parameters, interactions: Interactions) -> CollaborativeModel:
    """A model of `CF_MODELS`, built and fitted."""
    return CF_MODELS[name](**parameters).fit(interactions)


def judged(name: str, parameters: Parameters, splits: Sequence[Split]) -> Tried:
    """One point on all splits."""
    figures = [_measured(fitted(name, parameters, split.train), split) for split in splits]
    return tried(name, CF_MODELS[name](**parameters).parameters, figures)


def tried(name: str, parameters: Parameters, figures: Sequence[Metrics]) -> Tried:
    """The figures of one point, one entry a split, summed up."""
    return Tried(name, parameters, mean_of(figures), spread_of(figures))


def _measured(model: CollaborativeModel, split: Split) -> Metrics:
    return measured(rank(model, split.train, split.targets).hits, split.targets.counts)
