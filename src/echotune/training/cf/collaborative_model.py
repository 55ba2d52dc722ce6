"""What every collaborative model promises. `tests/training/cf/test_models.py` holds all of `CF_MODELS` to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self, TypeAlias

from numpy.typing import NDArray

from echotune.training.cf.interactions import Index, Interactions, Scores

Parameters: TypeAlias = Mapping[str, Any]
"""Keyword arguments of a model's constructor; plain JSON values."""
Arrays: TypeAlias = dict[str, NDArray[Any]]
"""What a fitted model consists of: named arrays of numbers (no objects), fit for `numpy.savez`."""


class CollaborativeModel(Protocol):
    """Built from its parameters alone, then fitted. The same interactions and parameters give the same scores."""

    name: ClassVar[str]
    """Its key in `CF_MODELS`."""

    @property
    def parameters(self) -> Parameters:
        """What to build it from again."""
        ...

    def fit(self, interactions: Interactions) -> Self:
        """Learn from U x I interactions and return itself. Listeners without items and items without listeners may be
        among them."""
        ...

    def scores(self, users: Index) -> Scores:
        """float32[len(users), I] for listeners of the training: finite, higher is better, comparable within a row
        only. Items of the training are not masked. Listeners without items get the popularity of the items."""
        ...

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        """float32[I]: scores for a listener outside the training who has `items` (oldest first where an order is known)
        with confidences `weights`. No items: the popularity of the items."""
        ...

    def with_items(self, listeners: Interactions) -> Self:
        """Another model, with columns for further items after its own: rows of `listeners` are those of the training,
        columns the new items. Costs far less than a training; its own listeners' points stay as they are."""
        ...

    def arrays(self) -> Arrays:
        """The fitted model; `from_arrays(arrays(), parameters)` scores as it does."""
        ...

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        """A fitted model again."""
        ...


class FactorModel(CollaborativeModel, Protocol):
    """A model whose items are points: what vector search can serve."""

    user_factors: Scores
    """float32[U, d]; zeros for a listener without items."""
    item_factors: Scores
    """float32[I, d]"""
    popularity: Scores
    """float32[I]: listeners of each item."""

    def user_factors_of(self, items: Index, weights: Scores) -> Scores:
        """float32[d]: the point of a listener outside the training; its inner products with `item_factors` are the
        scores of `fold_in`."""
        ...
