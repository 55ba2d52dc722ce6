"""The factor models: listeners and items are points, a score is their inner product."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Index, Interactions, Scores
from echotune.training.cf.models.stored import parameters_of


@dataclass
class Factorised(ABC):
    """Subclasses say how points are found; all else is here."""

    name: ClassVar[str]

    user_factors: Scores = field(init=False, repr=False)
    """U x d; zeros for a listener without items."""
    item_factors: Scores = field(init=False, repr=False)
    """I x d"""
    popularity: Scores = field(init=False, repr=False)
    """Listeners of each item."""

    @property
    def parameters(self) -> Parameters:
        return parameters_of(self)

    @abstractmethod
    def fit(self, interactions: Interactions) -> Self: ...

    @abstractmethod
    def with_items(self, listeners: Interactions) -> Self: ...

    @abstractmethod
    def user_factors_of(self, items: Index, weights: Scores) -> Scores:
        """float32[d]: the point of a listener outside the training; see `FactorModel`."""

    def scores(self, users: Index) -> Scores:
        points = self.user_factors[users]
        scores: Scores = np.asarray(points @ self.item_factors.T)
        scores[~points.any(axis=1)] = self.popularity
        return scores

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        if len(items) == 0:
            return self.popularity.copy()
        return np.asarray(self.item_factors @ self.user_factors_of(items, weights))

    def _grown(self, item_factors: Scores, popularity: Scores) -> Self:
        """Itself with further items."""
        grown = copy(self)
        grown.item_factors = np.concatenate([self.item_factors, item_factors])
        grown.popularity = np.concatenate([self.popularity, popularity])
        return grown

    def arrays(self) -> Arrays:
        return {name: getattr(self, name) for name in ("user_factors", "item_factors", "popularity")}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        model = cls(**parameters)
        model.user_factors = arrays["user_factors"]
        model.item_factors = arrays["item_factors"]
        model.popularity = arrays["popularity"]
        return model
