"""How many listeners and items a model answers for, when rare items were left out of its training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from echotune.training.cf.interactions import Interactions

FEWEST_LISTENERS: Final = 3
"""An item of fewer is rare: factors of its own would be noise."""


@dataclass(frozen=True)
class Reach:
    """Shares of all listeners and of all items there are."""

    users_in_training: float
    users_folded_in: float
    """Not in the training, but with an item that the model or its fold-in knows."""
    users_by_popularity: float
    """Nothing is known of them: they get the popular items."""
    items_in_training: float
    items_folded_in: float
    """Left out of the training, but with a listener in it."""
    items_by_content: float
    """No listener in the training: only what they sound like can bring them up."""


def reach(
    everything: Interactions, fewest_listeners: int = FEWEST_LISTENERS, *, users: int = 0, items: int = 0
) -> Reach:
    """Of a training on `everything` without rare items, rare ones folded in after it. `users`, `items`: how many more
    there are of whom nothing is known."""
    trained = everything.without_rare(fewest_listeners)
    in_training = np.isin(everything.users, trained.users)
    in_columns = np.isin(everything.items, trained.items)
    by_trained = everything.matrix.indices[in_training[everything.rows]]
    foldable = ~in_columns & np.isin(np.arange(len(everything.items)), by_trained)
    known = np.bincount(everything.rows, (in_columns | foldable)[everything.matrix.indices], len(everything.users)) > 0
    all_users, all_items = len(everything.users) + users, len(everything.items) + items
    folded = np.count_nonzero(known & ~in_training)
    return Reach(
        users_in_training=np.count_nonzero(in_training) / all_users,
        users_folded_in=folded / all_users,
        users_by_popularity=(all_users - np.count_nonzero(in_training) - folded) / all_users,
        items_in_training=np.count_nonzero(in_columns) / all_items,
        items_folded_in=np.count_nonzero(foldable) / all_items,
        items_by_content=(all_items - np.count_nonzero(in_columns | foldable)) / all_items,
    )
