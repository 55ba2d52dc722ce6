"""The same answer for everyone: how many listeners an item has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from echotune.training.cf.collaborative_model import Arrays, Parameters
from echotune.training.cf.interactions import Index, Interactions, Scores
from echotune.training.cf.models.item_to_item import listeners_of
from echotune.training.cf.models.stored import parameters_of


@dataclass
class Popularity:
    """The floor that any personal model has to clear by far."""

    name: ClassVar[str] = "popularity"

    popularity: Scores = field(init=False, repr=False)
    """Listeners of each item."""

    @property
    def parameters(self) -> Parameters:
        return parameters_of(self)

    def fit(self, interactions: Interactions) -> Self:
        self.popularity = listeners_of(interactions.matrix)
        return self

    def scores(self, users: Index) -> Scores:
        return np.tile(self.popularity, (len(users), 1))

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        return self.popularity.copy()

    def with_items(self, listeners: Interactions) -> Self:
        grown = type(self)()
        grown.popularity = np.concatenate([self.popularity, listeners_of(listeners.matrix)])
        return grown

    def arrays(self) -> Arrays:
        return {"popularity": self.popularity}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        model = cls(**parameters)
        model.popularity = arrays["popularity"]
        return model
