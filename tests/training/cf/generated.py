"""Listeners made up from scratch: groups that share a taste, sequences with a habit."""

from __future__ import annotations

import numpy as np

from echotune.training.cf.interactions import Interactions

GROUPS = 4


def groups(listeners: int = 120, items_per_group: int = 25, each: int = 10, seed: int = 1) -> Interactions:
    """Listeners of a group hear `each` of its items, in the group's order; one in ten comes from elsewhere. The groups'
    items are equally popular, so that popularity cannot tell them apart."""
    rng = np.random.default_rng(seed)
    users, items = [], []
    for listener in range(listeners):
        group = listener % GROUPS
        own = np.sort(rng.choice(items_per_group, each, replace=False)) + group * items_per_group
        strange = rng.random(each) < 0.1
        own[strange] = rng.integers(0, GROUPS * items_per_group, int(strange.sum()))
        for item in dict.fromkeys(own.tolist()):
            users.append(f"listener {listener}")
            items.append(f"item {item}")
    return Interactions.of(users, items, np.ones(len(users)), ordered=True)


def unordered(interactions: Interactions) -> Interactions:
    return Interactions(interactions.matrix, interactions.users, interactions.items)


def group_of(item: str, items_per_group: int = 25) -> int:
    return int(item.split()[1]) // items_per_group
