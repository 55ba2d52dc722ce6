"""What is held out of the interactions, to be found again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from echotune.core.errors import InvalidRequest
from echotune.training.cf.interactions import Index, Interactions, Matrix


@dataclass(frozen=True, eq=False)
class Targets:
    """What some listeners did besides what was learned from."""

    names: list[str]
    """Of the listeners, n."""
    users: Index
    """int64[n]: their rows in the training, -1 for those it has not."""
    items: Matrix
    """n x I, an entry for each target among the items of the training."""
    counts: Index
    """int64[n]: how many targets each has, those that the training does not know among them; >= 1."""
    unknown_items: int = 0
    """Different targets that the training does not know."""


@dataclass(frozen=True, eq=False)
class Split:
    train: Interactions
    targets: Targets


def against(train: Interactions, held: Interactions) -> Split:
    """Two files. Targets that are in the training of the same listener too do not count: they are masked there. Raises
    InvalidRequest if nothing is left to find."""
    user_of = {name: number for number, name in enumerate(train.users)}
    item_of = {name: number for number, name in enumerate(train.items)}
    users = np.array([user_of.get(name, -1) for name in held.users], np.int64)
    items = np.array([item_of.get(name, -1) for name in held.items], np.int64)
    row, column = held.rows, items[held.matrix.indices]
    known = (users[row] >= 0) & (column >= 0)
    repeated = np.zeros(len(row), bool)
    repeated[known] = np.asarray(train.matrix[users[row[known]], column[known]]).ravel() > 0
    counts = np.bincount(row[~repeated], minlength=len(users))
    found = ~repeated & (column >= 0)
    split = _split(train, held.users, users, row[found], column[found], counts)
    return replace(split, targets=replace(split.targets, unknown_items=int(np.count_nonzero(items < 0))))


def leave_last_out(interactions: Interactions) -> Split:
    """Each listener's newest item is the target; those with one item only keep it. Raises InvalidRequest where no order
    is known or nobody has two items."""
    if interactions.place is None:
        raise InvalidRequest(
            "The last item of each listener can only be left out of sequences: use --format sequences."
        )
    lengths = np.diff(interactions.matrix.indptr)
    rows = interactions.rows
    last = (interactions.place == lengths[rows] - 1) & (lengths[rows] > 1)
    return _held(interactions, last)


def hold_out(interactions: Interactions, share: float, seed: int) -> Split:
    """A random `share` of each listener's items, rounded at random so that the mean is right; at least one stays.
    Raises InvalidRequest if nothing was held out."""
    rng = np.random.default_rng(seed)
    lengths = np.diff(interactions.matrix.indptr)
    wanted = np.floor(share * lengths + rng.random(len(lengths))).astype(np.int64)
    wanted = np.minimum(wanted, np.maximum(lengths - 1, 0))
    rows = interactions.rows
    order = np.lexsort((rng.random(len(rows)), rows))
    drawn = np.empty(len(rows), np.int64)
    drawn[order] = np.arange(len(rows)) - np.repeat(interactions.matrix.indptr[:-1], lengths)
    return _held(interactions, drawn < wanted[rows])


def _held(interactions: Interactions, held: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Split:
    row, column = interactions.rows[held], interactions.matrix.indices[held].astype(np.int64)
    counts = np.bincount(row, minlength=len(interactions.users))
    users = np.arange(len(interactions.users))
    return _split(interactions.only(~held), interactions.users, users, row, column, counts)


def _split(train: Interactions, names: list[str], users: Index, row: Index, column: Index, counts: Index) -> Split:
    """Of the listeners given, those who have targets."""
    if not counts.any():
        raise InvalidRequest("Nothing is held out: no listener has an item to find.")
    items = csr_array((np.ones(len(row), np.float32), (row, column)), shape=(len(names), len(train.items)))
    some = np.flatnonzero(counts)
    targets = Targets([names[user] for user in some], users[some], csr_array(items[some]), counts[some])
    return Split(train, targets)
